"""The words for a sheet: the labels of the facets, and ordinary words for the registries' codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.sheet.registry_words import RegistryWords, load_registry_words
from desktop.trials.facets import NOT_STATED, Facets
from desktop.trials.line_limits import lines_in_words


@dataclass(frozen=True)
class Wording:
    """Hold the sources of the words of a sheet.

    ``mine`` are the countries of the user, whose sites come first. ``today`` is the ISO day on which the sheet is
    shown, "" for one that is kept, such as a printed one.
    """

    facets: Facets
    codes: RegistryWords
    mine: tuple[str, ...] = ()
    today: str = ""

    def facet_label(self, facet: str) -> str:
        """Return the label of a facet; for one that is not listed (``drugs``), its id."""
        known = self.facets.by_name.get(facet)
        return known.label if known else facet.replace("_", " ").capitalize()

    def label(self, facet: str, value: str) -> str:
        """Return the label of a value; a value of a facet that is not listed (a drug) is unchanged."""
        known = self.facets.by_name.get(facet)
        if known:
            return known.label_of(value)
        return "Not stated" if value == NOT_STATED else value

    def labels(self, facet: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return the labels of values in their order; the numbers of an interval become one label: "1 to 3"."""
        known = self.facets.by_name.get(facet)
        interval = lines_in_words(values := tuple(values)) if known and known.interval else ""
        return (interval,) if interval else tuple(self.label(facet, value) for value in values)

    def short_label(self, facet: str, value: str) -> str:
        """Return the label of a value for a narrow column."""
        known = self.facets.by_name.get(facet)
        return known.short_of(value) if known else self.label(facet, value)


def wording(facets: Facets, resources: Path) -> Wording:
    """Return the words for these facets, and those for the registries' codes from a folder of resources."""
    return Wording(facets, load_registry_words(resources))

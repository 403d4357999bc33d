"""The words that a sheet is written in: the labels of the facets, and how the registries' codes read."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.sheet.registry_words import RegistryWords, load_registry_words
from desktop.trials.facets import NOT_STATED, Facets
from desktop.trials.line_limits import lines_in_words


@dataclass(frozen=True)
class Wording:
    """Hold what a sheet takes its words from.

    ``mine`` are the countries of the user, whose sites come first. ``today`` is the ISO day on which the sheet is read,
    "" for one that lasts, as a printed one.
    """

    facets: Facets
    codes: RegistryWords
    mine: tuple[str, ...] = ()
    today: str = ""

    def facet_label(self, facet: str) -> str:
        """Return the label of a facet; one that is not listed (``drugs``) is called by its id."""
        known = self.facets.by_name.get(facet)
        return known.label if known else facet.replace("_", " ").capitalize()

    def label(self, facet: str, value: str) -> str:
        """Return the label of a value; one of a facet that is not listed (a drug) reads as it is written."""
        known = self.facets.by_name.get(facet)
        if known:
            return known.label_of(value)
        return "Not stated" if value == NOT_STATED else value

    def labels(self, facet: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return the labels of values in their order; numbers of an interval read as one: "1 to 3"."""
        known = self.facets.by_name.get(facet)
        interval = lines_in_words(values := tuple(values)) if known and known.interval else ""
        return (interval,) if interval else tuple(self.label(facet, value) for value in values)

    def short_label(self, facet: str, value: str) -> str:
        """Return the label of a value for a narrow column."""
        known = self.facets.by_name.get(facet)
        return known.short_of(value) if known else self.label(facet, value)


def wording(facets: Facets, resources: Path) -> Wording:
    """Return the words for these facets, with what a folder of resources says of the registries' codes."""
    return Wording(facets, load_registry_words(resources))

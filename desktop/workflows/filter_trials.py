"""What a user may click to find trials: the facet values with their numbers, and the way out of an empty list."""

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.query import TrialQuery
from desktop.facets.definitions import Facet, Facets


@dataclass(frozen=True)
class ValueCount:
    """Hold one value of the panel; ``count`` is how many trials a click on it would show."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool
    group: str
    help: str
    is_bucket: bool

    def as_json(self) -> dict[str, object]:
        """Return the value as ``facets --json`` prints it."""
        return {
            "value": self.value,
            "label": self.label,
            "count": self.count,
            "selected": self.selected,
            "excluded": self.excluded,
        }


@dataclass(frozen=True)
class FacetCounts:
    """Hold one facet of the panel.

    ``several`` is how many of the listed trials carry more than one value of it. ``groups`` holds (label, how many
    trials a click on the whole group would show) for a facet of two levels.
    """

    facet: Facet
    values: tuple[ValueCount, ...]
    several: int
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class WayOut:
    """Hold one condition of a query that finds nothing, and how many trials there are without it."""

    label: str
    count: int
    query: TrialQuery


def facet_counts(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> tuple[FacetCounts, ...]:
    """Return all facets with the number beside every value, in the order of the panel."""
    counts = catalogue.count(query)
    several = catalogue.with_several(query)
    return tuple(
        FacetCounts(
            facet,
            tuple(_value(facet, value, count, query) for value, count in counts[facet.id].items()),
            several[facet.id] if facet.multiple else 0,
            tuple((label, catalogue.count_any(query, facet.id, ids)) for label, ids in facet.groups.items()),
        )
        for facet in facets.all
    )


def ways_out(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> tuple[WayOut, ...]:
    """Return the single conditions to drop that would show trials again, the most helpful first."""
    shorter = [
        (f"{facets[facet].short} {facets.value_label(facet, value)}", query.without(facet, value))
        for facet, value in sorted(query.selected)
    ]
    shorter += [
        (f"“not {facets[facet].short} {facets.value_label(facet, value)}”", query.without(facet, value))
        for facet, value in sorted(query.excluded)
    ]
    if query.text:
        shorter.append((f"the text “{query.text}”", query.with_text("")))
    found = [WayOut(label, len(catalogue.search(without)), without) for label, without in shorter]
    return tuple(sorted((way for way in found if way.count), key=lambda way: -way.count))


def _value(facet: Facet, value: str, count: int, query: TrialQuery) -> ValueCount:
    known = facet.by_id.get(value)
    return ValueCount(
        value=value,
        label=facet.label_of(value),
        count=count,
        selected=(facet.id, value) in query.selected,
        excluded=(facet.id, value) in query.excluded,
        group=known.group if known else "",
        help=known.help if known else "",
        is_bucket=known.is_bucket if known else False,
    )

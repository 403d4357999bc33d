"""What a user can click to find trials: facet values with their counts, and the way out of an empty list."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.facets import SECOND, Facet, Facets
from desktop.trials.recruitment import recruitment


@dataclass(frozen=True)
class ValueCount:
    """Hold one value of the panel; ``count`` is how many trials a click on it would show.

    ``second_count`` is the same for the second reading of the facet, None without one; ``is_second`` means that the
    value is selected or excluded in that reading. ``is_absent`` tells that no trial of the catalogue carries it.
    """

    value: str
    label: str
    short: str
    count: int
    selected: bool
    excluded: bool
    group: str
    help: str
    is_bucket: bool
    second_count: int | None = None
    is_second: bool = False
    is_absent: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the value as ``facets --json`` prints it."""
        return {
            "value": self.value,
            "label": self.label,
            "count": self.count,
            "selected": self.selected,
            "excluded": self.excluded,
            **({} if self.second_count is None else {"second_count": self.second_count}),
        }


@dataclass(frozen=True)
class FacetCounts:
    """Hold one facet of the panel.

    ``several`` is how many of the listed trials carry more than one value of it. ``groups`` holds (label, how many
    trials a click on the whole group would show) for a facet of two levels; ``second_groups`` the same where the facet
    is read the second way. Where the groups are values of another facet, ``group_values`` gives these by label, and
    ``chosen_groups`` and ``excluded_groups`` those that the query has.
    """

    facet: Facet
    values: tuple[ValueCount, ...]
    several: int
    groups: tuple[tuple[str, int], ...] = ()
    second_groups: tuple[tuple[str, int], ...] = ()
    group_values: Mapping[str, str] = field(default_factory=dict)
    chosen_groups: frozenset[str] = frozenset()
    excluded_groups: frozenset[str] = frozenset()

    @property
    def chosen(self) -> int:
        """Return how many values and groups the query selects or excludes."""
        own = sum(value.selected or value.excluded for value in self.values)
        return own + len(self.chosen_groups) + len(self.excluded_groups)


@dataclass(frozen=True)
class WayOut:
    """Hold one condition of a query that finds nothing, and how many trials match without it."""

    label: str
    count: int
    query: TrialQuery


def facet_counts(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> tuple[FacetCounts, ...]:
    """Return all facets with the count of every value, in the order of the panel."""
    with catalogue.index.reading:
        counts = catalogue.index.count(query)
        several = catalogue.index.with_several(query)
        absent = {facet.id: catalogue.index.absent(facet.id) for facet in facets.all}
        found = (
            FacetCounts(
                facet,
                tuple(
                    replace(
                        _value(facet, value, count, counts.get(facet.id + SECOND, {}).get(value), query),
                        is_absent=value in absent[facet.id],
                    )
                    for value, count in counts[facet.id].items()
                ),
                several[facet.id] if facet.multiple else 0,
                _groups(catalogue, facet, query, facet.id),
                _groups(catalogue, facet, query, facet.id + SECOND) if facet.second else (),
            )
            for facet in facets.all
        )
        levels = {facet.id: facets[facet.first_level] for facet in facets.all if facet.first_level}
        return tuple(
            _in_tree(level, each, counts[level.id], query) if (level := levels.get(each.facet.id)) else each
            for each in found
        )


def _in_tree(level: Facet, counted: FacetCounts, counts: Mapping[str, int], query: TrialQuery) -> FacetCounts:
    """Return a facet with its values below those of its first level, which has its own counts and marks."""
    ranks = {value.id: rank for rank, value in enumerate(level.values)}
    groups = {value.value: "" if value.is_bucket else recruitment(value.value) for value in counted.values}
    values = sorted(counted.values, key=lambda value: ranks.get(groups[value.value], len(ranks)))
    named = {each.label: each.id for each in level.values if each.id in groups.values()}
    return replace(
        counted,
        values=tuple(
            replace(value, group=level.label_of(groups[value.value]) if groups[value.value] else "") for value in values
        ),
        groups=tuple((label, counts.get(value, 0)) for label, value in named.items()),
        group_values=named,
        chosen_groups=frozenset(label for label, value in named.items() if (level.id, value) in query.selected),
        excluded_groups=frozenset(label for label, value in named.items() if (level.id, value) in query.excluded),
    )


def _groups(catalogue: Catalogue, facet: Facet, query: TrialQuery, reading: str) -> tuple[tuple[str, int], ...]:
    return tuple((label, catalogue.index.count_any(query, reading, ids)) for label, ids in facet.groups.items())


def ways_out(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> tuple[WayOut, ...]:
    """Return the single conditions whose removal would show trials again, the most helpful first."""
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
    found = [WayOut(label, len(catalogue.index.search(without)), without) for label, without in shorter]
    return tuple(sorted((way for way in found if way.count), key=lambda way: -way.count))


def _value(facet: Facet, value: str, count: int, second_count: int | None, query: TrialQuery) -> ValueCount:
    known = facet.by_id.get(value)
    first, second = (facet.id, value), (facet.id + SECOND, value)
    return ValueCount(
        value=value,
        label=facet.label_of(value),
        short=facet.short_of(value),
        count=count,
        selected=bool({first, second} & query.selected),
        excluded=bool({first, second} & query.excluded),
        group=known.group if known else "",
        help=known.help if known else "",
        is_bucket=known.is_bucket if known else False,
        second_count=second_count,
        is_second=second in query.selected or second in query.excluded,
    )

"""Count the facet values that a user can click to find trials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import Pair, TrialQuery
from desktop.trials.facets import SECOND, Facet, Facets
from desktop.trials.recruitment import recruitment


@dataclass(frozen=True)
class ValueCount:
    """Hold one value of the panel; ``count`` is the number of trials that a click on it would show.

    ``second_count`` is the same for the second reading of the facet, None if it has none; ``is_second``: the value is
    selected or excluded in that reading. ``is_absent``: no trial of the catalogue has it.
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
        """Return the value as JSON fields for ``facets --json``."""
        return {
            "value": self.value,
            "label": self.label,
            "count": self.count,
            "selected": self.selected,
            "excluded": self.excluded,
            **({} if self.second_count is None else {"second_count": self.second_count}),
        }


@dataclass(frozen=True)
class _Tally:
    """Hold the data for one facet: {value: n} in both readings and of its first level, and what the query selects."""

    counts: Mapping[str, int]
    second_counts: Mapping[str, int]
    above: Mapping[str, int]
    absent: frozenset[str]
    several: int
    groups: tuple[tuple[str, int], ...]
    second_groups: tuple[tuple[str, int], ...]
    selected: frozenset[Pair]
    excluded: frozenset[Pair]


@dataclass(frozen=True)
class FacetCounts:
    """Hold one facet of the panel.

    ``several`` is the number of listed trials with more than one value of it. For a facet of two levels, ``groups`` are
    (label, number of trials that a click on the group would show), ``second_groups`` the same in the second reading. If
    the groups are values of another facet, ``group_values`` is {label: value}, and ``chosen_groups`` and
    ``excluded_groups`` are those in the query.
    """

    facet: Facet
    values: tuple[ValueCount, ...]
    several: int
    groups: tuple[tuple[str, int], ...] = ()
    second_groups: tuple[tuple[str, int], ...] = ()
    group_values: Mapping[str, str] = field(default_factory=dict)
    chosen_groups: frozenset[str] = frozenset()
    excluded_groups: frozenset[str] = frozenset()
    tally: _Tally | None = field(default=None, repr=False, compare=False)
    """The data of this facet, to find out whether it has changed."""

    @property
    def chosen(self) -> int:
        """Return the number of values and groups that the query selects or excludes."""
        own = sum(value.selected or value.excluded for value in self.values)
        return own + len(self.chosen_groups) + len(self.excluded_groups)


def facet_counts(
    catalogue: Catalogue, facets: Facets, query: TrialQuery, before: Sequence[FacetCounts] = ()
) -> tuple[FacetCounts, ...]:
    """Return all facets with the count of every value, in the order of the panel.

    For a facet that has not changed since ``before`` the same object is returned, so that it need not be drawn again.
    """
    with catalogue.index.reading:
        counts = catalogue.index.count(query)
        several = catalogue.index.with_several(query)
        tallies = [
            _Tally(
                counts[facet.id],
                counts.get(facet.id + SECOND, {}),
                counts[facet.first_level] if facet.first_level else {},
                catalogue.index.absent(facet.id),
                several[facet.id] if facet.multiple else 0,
                _groups(catalogue, facet, query, facet.id),
                _groups(catalogue, facet, query, facet.id + SECOND) if facet.second else (),
                _of(facet, query.selected),
                _of(facet, query.excluded),
            )
            for facet in facets.all
        ]
    known = {each.facet.id: each for each in before}
    return tuple(
        same if (same := known.get(facet.id)) and same.tally == tally else _counted(facet, facets, tally)
        for facet, tally in zip(facets.all, tallies, strict=True)
    )


def _of(facet: Facet, pairs: frozenset[Pair]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if pair[0] in (facet.id, facet.id + SECOND, facet.first_level))


def _counted(facet: Facet, facets: Facets, tally: _Tally) -> FacetCounts:
    found = FacetCounts(
        facet,
        tuple(_value(facet, value, count, tally) for value, count in tally.counts.items()),
        tally.several,
        tally.groups,
        tally.second_groups,
        tally=tally,
    )
    return _in_tree(facets[facet.first_level], found, tally) if facet.first_level else found


def _in_tree(level: Facet, counted: FacetCounts, tally: _Tally) -> FacetCounts:
    """Return a facet with its values grouped by those of its first level, which has its own counts and marks."""
    ranks = {value.id: rank for rank, value in enumerate(level.values)}
    groups = {value.value: "" if value.is_bucket else recruitment(value.value) for value in counted.values}
    values = sorted(counted.values, key=lambda value: ranks.get(groups[value.value], len(ranks)))
    named = {each.label: each.id for each in level.values if each.id in groups.values()}
    return replace(
        counted,
        values=tuple(
            replace(value, group=level.label_of(groups[value.value]) if groups[value.value] else "") for value in values
        ),
        groups=tuple((label, tally.above.get(value, 0)) for label, value in named.items()),
        group_values=named,
        chosen_groups=frozenset(label for label, value in named.items() if (level.id, value) in tally.selected),
        excluded_groups=frozenset(label for label, value in named.items() if (level.id, value) in tally.excluded),
    )


def _groups(catalogue: Catalogue, facet: Facet, query: TrialQuery, reading: str) -> tuple[tuple[str, int], ...]:
    return tuple((label, catalogue.index.count_any(query, reading, ids)) for label, ids in facet.groups.items())


def _value(facet: Facet, value: str, count: int, tally: _Tally) -> ValueCount:
    known = facet.by_id.get(value)
    first, second = (facet.id, value), (facet.id + SECOND, value)
    return ValueCount(
        value=value,
        label=facet.label_of(value),
        short=facet.short_of(value),
        count=count,
        selected=first in tally.selected or second in tally.selected,
        excluded=first in tally.excluded or second in tally.excluded,
        group=known.group if known else "",
        help=known.help if known else "",
        is_bucket=known.is_bucket if known else False,
        second_count=tally.second_counts.get(value),
        is_second=second in tally.selected or second in tally.excluded,
        is_absent=value in tally.absent,
    )

"""Count the facet values that a user can click to find trials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import Pair, TrialQuery
from desktop.trials.facets import SECOND, Facet, Facets
from desktop.trials.recruitment import recruitment


@dataclass(frozen=True)
class ValueCount:
    """Hold one value of the panel; ``count`` is the number of trials that a click on it would show.

    ``second_count`` is the same for the second reading of the facet, None if it has none. ``is_absent``: no trial of
    the catalogue has it.
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
class FacetCounts:
    """Hold one facet of the panel with its numbers; the values are made of them only when they are shown.

    ``counts`` and ``second_counts`` are {value: number of trials that a click on it would show} in both readings,
    ``counts_above`` the same for its first level. ``several`` is the number of listed trials with more than one value,
    ``absent`` the values that no trial of the catalogue has. ``own_groups`` and ``second_groups`` are (label, number)
    of its own groups in both readings; ``level`` is the facet whose values group these, if there is one. ``selected``
    and ``excluded`` are the pairs of the query that belong to it.
    """

    facet: Facet
    counts: Mapping[str, int]
    second_counts: Mapping[str, int] = field(default_factory=dict)
    level: Facet | None = None
    counts_above: Mapping[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    several: int = 0
    own_groups: tuple[tuple[str, int], ...] = ()
    second_groups: tuple[tuple[str, int], ...] = ()
    selected: frozenset[Pair] = frozenset()
    excluded: frozenset[Pair] = frozenset()

    @cached_property
    def values(self) -> tuple[ValueCount, ...]:
        """Return the values in the order of the panel, those of one group together."""
        values = tuple(self._value(value, count) for value, count in self.counts.items())
        if self.level is None:
            return values
        ranks = {value.id: rank for rank, value in enumerate(self.level.values)}
        return tuple(sorted(values, key=lambda value: ranks.get(self._group_of(value.value), len(ranks))))

    @cached_property
    def group_values(self) -> Mapping[str, str]:
        """Return {label: value} of the groups that are values of the first level; empty if there is none."""
        if self.level is None:
            return {}
        groups = set(map(self._group_of, self.counts))
        return {each.label: each.id for each in self.level.values if each.id in groups}

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Return (label, number of trials that a click on the group would show)."""
        if self.level is None:
            return self.own_groups
        return tuple((label, self.counts_above.get(value, 0)) for label, value in self.group_values.items())

    @property
    def chosen_groups(self) -> frozenset[str]:
        """Return the labels of the groups that the query selects."""
        return self._groups_in(self.selected)

    @property
    def excluded_groups(self) -> frozenset[str]:
        """Return the labels of the groups that the query excludes."""
        return self._groups_in(self.excluded)

    @property
    def is_second(self) -> bool:
        """Return whether the query selects or excludes a value in the second reading."""
        return any(facet == self.facet.id + SECOND for facet, _ in self.selected | self.excluded)

    @property
    def chosen(self) -> int:
        """Return the number of values and groups that the query selects or excludes."""
        readings = (self.facet.id, self.facet.id + SECOND)
        pairs = self.selected | self.excluded
        own = {value for facet, value in pairs if facet in readings and value in self.counts}
        return len(own) + len(self.chosen_groups) + len(self.excluded_groups)

    def _groups_in(self, pairs: frozenset[Pair]) -> frozenset[str]:
        if self.level is None or not pairs:
            return frozenset()
        return frozenset(label for label, value in self.group_values.items() if (self.level.id, value) in pairs)

    def _group_of(self, value: str) -> str:
        """Return the value of the first level that groups a value; "" for "not stated" and similar ones."""
        known = self.facet.by_id.get(value)
        return "" if known and known.is_bucket else recruitment(value)

    def _group_label(self, value: str) -> str:
        if self.level is None:
            return known.group if (known := self.facet.by_id.get(value)) else ""
        group = self._group_of(value)
        return self.level.label_of(group) if group else ""

    def _value(self, value: str, count: int) -> ValueCount:
        facet = self.facet
        known = facet.by_id.get(value)
        first, second = (facet.id, value), (facet.id + SECOND, value)
        return ValueCount(
            value=value,
            label=facet.label_of(value),
            short=facet.short_of(value),
            count=count,
            selected=first in self.selected or second in self.selected,
            excluded=first in self.excluded or second in self.excluded,
            group=self._group_label(value),
            help=known.help if known else "",
            is_bucket=known.is_bucket if known else False,
            second_count=self.second_counts.get(value),
            is_absent=value in self.absent,
        )


def facet_counts(
    catalogue: Catalogue, facets: Facets, query: TrialQuery, before: Sequence[FacetCounts] = ()
) -> tuple[FacetCounts, ...]:
    """Return all facets with the count of every value, in the order of the panel.

    For a facet that has not changed since ``before`` the same object is returned, so that it need not be drawn again.
    """
    index = catalogue.index
    with index.reading:
        counts = index.count(query)
        several = index.with_several(query)
        counted = [
            FacetCounts(
                facet,
                counts[facet.id],
                counts.get(facet.id + SECOND, {}),
                facets[facet.first_level] if facet.first_level else None,
                counts[facet.first_level] if facet.first_level else {},
                index.absent(facet.id),
                several[facet.id] if facet.multiple else 0,
                _groups(catalogue, facet, query, facet.id),
                _groups(catalogue, facet, query, facet.id + SECOND) if facet.second else (),
                _of(facet, query.selected),
                _of(facet, query.excluded),
            )
            for facet in facets.all
        ]
    known = {each.facet.id: each for each in before}
    return tuple(same if (same := known.get(each.facet.id)) == each else each for each in counted)


def _of(facet: Facet, pairs: frozenset[Pair]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if pair[0] in (facet.id, facet.id + SECOND, facet.first_level))


def _groups(catalogue: Catalogue, facet: Facet, query: TrialQuery, reading: str) -> tuple[tuple[str, int], ...]:
    counts = catalogue.index.count_groups(query, reading, facet.groups.values()) if facet.groups else []
    return tuple(zip(facet.groups, counts, strict=True))

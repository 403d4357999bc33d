"""Count the trials with a value of one facet and a value of another, under the other filters of a query.

Each number equals that of the list with its values as filters. They replace the selection in their facets; other values
that are excluded there stay excluded. So the numbers agree with those of the facet panel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

from desktop.catalogue.finding.cohorts import allowed_by, union_of
from desktop.catalogue.finding.query import Pair, base_of
from desktop.trials.facets import tree_of

if TYPE_CHECKING:
    from desktop.catalogue.finding.facet_index import FacetIndex

_EVERYTHING = -1


class Crossed(NamedTuple):
    """Hold the numbers of two facets; with only one facet there are no columns, and the row totals are its numbers.

    ``cells[i][j]`` belongs to ``rows[i]`` and ``columns[j]``. A total ignores the selection in the other facet. Totals
    are not sums: a trial with several values is counted in several cells.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int


class _Part(NamedTuple):
    """Hold the trials that meet some conditions, and for each cohort the trials in which it meets them.

    ``facets`` is the number of conditions on a facet in which cohorts of one trial differ, ``divided`` the trials with
    such cohorts. A single such condition is met by some cohort of each trial.
    """

    trials: int
    by_cohort: tuple[int, ...] = ()
    facets: int = 0
    divided: int = 0

    def joined(self, other: _Part) -> _Part:
        """Return the trials that meet the conditions of both."""
        by_cohort = self.by_cohort or other.by_cohort
        if self.by_cohort and other.by_cohort:
            by_cohort = tuple(map(and_, self.by_cohort, other.by_cohort))
        return _Part(self.trials & other.trials, by_cohort, self.facets + other.facets, self.divided | other.divided)

    def size(self, other: _Part) -> int:
        """Return the number of trials of which one cohort meets the conditions of both."""
        trials = self.trials & other.trials
        # Most numbers are decided here: the sets by cohort are used only if they can make a difference.
        if self.facets + other.facets < 2 or not trials & (self.divided | other.divided):
            return trials.bit_count()
        return (trials & union_of(self.joined(other).by_cohort)).bit_count()


def crossed(
    index: FacetIndex,
    selected: Iterable[Pair],
    excluded: Iterable[Pair],
    within: int,
    facets: Sequence[str],
    *,
    in_one_cohort: bool = False,
) -> Crossed:
    """Return the numbers of one or two different facets, whose ids may end in ``~``, among the trials of ``within``.

    With ``in_one_cohort`` one cohort of a trial must have the values of all facets, if the trial has cohorts.
    """
    own = {tree_of(facet) for facet in facets}
    excluded = list(excluded)
    others = [pair for pair in selected if tree_of(pair[0]) not in own]
    trials = index.matching(others, (pair for pair in excluded if tree_of(pair[0]) not in own), within)
    base = _Part(trials)
    if in_one_cohort:
        for facet, (_, pairs) in allowed_by(others, index.trials).items():
            base = base.joined(_cohorts_of(index, facet, pairs))
    rows, *columns = (_Axis(index, facet, excluded, in_one_cohort=in_one_cohort) for facet in facets)
    return _counted(base, rows, columns[0] if columns else None)


class _Axis:
    """Hold the values of a facet, and the trials for each of them."""

    def __init__(self, index: FacetIndex, facet: str, excluded: Iterable[Pair], *, in_one_cohort: bool) -> None:
        own = [pair for pair in excluded if base_of(pair[0]) == base_of(facet)]
        self.values = index.values(base_of(facet))
        self.unfiltered = _Part(~union_of(index.trials(*pair) for pair in own))
        """The trials if no value of the facet is selected."""
        parts = [_Part(index.left(_EVERYTHING, (facet, value), own)) for value in self.values]
        if in_one_cohort:
            pairs = ((facet, value) for value in self.values)
            parts = [part.joined(_cohorts_of(index, facet, [pair])) for part, pair in zip(parts, pairs, strict=True)]
        self.parts = parts


def _counted(base: _Part, rows: _Axis, columns: _Axis | None) -> Crossed:
    if columns is None:
        totals = tuple(base.size(row) for row in rows.parts)
        return Crossed(rows.values, (), ((),) * len(totals), totals, (), base.size(rows.unfiltered))
    of_rows = [base.joined(row) for row in rows.parts]
    in_row = base.joined(rows.unfiltered)
    return Crossed(
        rows.values,
        columns.values,
        tuple(tuple(row.size(column) for column in columns.parts) for row in of_rows),
        tuple(row.size(columns.unfiltered) for row in of_rows),
        tuple(in_row.size(column) for column in columns.parts),
        in_row.size(columns.unfiltered),
    )


def _cohorts_of(index: FacetIndex, facet: str, pairs: Sequence[Pair]) -> _Part:
    """Return the trials with the values of a facet by cohort."""
    base = base_of(facet)
    if not index.cohorts.divides(base):
        return _Part(_EVERYTHING)
    return _Part(_EVERYTHING, tuple(index.cohorts.open_to(base, pairs)), 1, ~index.cohorts.undivided(base))

"""Find, count and list the trials of an open catalogue, always from the current state of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from desktop.catalogue.finding.changed import has_named_countries, my_countries
from desktop.catalogue.finding.crossing import crossed
from desktop.catalogue.finding.facet_index import Groups, as_mask
from desktop.catalogue.finding.fitting import FitSets, by_fit, fit_sets
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.query_tokens import search_terms
from desktop.trials.change_kinds import CHANGED_FACET

if TYPE_CHECKING:
    import sqlite3

    from desktop.catalogue.finding.crossing import Crossed
    from desktop.catalogue.finding.query import Pair
    from desktop.catalogue.finding.shown_dates import DateSpan
    from desktop.catalogue.finding.trial_row import TrialRow
    from desktop.catalogue.known_answers import KnownAnswers
    from desktop.matching.questions import Question

_MOST_RANKED = 20_000


class IndexedTrials:
    """Answer questions about the trials, after reading what other programs have saved; nothing is written."""

    def __init__(self, connection: sqlite3.Connection, known: KnownAnswers, facets: Iterable[str]) -> None:
        """Use an open connection and the answers in memory, for these facets."""
        self._connection = connection
        self._known = known
        self._facets = tuple(facets)
        self.text = known.text

    def refresh(self) -> None:
        """Read the whole file again."""
        with self._known as known:
            known.read_again()

    @property
    def reading(self) -> AbstractContextManager[object]:
        """Return a context manager: questions inside its block are answered from one state of the file."""
        return self._known

    @property
    def version(self) -> int:
        """Return the version of the data, which every save of every program increases."""
        with self._known as known:
            return known.version

    @property
    def all_trials(self) -> int:
        """Return the set of all trials, as a bit set."""
        with self._known as known:
            return known.index.all

    def search(self, query: TrialQuery, sort: str = "title", *, descending: bool = False) -> list[int]:
        """Return the ids of the matching trials in order; ``sort`` is one of SORT_KEYS or a facet id.

        More than 20,000 trials are sorted by title instead of "relevance", because ranking them would take seconds.
        """
        with self._known as known:
            within = known.matching(query)
            if sort == "relevance" and search_terms(query.searched)[0] and within.bit_count() <= _MOST_RANKED:
                mask = as_mask(within, known.index.all.bit_length() + 1)
                ids = [each for each in known.text.by_relevance(query.searched) if mask[each]]
            else:
                ids = known.orders.sorted(within, "title" if sort == "relevance" else sort)
        return ids[::-1] if descending else ids

    def rows(self, ids: Sequence[int]) -> list[TrialRow]:
        """Return the list rows of trials in the order of ``ids``; ids that no longer exist are omitted."""
        with self._known as known:
            return known.rows.of(ids)

    def count(self, query: TrialQuery) -> dict[str, dict[str, int]]:
        """Return {facet: {value: n}}; n is how many trials a click on the value would show.

        A facet with a second reading is in it twice, the second time with ``~`` after its id.
        """
        with self._known as known:
            within = known.found(query.searched)
            in_one = not query.across_cohorts
            return known.index.counts(query.selected, query.excluded, within, in_one_cohort=in_one)

    def absent(self, facet: str) -> frozenset[str]:
        """Return the values of a facet that no trial of the catalogue has."""
        with self._known as known:
            return known.index.absent(facet)

    def count_groups(self, query: TrialQuery, facet: str, groups: Groups) -> list[int]:
        """Return for each group of values of a facet how many trials a click on all of them together would show."""
        with self._known as known:
            within = known.index.matching((), query.excluded, known.found(query.searched))
            in_one = not query.across_cohorts
            return known.index.count_groups(facet, groups, query.selected, within, in_one_cohort=in_one)

    def crossed(self, query: TrialQuery, *facets: str) -> Crossed:
        """Count the trials for each value of one facet, or each pair of values of two facets, used as filters.

        The values replace the selection of these facets in the query. An id that ends in ``~`` means the second
        reading.
        """
        with self._known as known:
            within = known.found(query.searched)
            in_one = not query.across_cohorts
            return crossed(known.index, query.selected, query.excluded, within, facets, in_one_cohort=in_one)

    def fitted(
        self, query: TrialQuery, asked: Sequence[Question], first: Iterable[Iterable[Pair]], only: Iterable[Pair] = ()
    ) -> tuple[FitSets, list[int]]:
        """Return how the matching trials fit a patient, and their ids: those that fit, may fit, do not fit.

        Within these groups, trials with more fitting answers come first; among equals, those with all values of the
        first item of ``first``, then of the next. Trials without the values ``only`` are omitted.
        """
        with self._known as known:
            sets = fit_sets(known.index, asked, known.index.matching(only, (), known.matching(query)))
            preferred = [known.index.matching(each, (), known.index.all) for each in first]
            return sets, [each for part in by_fit(sets, preferred) for each in known.orders.sorted(part, "title")]

    def all_fitted(self, asked: Sequence[Question]) -> FitSets:
        """Return how all trials fit a patient, unsorted."""
        with self._known as known:
            return fit_sets(known.index, asked, known.index.all)

    def with_several(self, query: TrialQuery) -> dict[str, int]:
        """Return {facet: n}: the number of matching trials with more than one value of the facet."""
        with self._known as known:
            within = known.matching(query)
            return {facet: known.index.with_several(facet, within) for facet in self._facets}

    def matching(self, query: TrialQuery) -> int:
        """Return the set of the trials that match, as a bit set."""
        with self._known as known:
            return known.matching(query)

    def date_span(self, within: int) -> DateSpan:
        """Return the oldest and newest registry date of a set of trials; called at every click."""
        with self._known as known:
            return known.dates.span(within)

    def undated(self, within: int) -> int:
        """Return the number of registrations without a registry date in a set of trials."""
        with self._known as known:
            return known.dates.undated(within)

    def imported(self, ids: Sequence[int]) -> dict[int, str]:
        """Return {id: time of import of the trial's latest document}, as ISO times with offset."""
        with self._known as known:
            return known.dates.imported(ids)

    def changed_kinds(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return {id: kinds of change since the user last looked}, the largest weight first."""
        with self._known as known:
            return known.changed.kinds(ids, known.index.computed[CHANGED_FACET])

    @property
    def my_countries(self) -> tuple[str, ...]:
        """Return the user's own countries by their common names."""
        with self._known:
            return my_countries(self._connection)

    @property
    def has_named_countries(self) -> bool:
        """Return whether the user has chosen her own countries, even if none."""
        with self._known:
            return has_named_countries(self._connection)

    def learn(self, text: str, found: int, version: int) -> None:
        """Use the set of trials that another thread found for a text, unless the data have changed since."""
        with self._known as known:
            if known.version == version:
                known.text.learn(text, found)

"""Finding, counting and listing the trials of an open catalogue, always as the file is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from desktop.catalogue.finding.changed import has_named_countries, my_countries
from desktop.catalogue.finding.crossing import crossed
from desktop.catalogue.finding.facet_index import as_mask
from desktop.catalogue.finding.fitting import FitSets, by_fit, fit_sets
from desktop.catalogue.finding.query import TrialQuery, search_terms
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
    """Answer from what is known of the file, after a look whether another program has saved; nothing is written."""

    def __init__(self, connection: sqlite3.Connection, known: KnownAnswers, facets: Iterable[str]) -> None:
        """Answer over an open connection about these facets."""
        self._connection = connection
        self._known = known
        self._facets = tuple(facets)
        self.text = known.text

    def refresh(self) -> None:
        """Read everything that is known of the file anew."""
        with self._known as known:
            known.read_again()

    @property
    def reading(self) -> AbstractContextManager[object]:
        """Return what lets several questions, asked inside ``with``, be answered of one state of the file."""
        return self._known

    @property
    def version(self) -> int:
        """Return the version of the data, which every save raises, by whatever program."""
        with self._known as known:
            return known.version

    @property
    def all_trials(self) -> int:
        """Return the set of all trials."""
        with self._known as known:
            return known.index.all

    def search(self, query: TrialQuery, sort: str = "title", *, descending: bool = False) -> list[int]:
        """Return the ids of the matching trials in order; ``sort`` is one of SORT_KEYS or a facet id.

        By "relevance" more than 20,000 trials stand by title: nobody reads so far, and ranking them would take seconds.
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
        """Return the list rows of trials in the order asked for; ids that are gone are left out."""
        with self._known as known:
            return known.rows.of(ids)

    def count(self, query: TrialQuery) -> dict[str, dict[str, int]]:
        """Return {facet: {value: n}}; n is how many trials a click on the value would show.

        A facet with a second reading stands in it twice, the second time with ``~`` behind its id.
        """
        with self._known as known:
            within = known.found(query.searched)
            in_one = not query.across_cohorts
            return known.index.counts(query.selected, query.excluded, within, in_one_cohort=in_one)

    def absent(self, facet: str) -> frozenset[str]:
        """Return the listed values of a facet that no trial of the whole catalogue carries."""
        with self._known as known:
            return frozenset(value for value, trials in known.index.panel(facet) if not trials)

    def count_any(self, query: TrialQuery, facet: str, values: Iterable[str]) -> int:
        """Return how many trials a click on all these values of a facet together would show."""
        with self._known as known:
            within = known.index.matching((), query.excluded, known.found(query.searched))
            in_one = not query.across_cohorts
            return known.index.count_any(facet, values, query.selected, within, in_one_cohort=in_one)

    def crossed(self, query: TrialQuery, *facets: str) -> Crossed:
        """Return how many trials the values of one facet, or each two values of two facets, would show as filters.

        They replace the present selection of these facets. A facet whose id ends in ``~`` is read the second way.
        """
        with self._known as known:
            within = known.found(query.searched)
            in_one = not query.across_cohorts
            return crossed(known.index, query.selected, query.excluded, within, facets, in_one_cohort=in_one)

    def fitted(
        self, query: TrialQuery, asked: Sequence[Question], first: Iterable[Iterable[Pair]], only: Iterable[Pair] = ()
    ) -> tuple[FitSets, list[int]]:
        """Return how the matching trials fit a patient, and their ids: those that fit, may fit, and do not fit.

        Within, most answers that fit stand first; among equals the trials that carry all values of the first of
        ``first``, then those of the next. Trials that do not carry what ``only`` names are left out.
        """
        with self._known as known:
            sets = fit_sets(known.index, asked, known.index.matching(only, (), known.matching(query)))
            preferred = [known.index.matching(each, (), known.index.all) for each in first]
            return sets, [each for part in by_fit(sets, preferred) for each in known.orders.sorted(part, "title")]

    def all_fitted(self, asked: Sequence[Question]) -> FitSets:
        """Return how all trials fit a patient, without any order."""
        with self._known as known:
            return fit_sets(known.index, asked, known.index.all)

    def with_several(self, query: TrialQuery) -> dict[str, int]:
        """Return {facet: n}: how many of the matching trials carry more than one value of the facet."""
        with self._known as known:
            within = known.matching(query)
            return {facet: known.index.with_several(facet, within) for facet in self._facets}

    def matching(self, query: TrialQuery) -> int:
        """Return the set of the trials that match."""
        with self._known as known:
            return known.matching(query)

    def date_span(self, within: int) -> DateSpan:
        """Return from when to when the registry dates of a set of trials are; asked at every click."""
        with self._known as known:
            return known.dates.span(within)

    def undated(self, within: int) -> int:
        """Return how many registrations of a set of trials have no registry date."""
        with self._known as known:
            return known.dates.undated(within)

    def imported(self, ids: Sequence[int]) -> dict[int, str]:
        """Return when the latest document of each trial was imported, by id, as ISO times with offset."""
        with self._known as known:
            return known.dates.imported(ids)

    def changed_kinds(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return the kinds of what changed in trials since the user last looked, by id, the weightiest first."""
        with self._known as known:
            return known.changed.kinds(ids, known.index.computed[CHANGED_FACET])

    @property
    def my_countries(self) -> tuple[str, ...]:
        """Return the countries that the user calls hers, by their common names."""
        with self._known:
            return my_countries(self._connection)

    @property
    def has_named_countries(self) -> bool:
        """Tell whether the user has said which countries are hers, be it none."""
        with self._known:
            return has_named_countries(self._connection)

    def learn(self, text: str, found: int, version: int) -> None:
        """Take over what a text finds in a version of the data, looked for elsewhere, unless that is past by now."""
        with self._known as known:
            if known.version == version:
                known.text.learn(text, found)

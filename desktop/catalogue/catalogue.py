"""The stored trials: the one door to the catalogue file."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue import pairs, search_text
from desktop.catalogue.backups import back_up
from desktop.catalogue.facet_index import FacetIndex, SecondReadings, as_mask
from desktop.catalogue.kept_answers import are_kept, gather, keep, raise_version, read_kept
from desktop.catalogue.opening import closed_on_failure, open_file, refuse_damaged, storage_errors
from desktop.catalogue.orders import Orders
from desktop.catalogue.originals import Originals
from desktop.catalogue.query import TrialQuery, search_terms
from desktop.catalogue.text_index import TextIndex
from desktop.catalogue.text_search import TextSearch
from desktop.catalogue.trial_reading import TrialReading
from desktop.catalogue.trial_row import Places
from desktop.catalogue.whole_check import every_fault
from desktop.errors import StorageError

if TYPE_CHECKING:
    from desktop.catalogue.accounts import LostAccount, ReadAgain
    from desktop.catalogue.corrections import Correction
    from desktop.catalogue.saving import Annotate, Saving
    from desktop.catalogue.stored import Delivery, Outcome
    from desktop.trials.finding import Finding
    from desktop.trials.trial import Trial

_LINKS, _TEXTS = "facet values", "search text"
_VERSIONS = {_LINKS: str(pairs.VERSION), _TEXTS: str(search_text.VERSION)}
_MOST_RANKED = 20_000


class Catalogue(TrialReading):
    """Hold an open catalogue file and the facet index over it; use one in each process, close it when done."""

    def __init__(
        self,
        path: Path,
        facets: Mapping[str, Sequence[str]],
        second: SecondReadings | None = None,
        *,
        read_only: bool = False,
        checked_later: bool = False,
    ) -> None:
        """Open or make a catalogue file; ``facets`` gives the value ids of every facet in order.

        ``checked_later`` promises a look whether it is whole once it is open; what must write at once looks before.

        Raises:
            StorageError: the file cannot be used (damaged, newer, locked, not writable); it was not touched.
        """
        self.path = path
        self.read_only = read_only
        self._facets = {facet: Places(values) for facet, values in facets.items()}
        connection = open_file(path, read_only=read_only, checked_later=checked_later)
        super().__init__(connection, Originals(connection, path, read_only=read_only), self._facets)
        self._texts = TextIndex(self._connection)
        self._index = FacetIndex(facets, second)
        self._orders = Orders(self._connection, self._index)
        self.text = TextSearch(self._texts)
        with closed_on_failure(self._connection), storage_errors(path):
            stale = [name for name, version in _VERSIONS.items() if self.setting(name) != version]
            if not read_only and (stale or not are_kept(self._connection)):
                if checked_later:
                    refuse_damaged(path)
                if stale:
                    self._rebuild(stale)
            self.refresh()
            self._keep_answers()

    def close(self) -> None:
        """Close the file; the catalogue cannot be used afterwards."""
        # What is not kept is gathered at the next opening: no reason to fail on a full disk now.
        with contextlib.suppress(StorageError), storage_errors(self.path):
            self._keep_answers(look=True)
        self._connection.close()

    def refresh(self) -> None:
        """Read the facet index again, after another thread or process has saved."""
        connection = self._connection
        answers = read_kept(connection) if are_kept(connection) else None
        answers = answers or gather(connection, self._index.facets)
        self._index.fill(answers.everything, answers.values)
        self._forget_answers()
        self._orders.learn("title", answers.by_title)

    def _keep_answers(self, *, look: bool = False) -> None:
        """Keep the answers if they are not kept; with ``look`` also if those that are kept turn out to be damaged."""
        connection = self._connection
        if not self.read_only and not (are_kept(connection) and (not look or read_kept(connection))):
            with self._writing():
                keep(self._connection, self._index, self._orders.ids("title"))

    def __len__(self) -> int:
        return self._index.all.bit_count()

    @property
    def all_trials(self) -> int:
        """Return the set of all trials."""
        return self._index.all

    def __contains__(self, number: int) -> bool:
        return bool(self._index.all >> number & 1)

    def search(self, query: TrialQuery, sort: str = "title", *, descending: bool = False) -> list[int]:
        """Return the ids of the matching trials in order; ``sort`` is one of SORT_KEYS or a facet id.

        By "relevance" more than 20,000 trials stand by title: nobody reads so far, and ranking them would take seconds.
        """
        within = self._matching(query)
        if sort == "relevance" and search_terms(query.searched)[0] and within.bit_count() <= _MOST_RANKED:
            mask = as_mask(within, self._index.all.bit_length() + 1)
            ids = [each for each in self.text.by_relevance(query.searched) if mask[each]]
        else:
            ids = self._orders.sorted(within, "title" if sort == "relevance" else sort)
        return ids[::-1] if descending else ids

    def count(self, query: TrialQuery) -> dict[str, dict[str, int]]:
        """Return {facet: {value: n}}; n is how many trials a click on the value would show.

        A facet with a second reading stands in it twice, the second time with ``~`` behind its id.
        """
        return self._index.counts(query.selected, query.excluded, self.text.trials(query.searched, self._index.all))

    def count_any(self, query: TrialQuery, facet: str, values: Iterable[str]) -> int:
        """Return how many trials a click on all these values of a facet together would show."""
        within = self._index.matching((), query.excluded, self.text.trials(query.searched, self._index.all))
        return self._index.count_any(facet, values, query.selected, within)

    def with_several(self, query: TrialQuery) -> dict[str, int]:
        """Return {facet: n}: how many of the matching trials carry more than one value of the facet."""
        within = self._matching(query)
        return {facet: self._index.with_several(facet, within) for facet in self._facets}

    def _matching(self, query: TrialQuery) -> int:
        return self._index.matching(query.selected, query.excluded, self.text.trials(query.searched, self._index.all))

    def save(
        self, deliveries: Sequence[Delivery], annotate: Annotate, read_again: ReadAgain | None = None
    ) -> list[tuple[Outcome, ...]]:
        """Save a batch in one transaction and return the outcome of each trial, by delivery.

        A document that is already there changes nothing. A trial that is known by one of its numbers is joined with
        what other documents say of it. ``annotate`` returns a trial with remarks and findings; ``read_again`` reads an
        original again for a trial of which the rest is damaged.

        Raises:
            StorageError: nothing of the batch was saved.
        """
        documents = [delivery.document for delivery in deliveries]
        with storage_errors(self.path):
            self._originals.keep((each.sha256, each.content) for each in documents)
        with self._saving(annotate, read_again) as saving:
            return [saving.deliver(delivery) for delivery in deliveries]

    def mend(self, annotate: Annotate, read_again: ReadAgain) -> dict[str, tuple[LostAccount, ...]]:
        """Write every damaged trial anew from what its documents say, and return by key what is lost of some.

        Raises:
            StorageError: nothing was changed.
        """
        from desktop.catalogue.stored_check import damaged_trials

        with contextlib.suppress(StorageError):  # mended from what the catalogue itself knows, as far as that goes
            self._originals.attach()
        damaged = damaged_trials(self._connection)
        with self._writing():
            # A flipped bit in an index hides what it leads to, also from those who want to write it anew.
            self._connection.execute("REINDEX")
        with self._saving(annotate, read_again, damaged) as saving:
            lost = {number: saving.mend(number) for number in damaged}
        return {self.rows([number])[0].key: found for number, found in lost.items() if found}

    def correct(self, number: int, facet: str, correction: Correction | None) -> None:
        """Keep a clinician's reading of one facet of a trial in place of any before; None takes it back.

        Raises:
            StorageError: nothing was changed.
            DamagedRecordError: the trial is damaged; nothing was changed.
        """
        with self._saving() as saving:
            saving.correct(number, facet, correction)

    def save_findings(self, derived: Iterable[tuple[int, Trial, tuple[Finding, ...]]]) -> None:
        """Give stored trials, by id, other remarks and findings, in one transaction.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving() as saving:
            for number, trial, findings in derived:
                saving.rewrite(number, trial, findings)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        from desktop.catalogue.lent_database import saving_errors

        with saving_errors(self.path), self._database.atomic():
            yield

    @contextlib.contextmanager
    def _saving(
        self,
        annotate: Annotate = lambda trial: (trial, ()),
        read_again: ReadAgain | None = None,
        damaged: Sequence[int] = (),
    ) -> Iterator[Saving]:
        from desktop.catalogue.saving import Saving

        with self._writing():
            saving = Saving(self._database, self._texts, self._originals, annotate, read_again, damaged)
            yield saving
            if saving.has_lost_texts:
                from desktop.catalogue.rebuilding import rebuild_text_index

                rebuild_text_index(self._database, self._texts)
            raise_version(self._connection)
        for number, found in saving.changed.items():
            if found is None:
                self._index.remove(number)
            else:
                self._index.put(number, found)
        self._forget_answers()

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name in the catalogue file."""
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))

    def back_up(self) -> Path | None:
        """Write a copy of the file beside it and return its path; a catalogue without trials needs none."""
        from desktop.catalogue.corrections import corrections_as_json

        with storage_errors(self.path):
            return back_up(self.path, corrections=corrections_as_json(self._connection)) if len(self) else None

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong inside the file, one sentence each, but for single trials: see ``checked``."""
        from desktop.catalogue.stored_check import faults_beside

        with storage_errors(self.path):
            said = (*self._originals.faults(), *every_fault(self._connection), self._texts.fault(len(self)))
            return tuple(filter(None, (*said, *faults_beside(self._connection))))

    def repair(self) -> None:
        """Build everything again that can be built from the trials, and mark the originals that are lost."""
        self._rebuild(_VERSIONS)
        with contextlib.suppress(StorageError):  # a check tells what is wrong with the originals
            lost = self._originals.lost()
            with self._writing():
                self._originals.mark_lost(lost)
        self.refresh()

    def _rebuild(self, stale: Collection[str]) -> None:
        from desktop.catalogue.rebuilding import link_again, rebuild_text_index

        with self._writing():
            if _LINKS in stale:
                link_again(self._database, self._texts, self._originals)
            if _TEXTS in stale:
                rebuild_text_index(self._database, self._texts)
            for name in stale:
                self.remember(name, _VERSIONS[name])

    def _forget_answers(self) -> None:
        self._orders.forget()
        self.text.forget()
        self._rows.forget()

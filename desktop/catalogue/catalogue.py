"""The stored trials: the one door to the catalogue file."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue import pairs, search_text, shown_dates
from desktop.catalogue.backups import back_up
from desktop.catalogue.facet_index import FacetIndex, SecondReadings, as_mask
from desktop.catalogue.kept_answers import are_kept, gather, keep, raise_version, read_kept
from desktop.catalogue.opening import closed_on_failure, open_file, refuse_damaged, storage_errors
from desktop.catalogue.orders import Orders
from desktop.catalogue.originals import Originals
from desktop.catalogue.query import TrialQuery, search_terms
from desktop.catalogue.statements import ID_BY_NAME, ROWS, UNKNOWN_NAMES
from desktop.catalogue.text_index import TextIndex
from desktop.catalogue.text_search import TextSearch
from desktop.catalogue.trial_row import Places, TrialRow, unpacked_rows
from desktop.catalogue.whole_check import every_fault
from desktop.errors import StorageError
from desktop.trials.parts import EVERY_PART, Parts

if TYPE_CHECKING:
    from desktop.catalogue.corrections import Correction
    from desktop.catalogue.lent_database import LentDatabase
    from desktop.catalogue.record import Record
    from desktop.catalogue.saving import Annotate, Saving
    from desktop.catalogue.stored import Delivery, Outcome, StoredTrial
    from desktop.trials.finding import Finding
    from desktop.trials.trial import Trial

_LINKS, _TEXTS, _DATES = "facet values", "search text", "registry dates"
_VERSIONS = {_LINKS: str(pairs.VERSION), _TEXTS: str(search_text.VERSION), _DATES: str(shown_dates.VERSION)}
_MOST_ROWS_HELD = 5_000
_MOST_RANKED = 20_000


class Catalogue:
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
        self._connection = open_file(path, read_only=read_only, checked_later=checked_later)
        self._texts = TextIndex(self._connection)
        self._originals = Originals(self._connection, path, read_only=read_only)
        self._index = FacetIndex(facets, second)
        self._orders = Orders(self._connection, self._index)
        self._rows: dict[int, TrialRow] = {}
        self.text = TextSearch(self._texts)
        self.dates = shown_dates.ShownDates(self._connection, self._index)
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
            self._keep_answers()
        self._connection.close()

    @cached_property
    def _database(self) -> LentDatabase:
        from desktop.catalogue.lent_database import LentDatabase

        return LentDatabase(self._connection)

    def refresh(self) -> None:
        """Read the facet index again, after another thread or process has saved."""
        connection = self._connection
        answers = read_kept(connection) if are_kept(connection) else gather(connection, self._index.facets)
        self._index.fill(answers.everything, answers.values)
        self._forget_answers()
        self._orders.learn("title", answers.by_title)

    def _keep_answers(self) -> None:
        if not (self.read_only or are_kept(self._connection)):
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
        within = self.matching(query)
        if sort == "relevance" and search_terms(query.text)[0] and within.bit_count() <= _MOST_RANKED:
            mask = as_mask(within, self._index.all.bit_length() + 1)
            ids = [each for each in self.text.by_relevance(query.text) if mask[each]]
        else:
            ids = self._orders.sorted(within, "title" if sort == "relevance" else sort)
        return ids[::-1] if descending else ids

    def count(self, query: TrialQuery) -> dict[str, dict[str, int]]:
        """Return {facet: {value: n}}; n is how many trials a click on the value would show.

        A facet with a second reading stands in it twice, the second time with ``~`` behind its id.
        """
        return self._index.counts(query.selected, query.excluded, self.text.trials(query.text, self._index.all))

    def count_any(self, query: TrialQuery, facet: str, values: Iterable[str]) -> int:
        """Return how many trials a click on all these values of a facet together would show."""
        within = self._index.matching((), query.excluded, self.text.trials(query.text, self._index.all))
        return self._index.count_any(facet, values, query.selected, within)

    def with_several(self, query: TrialQuery) -> dict[str, int]:
        """Return {facet: n}: how many of the matching trials carry more than one value of the facet."""
        within = self.matching(query)
        return {facet: self._index.with_several(facet, within) for facet in self._facets}

    def rows(self, ids: Sequence[int]) -> list[TrialRow]:
        """Return the list rows of trials in the order asked for; ids that are gone are left out."""
        if missing := [each for each in ids if each not in self._rows]:
            if len(self._rows) > _MOST_ROWS_HELD:
                self._rows.clear()
                missing = list(ids)
            found = self._connection.execute(ROWS, (json.dumps(missing),))
            self._rows |= {row.id: row for row in unpacked_rows(found, self._facets)}
        return [self._rows[each] for each in ids if each in self._rows]

    def id_of(self, name: str) -> int | None:
        """Return the id of the trial with a key or, failing that, any identifier; capital letters do not matter."""
        found = (self._connection.execute(statement, (name.strip(),)).fetchone() for statement in ID_BY_NAME)
        return next((int(row[0]) for row in found if row), None)

    def get(self, number: int) -> StoredTrial | None:
        """Return a trial whole by its id, None if it is gone."""
        from desktop.catalogue.stored_trial import stored_trial

        record = self._record(number)
        return stored_trial(self._database, number, record) if record else None

    def many(self, ids: Sequence[int], parts: Parts = EVERY_PART) -> Iterator[tuple[int, StoredTrial]]:
        """Yield many trials by id in the order asked for, with sources, corrections and these of the long parts."""
        from desktop.catalogue.stored_trial import stored_trials

        return stored_trials(self._connection, ids, parts)

    def names(self) -> dict[str, int]:
        """Return the names that the vocabulary does not know, with the number of trials that give each, most first."""
        counted = self._connection.execute(UNKNOWN_NAMES, (pairs.UNCLASSIFIED,))
        return dict(sorted(counted, key=lambda row: (-row[1], row[0].casefold())))

    def findings(self, number: int) -> tuple[Trial, tuple[Finding, ...]] | None:
        """Return a trial with what was derived from it, and nothing around it; None if it is gone."""
        record = self._record(number)
        return (record.trial, record.findings) if record else None

    def matching(self, query: TrialQuery) -> int:
        """Return the set of the matching trials."""
        return self._index.matching(query.selected, query.excluded, self.text.trials(query.text, self._index.all))

    def _record(self, number: int) -> Record | None:
        from desktop.catalogue.record import from_record

        row = self._connection.execute("SELECT record FROM trial WHERE id = ?", (number,)).fetchone()
        return from_record(row[0]) if row else None

    def document(self, sha256: str) -> bytes | None:
        """Return the content of a document as it came, None if there is none with this hash."""
        return self._originals.content(sha256)

    def setting(self, name: str) -> str:
        """Return what was remembered under a name, "" if nothing."""
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def save(self, deliveries: Iterable[Delivery], annotate: Annotate) -> list[tuple[Outcome, ...]]:
        """Save a batch in one transaction and return the outcome of each trial, by delivery.

        A document that is already there changes nothing. A trial that is known by one of its numbers is joined with
        what other documents say of it. ``annotate`` returns a trial with remarks and findings.

        Raises:
            StorageError: nothing of the batch was saved.
        """
        self._originals.attach()
        with self._saving(annotate) as saving:
            return [saving.deliver(delivery) for delivery in deliveries]

    def correct(self, number: int, facet: str, correction: Correction | None) -> None:
        """Keep a clinician's reading of one facet of a trial in place of any before; None takes it back.

        Raises:
            StorageError: nothing was changed.
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
    def _saving(self, annotate: Annotate = lambda trial: (trial, ())) -> Iterator[Saving]:
        from desktop.catalogue.saving import Saving

        with self._writing():
            saving = Saving(self._database, self._texts, self._originals, annotate)
            yield saving
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
        """Return what is wrong inside the file, one sentence each: damaged pages, links to nothing, a stale index."""
        with storage_errors(self.path):
            said = (self._originals.fault(), *every_fault(self._connection), self._texts.fault(len(self)))
            return tuple(filter(None, said))

    def repair(self) -> None:
        """Build everything again that can be built from the trials: the facet values and the search index."""
        self._rebuild(_VERSIONS)
        self.refresh()

    def _rebuild(self, stale: Collection[str]) -> None:
        from desktop.catalogue.rebuilding import date_again, link_again, rebuild_text_index

        with self._writing():
            if _DATES in stale:
                date_again(self._database)
            if {_LINKS, _DATES} & set(stale):
                link_again(self._database, self._texts, self._originals)
            if _TEXTS in stale:
                rebuild_text_index(self._database, self._texts)
            for name in stale:
                self.remember(name, _VERSIONS[name])

    def _forget_answers(self) -> None:
        self._orders.forget()
        self.text.forget()
        self._rows.clear()

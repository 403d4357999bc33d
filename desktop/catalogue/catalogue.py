"""The stored trials: the one door to the catalogue file."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue.file.backups import back_up
from desktop.catalogue.file.creating import without_waiting
from desktop.catalogue.file.faults import closed_on_failure, storage_errors
from desktop.catalogue.file.file_identity import FileIdentity, HeldFile
from desktop.catalogue.file.integrity import every_fault
from desktop.catalogue.file.opened_file import OpenedFile
from desktop.catalogue.file.opening import open_file, refuse_damaged
from desktop.catalogue.file.originals import Originals
from desktop.catalogue.finding import search_text, shown_dates
from desktop.catalogue.finding.changed import put_countries
from desktop.catalogue.finding.facet_index import SecondReadings
from desktop.catalogue.finding.index_snapshot import (
    data_version,
    raise_version,
    snapshot_fault,
    snapshot_is_current,
    snapshot_is_whole,
    write_snapshot,
)
from desktop.catalogue.indexed_trials import IndexedTrials
from desktop.catalogue.known_answers import KnownAnswers
from desktop.catalogue.storing import pairs
from desktop.catalogue.storing.arriving import packed
from desktop.catalogue.storing.deleting import bring_back, take_out, unused_documents
from desktop.catalogue.storing.own_work import own_work_as_json
from desktop.catalogue.storing.rebuilding import rebuild
from desktop.catalogue.storing.saving import Saving
from desktop.catalogue.storing.stored_check import faults_beside
from desktop.catalogue.trial_reading import TrialReading
from desktop.errors import DamagedFileError, StorageError
from desktop.trials.own_work import Correction

if TYPE_CHECKING:
    from desktop.catalogue.storing.arriving import AnnotatedTrial
    from desktop.catalogue.storing.deleting import Deletion, Returned
    from desktop.catalogue.storing.stored import Outcome
    from desktop.trials.absence import Reads
    from desktop.trials.finding import Finding
    from desktop.trials.own_work import OwnWork, OwnWorkChange, Place
    from desktop.trials.trial import Trial

_VERSIONS = {each.STAMP: str(each.VERSION) for each in (pairs, search_text, shown_dates)}


class Catalogue:
    """Hold an open catalogue file; use one in each thread, close it when done.

    ``trials`` reads what is stored and ``index`` finds and counts; what writes is here, each time in one transaction.
    ``file`` tells which file was opened, and whether the path still holds it. What another program, or another thread,
    saves is taken in before anything is answered or written.
    """

    def __init__(
        self,
        path: Path,
        facets: Mapping[str, Sequence[str]],
        second: SecondReadings | None = None,
        *,
        reads: Reads | None = None,
        read_only: bool = False,
        checked_later: bool = False,
        expected: FileIdentity | None = None,
    ) -> None:
        """Open or make a catalogue file; ``facets`` gives the value ids of every facet in order.

        ``reads`` gives the parts of a trial that a facet is read from, as far as documents may lack them.
        ``checked_later`` promises a look whether it is whole once it is open; what must write at once looks before.
        ``expected`` is the file that must be at the path: no other is opened, and none is made.

        Raises:
            GoneFileError: the file that is expected is not there.
            StorageError: the file cannot be used (damaged, newer, locked, not writable); it was not touched.
        """
        self.read_only = read_only
        self._has_deleted = False
        if expected:
            HeldFile(path, expected)
        connection = open_file(path, read_only=read_only, checked_later=checked_later, make=not expected)
        with closed_on_failure(connection), storage_errors(path):
            self.file = HeldFile(path, expected)
            self._opened = OpenedFile(path, connection, Originals(connection, path, read_only=read_only))
            known = KnownAnswers(connection, self.file, facets, second, reads or {})
            self.path, self._connection, self._known = path, connection, known
            self.trials = TrialReading(self._opened, known)
            self.index = IndexedTrials(connection, known, facets)
            self._texts = known.texts
            stale = [name for name, version in _VERSIONS.items() if self.trials.setting(name) != version]
            if not read_only and (stale or not snapshot_is_current(self._connection, self._known.index.facets)):
                if checked_later:
                    refuse_damaged(path)
                if stale:
                    self._rebuild(stale)
            with self._known:  # which reads what there is to know
                if not read_only:
                    self.file.remember_log()
            self._keep_answers()

    def __len__(self) -> int:
        return self.index.all_trials.bit_count()

    def __contains__(self, trial_id: int) -> bool:
        return bool(self.index.all_trials >> trial_id & 1)

    def close(self) -> None:
        """Close the file; the catalogue cannot be used afterwards."""
        with contextlib.suppress(StorageError), storage_errors(self.path):
            if self._has_deleted:
                self._forget_deleted()
            self._keep_answers(look=True)
        self._connection.close()

    def _keep_answers(self, *, look: bool = False) -> None:
        """Keep what is known for the next opening, if it is of the data as they are, and nothing is in the way.

        With ``look`` it is kept too if what was kept before turns out to be damaged.
        """
        known, connection, is_sound = self._known, self._connection, snapshot_is_whole if look else snapshot_is_current
        is_kept = is_sound(connection, known.index.facets)
        if self.read_only or data_version(connection) != known.version or is_kept:
            return
        try:
            with without_waiting(connection), self._writing():
                write_snapshot(connection, known.index, known.orders.ids("title"), known.version)
        except DamagedFileError:
            raise
        except StorageError:
            # The disk is full, or another program is writing: the next opening gathers it again.
            return

    def save(self, trials: Sequence[AnnotatedTrial], began: str = "") -> list[Outcome | None]:
        """Save joined trials with their findings in one transaction, and return the outcome of each.

        None is one that was not saved, for what it is joined with has changed since: join it again. ``began`` is when
        the import began that this is a part of (ISO time with offset), now if not given.

        Raises:
            StorageError: nothing was saved.
        """
        self.file.refuse_if_gone()
        documents = (each.joined.arrival.document for each in trials if each.joined.arrival)
        with storage_errors(self.path):
            self._opened.originals.keep((each.sha256, each.content) for each in documents)
            ready = [(each.joined, packed(each)) for each in trials]
        with self._saving(began) as saving:
            return [saving.take(*each) for each in ready]

    def reindex(self) -> None:
        """Build SQLite's indexes again: a flipped bit in one hides what it leads to, also from joining.

        Raises:
            StorageError: nothing was changed.
        """
        with self._writing():
            self._connection.execute("REINDEX")

    def delete(self, ids: Collection[int]) -> Deletion:
        """Take trials out, and return what brings them back until the catalogue is closed.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving() as saving:
            deletion = take_out(self._connection, saving, ids)
        self._has_deleted = True
        return deletion

    def bring_back(self, deletion: Deletion) -> Returned:
        """Bring back what was deleted, but for trials that an import has brought anew.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving() as saving:
            return bring_back(self._connection, saving, deletion)

    def _forget_deleted(self) -> None:
        """Forget the documents of what was deleted, and what they were as they came."""
        with self._writing():
            unused = unused_documents(self._connection)
            self._connection.executemany("DELETE FROM document WHERE id = ?", [(each,) for each, _ in unused])
        self._opened.originals.forget([sha256 for _, sha256 in unused])

    def correct(self, trial_id: int, facet: str, correction: Correction | None) -> None:
        """Put a clinician's reading of one facet of a trial among her own work; None takes it back."""
        self.put_own_work(trial_id, (Correction.kind, facet), correction)

    def put_own_work(self, trial_id: int, place: Place, work: OwnWork | None) -> OwnWork | None:
        """Keep a piece of the user's own work on a trial, or none, and return what it replaces, which undoes it.

        Raises:
            StorageError: the trial is gone, or the file cannot be written; nothing was changed.
            DamagedRecordError: the trial is damaged; nothing was changed.
        """
        with self._saving() as saving:
            return saving.put_own_work(trial_id, place, work)

    def change_own_work(self, changes: Sequence[OwnWorkChange]) -> tuple[OwnWorkChange, ...]:
        """Make changes of the user's own work in one transaction, and return those that take them back.

        Work on a trial that is not there is kept too, and counts when the trial comes.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving(lines_only=True) as saving:
            return saving.change_own_work(changes)

    def mark_seen(self, ids: Collection[int] | None = None) -> None:
        """Mark trials, or all (None), as seen by the user as they are now.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving(lines_only=True) as saving:
            saving.mark_seen(ids)

    def call_mine(self, countries: Sequence[str]) -> None:
        """Keep which countries the user calls hers, be it none; a StorageError means that nothing was changed."""
        with self._saving(lines_only=True):
            put_countries(self._connection, countries)

    def save_findings(self, derived: Iterable[tuple[int, Trial, tuple[Finding, ...]]]) -> None:
        """Give stored trials, by id, other remarks and findings, in one transaction.

        A trial that is gone, or was changed since these were derived from it, is left as it is.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving() as saving:
            for trial_id, trial, findings in derived:
                saving.rewrite(trial_id, trial, findings)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self.file.refuse_if_gone()
        with self._opened.database.saving_errors(self.path), self._opened.database.atomic():
            yield
            # What was written meanwhile into a file that is gone is taken back, and not told as saved.
            self.file.refuse_if_gone()

    @contextlib.contextmanager
    def _saving(self, began: str = "", *, lines_only: bool = False) -> Iterator[Saving]:
        """Save in one transaction; ``lines_only`` means that neither texts nor the columns to sort by change."""
        with self._writing():
            self._known.prepare_save()
            saving = Saving(self._opened.database, self._texts, self._known.reads, began)
            yield saving
            if saving.has_lost_texts:
                self._build_again((search_text.STAMP,))
            version = raise_version(self._connection, saving.changed)
        self._known.take_over(saving.changed, version, lines_only=lines_only)

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name in the catalogue file."""
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))

    def back_up(self) -> Path | None:
        """Write a copy of the file beside it and return its path; a catalogue without trials needs none."""
        self.file.refuse_if_gone()
        with storage_errors(self.path):
            return back_up(self.path, own_work=own_work_as_json(self._connection)) if len(self) else None

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong inside the file, one sentence each, but for single trials: see ``checked``."""
        with storage_errors(self.path):
            said = [*self._opened.originals.faults(), *every_fault(self._connection), *faults_beside(self._connection)]
            with self._known as known:
                said.append(snapshot_fault(self._connection, known.index.facets))
                said.append(self._texts.fault(len(self)))
            return tuple(filter(None, said))

    def repair(self) -> None:
        """Build everything again that can be built from the trials, and mark the originals that are lost."""
        self._rebuild(_VERSIONS)
        with contextlib.suppress(StorageError):  # a check tells what is wrong with the originals
            lost = self._opened.originals.lost()
            with self._writing():
                self._opened.originals.mark_lost(lost)
        self.index.refresh()

    def _rebuild(self, stale: Collection[str]) -> None:
        with self._writing():
            self._build_again(stale)
            for name in stale:
                self.remember(name, _VERSIONS[name])
            raise_version(self._connection)

    def _build_again(self, what: Collection[str]) -> None:
        rebuild(what, self._opened.database, self._texts, self._opened.originals, self._known.reads)

"""The only access to the catalogue file and its stored trials."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue.file.faults import closed_on_failure, storage_errors
from desktop.catalogue.file.file_identity import FileIdentity, HeldFile
from desktop.catalogue.file.opened_file import OpenedFile
from desktop.catalogue.file.opening import open_file, refuse_damaged
from desktop.catalogue.file.writes import without_waiting
from desktop.catalogue.finding.changed import put_countries
from desktop.catalogue.finding.derived import VERSIONS
from desktop.catalogue.finding.facet_index import SecondReadings
from desktop.catalogue.finding.index_snapshot import (
    data_version,
    snapshot_fault,
    snapshot_is_current,
    snapshot_is_whole,
    write_snapshot,
)
from desktop.catalogue.indexed_trials import IndexedTrials
from desktop.catalogue.known_answers import KnownAnswers
from desktop.errors import DamagedFileError, StorageError

if TYPE_CHECKING:
    from desktop.catalogue.storing.accounts import Reread
    from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival, JoinedTrial
    from desktop.catalogue.storing.deleting import Deletion, Returned
    from desktop.catalogue.storing.stored import Outcome
    from desktop.catalogue.trial_reading import TrialReading
    from desktop.catalogue.writing import Writing
    from desktop.trials.absence import Reads
    from desktop.trials.finding import Finding
    from desktop.trials.own_work import Correction, OwnWork, OwnWorkChange, Place
    from desktop.trials.trial import Trial

_CORRECTION = "correction"  # `Correction.kind`; the class itself is imported only when something is corrected


class Catalogue:
    """Hold an open catalogue file; each thread needs its own, and must close it.

    ``index`` finds, counts and lists trials, ``trials`` reads whole trials; the methods here join and write, each in
    one transaction. ``trials`` and the code that writes are imported at first use. ``file`` identifies the opened file
    and checks that the path still holds it. Changes of other programs and threads are read before each answer and each
    write.
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
        """Open or create a catalogue file; ``facets`` is {facet id: value ids in order}.

        ``reads`` is {facet id: parts of a trial that it is read from}, for parts that documents may lack. With
        ``checked_later`` the caller checks the file for damage after opening; a migration still checks it first.
        ``expected`` is the file that must be at the path: no other is opened, and none is created.

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
            self._opened = OpenedFile(path, connection, self.file, read_only)
            known = KnownAnswers(connection, self.file, facets, second, reads or {})
            self.path, self._connection, self._known = path, connection, known
            self.index = IndexedTrials(connection, known, facets)
            self._rebuild_stale(checked_later=checked_later)
            with self._known:  # this reads the file
                if not read_only:
                    self.file.remember_log()
            self._keep_answers()

    @cached_property
    def trials(self) -> TrialReading:
        """Return the reader of whole trials and of the user's own work on them."""
        # It imports the classes of whole trials, which the list does not need.
        from desktop.catalogue.trial_reading import TrialReading

        return TrialReading(self._opened, self._known)

    @cached_property
    def _writing(self) -> Writing:
        # It imports Peewee and the joining of trials, which are needed only to change something.
        from desktop.catalogue.writing import Writing

        return Writing(self._opened, self._known, self.trials.originals)

    def __len__(self) -> int:
        return self.index.all_trials.bit_count()

    def __contains__(self, trial_id: int) -> bool:
        return bool(self.index.all_trials >> trial_id & 1)

    def close(self) -> None:
        """Close the file; the catalogue cannot be used afterwards."""
        with contextlib.suppress(StorageError), storage_errors(self.path):
            if self._has_deleted:
                self._writing.forget_deleted()
            self._keep_answers(look=True)
        self._connection.close()

    def _rebuild_stale(self, *, checked_later: bool) -> None:
        """Rebuild what another version of the program derived, unless the file is only read."""
        stale = [name for name, version in VERSIONS.items() if self.setting(name) != str(version)]
        if not self.read_only and (stale or not snapshot_is_current(self._connection, self._known.index.facets)):
            if checked_later:
                refuse_damaged(self.path)
            if stale:
                self._writing.rebuild(stale)

    def _keep_answers(self, *, look: bool = False) -> None:
        """Store the snapshot for the next opening if it is up to date and the file can be written.

        With ``look`` it is also stored if the earlier snapshot proves to be damaged.
        """
        known, connection, is_sound = self._known, self._connection, snapshot_is_whole if look else snapshot_is_current
        is_kept = is_sound(connection, known.index.facets)
        if self.read_only or data_version(connection) != known.version or is_kept:
            return
        try:
            with without_waiting(connection), self._writing.transaction():
                write_snapshot(connection, known.index, known.orders.ids("title"), known.version)
        except DamagedFileError:
            raise
        except StorageError:
            # The disk is full, or another program is writing: the next opening makes the snapshot again.
            return

    def join(self, arrivals: Sequence[Arrival], reread: Reread | None = None) -> list[JoinedTrial]:
        """Return each trial of a document joined with its stored trial, without regard to the others; this only reads.

        A stored trial with one of its numbers is merged with it; a document that was imported before changes nothing.
        If the stored trial is damaged, the joined trial names in ``unread`` the documents that are needed to repair it:
        join again and give their trials as ``reread``.
        """
        return self._writing.join(arrivals, reread or {})

    def join_damaged(self, reread: Reread | None = None) -> list[JoinedTrial]:
        """Return the damaged trials, joined again from their documents; this only reads."""
        return self._writing.join_damaged(reread or {})

    def save(self, trials: Sequence[AnnotatedTrial], began: str = "") -> list[Outcome | None]:
        """Save joined trials with their findings in one transaction, and return the outcome of each.

        None means that a trial was not saved, because its stored trial has changed since: join it again. ``began`` is
        the time at which the import began (ISO time with offset), by default now.

        Raises:
            StorageError: nothing was saved.
        """
        return self._writing.save(trials, began)

    def reindex(self) -> None:
        """Rebuild SQLite's indexes: a flipped bit in an index hides rows, also from joining.

        Raises:
            StorageError: nothing was changed.
        """
        with self._writing.transaction():
            self._connection.execute("REINDEX")

    def delete(self, ids: Collection[int]) -> Deletion:
        """Delete trials, and return the deletion, which can be undone until the catalogue is closed.

        Raises:
            StorageError: nothing was changed.
        """
        deletion = self._writing.delete(ids)
        self._has_deleted = True
        return deletion

    def bring_back(self, deletion: Deletion) -> Returned:
        """Bring back deleted trials, except those that have been imported again.

        Raises:
            StorageError: nothing was changed.
        """
        return self._writing.bring_back(deletion)

    def correct(self, trial_id: int, facet: str, correction: Correction | None) -> None:
        """Store a clinician's correction of one facet of a trial; None deletes it."""
        self.put_own_work(trial_id, (_CORRECTION, facet), correction)

    def put_own_work(self, trial_id: int, place: Place, work: OwnWork | None) -> OwnWork | None:
        """Store a piece of own work at a place of a trial, None to delete it; return the piece that was there before.

        Raises:
            StorageError: the trial is gone, or the file cannot be written; nothing was changed.
            DamagedRecordError: the trial is damaged; nothing was changed.
        """
        with self._writing.saving() as saving:
            return saving.put_own_work(trial_id, place, work)

    def change_own_work(self, changes: Sequence[OwnWorkChange]) -> tuple[OwnWorkChange, ...]:
        """Make changes of the user's own work in one transaction, and return the changes that undo them.

        Own work on a trial that is not in the catalogue is stored too, and is used when the trial is imported.

        Raises:
            StorageError: nothing was changed.
        """
        with self._writing.saving(lines_only=True) as saving:
            return saving.change_own_work(changes)

    def mark_seen(self, ids: Collection[int] | None = None) -> None:
        """Mark trials, or all (None), as seen by the user as they are now.

        Raises:
            StorageError: nothing was changed.
        """
        with self._writing.saving(lines_only=True) as saving:
            saving.mark_seen(ids)

    def call_mine(self, countries: Sequence[str]) -> None:
        """Store the user's own countries, which may be none; a StorageError means that nothing was changed."""
        with self._writing.saving(lines_only=True):
            put_countries(self._connection, countries)

    def save_findings(self, derived: Iterable[tuple[int, Trial, tuple[Finding, ...]]]) -> None:
        """Replace the remarks and findings of stored trials, given as (id, trial, findings), in one transaction.

        A trial that was deleted, or changed since the findings were derived, is skipped.

        Raises:
            StorageError: nothing was changed.
        """
        with self._writing.saving() as saving:
            for trial_id, trial, findings in derived:
                saving.rewrite(trial_id, trial, findings)

    def setting(self, name: str) -> str:
        """Return the value that was stored under a name; "" if there is none."""
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, name: str, value: str) -> None:
        """Store a value under a name in the catalogue file."""
        self._writing.remember(name, value)

    def back_up(self) -> Path | None:
        """Write a copy of the file beside it and return its path; None if the catalogue has no trials."""
        self.file.refuse_if_gone()
        return self._writing.back_up() if len(self) else None

    def faults(self) -> tuple[str, ...]:
        """Return the faults inside the file, one sentence each, except those of single trials: see ``checked``."""
        with storage_errors(self.path):
            said: list[str | None] = [*self._writing.faults()]
            with self._known as known:
                said.append(snapshot_fault(self._connection, known.index.facets))
                said.append(known.texts.fault(len(self)))
            return tuple(filter(None, said))

    def repair(self) -> None:
        """Rebuild everything that follows from the trials, and mark the originals that are lost."""
        self._writing.rebuild(VERSIONS)
        self._writing.mark_lost_originals()
        self.index.refresh()

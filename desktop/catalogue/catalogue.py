"""The stored trials: the one door to the catalogue file."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue import pairs, search_text
from desktop.catalogue.backups import back_up
from desktop.catalogue.facet_index import SecondReadings
from desktop.catalogue.file_identity import FileIdentity, HeldFile
from desktop.catalogue.indexed_trials import IndexedTrials
from desktop.catalogue.kept_answers import are_kept, data_version, keep, kept_fault, raise_version
from desktop.catalogue.known_answers import KnownAnswers
from desktop.catalogue.opening import closed_on_failure, open_file, refuse_damaged, storage_errors, without_waiting
from desktop.catalogue.originals import Originals
from desktop.catalogue.statements import ID_BY_NAME, UNKNOWN_NAMES
from desktop.catalogue.whole_check import every_fault
from desktop.errors import DamagedFileError, StorageError
from desktop.trials.parts import EVERY_PART, Parts

if TYPE_CHECKING:
    from desktop.catalogue.corrections import Correction
    from desktop.catalogue.lent_database import LentDatabase
    from desktop.catalogue.record import Record
    from desktop.catalogue.saving import Annotate, Saving
    from desktop.catalogue.stored import Delivery, Outcome, StoredTrial
    from desktop.trials.finding import Finding
    from desktop.trials.trial import Trial

_LINKS, _TEXTS = "facet values", "search text"
_VERSIONS = {_LINKS: str(pairs.VERSION), _TEXTS: str(search_text.VERSION)}


class Catalogue(IndexedTrials):
    """Hold an open catalogue file and the facet index over it; use one in each thread, close it when done.

    What another program, or another thread, saves is taken in before anything is answered or written.
    """

    def __init__(
        self,
        path: Path,
        facets: Mapping[str, Sequence[str]],
        second: SecondReadings | None = None,
        *,
        read_only: bool = False,
        checked_later: bool = False,
        expected: FileIdentity | None = None,
    ) -> None:
        """Open or make a catalogue file; ``facets`` gives the value ids of every facet in order.

        ``checked_later`` promises a look whether it is whole once it is open; what must write at once looks before.
        ``expected`` is the file that must be at the path: no other is opened, and none is made.

        Raises:
            GoneFileError: the file that is expected is not there.
            StorageError: the file cannot be used (damaged, newer, locked, not writable); it was not touched.
        """
        self.path = path
        self.read_only = read_only
        if expected:
            HeldFile(path, expected)
        connection = open_file(path, read_only=read_only, checked_later=checked_later, make=not expected)
        self._originals = Originals(connection, path, read_only=read_only)
        with closed_on_failure(connection), storage_errors(path):
            self._file = HeldFile(path, expected)
            super().__init__(connection, KnownAnswers(connection, self._file, facets, second), facets)
            self._texts = self._known.texts
            stale = [name for name, version in _VERSIONS.items() if self.setting(name) != version]
            if not read_only and (stale or not are_kept(self._connection, self._known.index.facets)):
                if checked_later:
                    refuse_damaged(path)
                if stale:
                    self._rebuild(stale)
            with self._known:  # which reads what there is to know
                if not read_only:
                    self._file.remember_log()
            self._keep_answers()

    def close(self) -> None:
        """Close the file; the catalogue cannot be used afterwards."""
        with contextlib.suppress(StorageError), storage_errors(self.path):
            self._keep_answers()
        self._connection.close()

    @cached_property
    def _database(self) -> LentDatabase:
        from desktop.catalogue.lent_database import LentDatabase

        return LentDatabase(self._connection)

    @property
    def identity(self) -> FileIdentity | None:
        """Return which file was opened, for whoever opens it again."""
        return self._file.identity

    def gone(self) -> str:
        """Return why nothing can be written if the path no longer holds the file that was opened; "" if it does."""
        return self._file.fault()

    def _keep_answers(self) -> None:
        """Keep what is known for the next opening, if it is of the data as they are, and nothing is in the way."""
        known, connection = self._known, self._connection
        if self.read_only or data_version(connection) != known.version or are_kept(connection, known.index.facets):
            return
        try:
            with without_waiting(connection), self._writing():
                keep(connection, known.index, known.orders.ids("title"), known.version)
        except DamagedFileError:
            raise
        except StorageError:
            # The disk is full, or another program is writing: the next opening gathers it again.
            return

    def id_of(self, name: str) -> int | None:
        """Return the id of the trial with a key or, failing that, any identifier; capital letters do not matter."""
        found = (self._connection.execute(statement, (name.strip(),)).fetchone() for statement in ID_BY_NAME)
        return next((int(row[0]) for row in found if row), None)

    def get(self, number: int) -> StoredTrial | None:
        """Return a trial whole by its id, None if it is gone."""
        from desktop.catalogue.stored_trial import stored_trial

        with self._known:  # the trial and what is around it, of one state of the file
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

    def _record(self, number: int) -> Record | None:
        from desktop.catalogue.record import from_record

        row = self._connection.execute("SELECT record FROM trial WHERE id = ?", (number,)).fetchone()
        return from_record(row[0]) if row else None

    def document(self, sha256: str) -> bytes | None:
        """Return the content of a document as it came, None if there is none with this hash."""
        return self._originals.content(sha256)

    def data_date(self) -> str:
        """Return the ISO time of the latest import, "" while nothing was imported."""
        return str(self._connection.execute("SELECT coalesce(max(imported), '') FROM document").fetchone()[0])

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
        self._file.refuse_if_gone()
        self._originals.attach()
        with self._saving(annotate) as saving:
            return [saving.deliver(delivery) for delivery in deliveries]

    def correct(self, number: int, facet: str, correction: Correction | None) -> None:
        """Keep a clinician's reading of one facet of a trial in place of any before; None takes it back.

        Raises:
            StorageError: the trial is gone, or the file cannot be written; nothing was changed.
        """
        with self._saving() as saving:
            saving.correct(number, facet, correction)

    def save_findings(self, derived: Iterable[tuple[int, Trial, tuple[Finding, ...]]]) -> None:
        """Give stored trials, by id, other remarks and findings, in one transaction.

        A trial that is gone, or was changed since these were derived from it, is left as it is.

        Raises:
            StorageError: nothing was changed.
        """
        with self._saving() as saving:
            for number, trial, findings in derived:
                saving.rewrite(number, trial, findings)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        from desktop.catalogue.lent_database import saving_errors

        self._file.refuse_if_gone()
        with saving_errors(self.path), self._database.atomic():
            yield
            # What was written meanwhile into a file that is gone is taken back, and not told as saved.
            self._file.refuse_if_gone()

    @contextlib.contextmanager
    def _saving(self, annotate: Annotate = lambda trial: (trial, ())) -> Iterator[Saving]:
        from desktop.catalogue.saving import Saving

        with self._writing():
            self._known.prepare_save()
            saving = Saving(self._database, self._texts, self._originals, annotate)
            yield saving
            version = raise_version(self._connection, saving.changed)
        self._known.take_over(saving.changed, version)

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name in the catalogue file."""
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))

    def back_up(self) -> Path | None:
        """Write a copy of the file beside it and return its path; a catalogue without trials needs none."""
        from desktop.catalogue.corrections import corrections_as_json

        self._file.refuse_if_gone()
        with storage_errors(self.path):
            return back_up(self.path, corrections=corrections_as_json(self._connection)) if len(self) else None

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong inside the file, one sentence each: damaged pages, links to nothing, a stale index."""
        with storage_errors(self.path):
            said = [self._originals.fault(), *every_fault(self._connection)]
            with self._known as known:
                said.append(kept_fault(self._connection, known.index.facets))
                said.append(self._texts.fault(len(self)))
            return tuple(filter(None, said))

    def repair(self) -> None:
        """Build everything again that can be built from the trials: the facet values and the search index."""
        self._rebuild(_VERSIONS)
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
            raise_version(self._connection)

"""Join trials, and write into an open catalogue file, each time in one transaction; imported at first use."""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from desktop.catalogue.file.backups import back_up
from desktop.catalogue.file.borrowed_connection import BorrowedConnection
from desktop.catalogue.file.faults import storage_errors
from desktop.catalogue.file.integrity import every_fault
from desktop.catalogue.file.opened_file import OpenedFile
from desktop.catalogue.file.originals import Originals
from desktop.catalogue.finding.derived import SEARCH_TEXT, VERSIONS
from desktop.catalogue.finding.index_snapshot import raise_version
from desktop.catalogue.known_answers import KnownAnswers
from desktop.catalogue.storing.accounts import Reread
from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival, JoinedTrial, Joining, packed
from desktop.catalogue.storing.deleting import Deletion, Returned, bring_back, take_out, unused_documents
from desktop.catalogue.storing.own_work import own_work_as_json
from desktop.catalogue.storing.rebuilding import rebuild
from desktop.catalogue.storing.saving import Saving
from desktop.catalogue.storing.stored import Outcome
from desktop.catalogue.storing.stored_check import damaged_trials, faults_beside
from desktop.errors import StorageError


class Writing:
    """Write over the connection of an open catalogue; the methods of ``Catalogue`` describe the effects."""

    def __init__(self, opened: OpenedFile, known: KnownAnswers, originals: Originals) -> None:
        self._opened = opened
        self._connection = opened.connection
        self._database = BorrowedConnection(opened.connection)
        self._known = known
        self._originals = originals

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in one transaction.

        Raises:
            StorageError: nothing was changed.
        """
        path, held = self._opened.path, self._opened.held
        held.refuse_if_gone()
        with self._database.saving_errors(path), self._database.atomic():
            yield
            # If the file is gone, the transaction is rolled back, so that nothing is reported as saved.
            held.refuse_if_gone()

    @contextlib.contextmanager
    def saving(self, began: str = "", *, lines_only: bool = False) -> Iterator[Saving]:
        """Save in one transaction; ``lines_only`` means that neither texts nor sort columns change."""
        with self.transaction():
            self._known.prepare_save()
            saving = Saving(self._database, self._known.texts, self._known.reads, began)
            yield saving
            if saving.has_lost_texts:
                self._build_again((SEARCH_TEXT,))
            version = raise_version(self._connection, saving.changed)
        self._known.take_over(saving.changed, version, lines_only=lines_only)

    def join(self, arrivals: Sequence[Arrival], reread: Reread) -> list[JoinedTrial]:
        """Return each trial of a document joined with its stored trial."""
        with self._joining() as joining:
            return joining.arrivals(arrivals, reread)

    def join_damaged(self, reread: Reread) -> list[JoinedTrial]:
        """Return the damaged trials, joined again from their documents."""
        with self._joining() as joining:
            return joining.damaged(damaged_trials(self._connection), reread)

    @contextlib.contextmanager
    def _joining(self) -> Iterator[Joining]:
        with contextlib.suppress(StorageError):  # joined as far as possible from what the catalogue itself holds
            self._originals.attach()
        with storage_errors(self._opened.path), self._known as known:
            yield Joining(self._connection, self._originals, known.version)

    def save(self, trials: Sequence[AnnotatedTrial], began: str) -> list[Outcome | None]:
        """Save joined trials, their originals first; slow work is done before the file is locked."""
        self._opened.held.refuse_if_gone()
        documents = (each.joined.arrival.document for each in trials if each.joined.arrival)
        with storage_errors(self._opened.path):
            self._originals.keep((each.sha256, each.compressed) for each in documents)
            ready = [(each.joined, packed(each)) for each in trials]
        with self.saving(began) as saving:
            return [saving.take(*each) for each in ready]

    def delete(self, ids: Collection[int]) -> Deletion:
        """Delete trials."""
        with self.saving() as saving:
            return take_out(self._connection, saving, ids)

    def bring_back(self, deletion: Deletion) -> Returned:
        """Bring back deleted trials."""
        with self.saving() as saving:
            return bring_back(self._connection, saving, deletion)

    def forget_deleted(self) -> None:
        """Delete the documents and originals of deleted trials."""
        with self.transaction():
            unused = unused_documents(self._connection)
            self._connection.executemany("DELETE FROM document WHERE id = ?", [(each,) for each, _ in unused])
        self._originals.forget([sha256 for _, sha256 in unused])

    def back_up(self) -> Path:
        """Write a copy of the file beside it, and the user's own work beside that."""
        self._opened.held.refuse_if_gone()
        with storage_errors(self._opened.path):
            return back_up(self._opened.path, own_work=own_work_as_json(self._connection))

    def faults(self) -> Iterator[str]:
        """Yield the faults of the originals and inside the file."""
        yield from self._originals.faults()
        yield from every_fault(self._connection)
        yield from faults_beside(self._connection)

    def rebuild(self, stale: Collection[str]) -> None:
        """Rebuild the named data, which follow from the trials."""
        with self.transaction():
            self._build_again(stale)
            for name in stale:
                self.remember(name, str(VERSIONS[name]))
            raise_version(self._connection)

    def mark_lost_originals(self) -> None:
        """Mark the originals that are lost."""
        with contextlib.suppress(StorageError):  # a check reports what is wrong with the originals
            lost = self._originals.lost()
            with self.transaction():
                self._originals.mark_lost(lost)

    def remember(self, name: str, value: str) -> None:
        """Store a value under a name."""
        with self.transaction():
            self._connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))

    def _build_again(self, what: Collection[str]) -> None:
        rebuild(what, self._database, self._known.texts, self._originals, self._known.reads)

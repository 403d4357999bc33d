"""Store the original documents in a file beside the catalogue, so that the catalogue and its backups stay small."""

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from desktop.catalogue.file.reads import reading_options
from desktop.errors import StorageError, some_of
from desktop.files import make_private_file

# The fastest level: a third of the time of the usual one, and a sixth more bytes.
_LEVEL = 1
_NAMED = 5
_KEEP = "INSERT OR REPLACE INTO originals.original (sha256, content) VALUES (?, ?)"
_FORGET = "DELETE FROM originals.original WHERE sha256 IN (SELECT value FROM json_each(?))"
_CONTENT = "SELECT content FROM originals.original WHERE sha256 = ?"
_NOT_LOST = "SELECT id, name, sha256 FROM document WHERE NOT original_lost ORDER BY id"


def originals_of(catalogue: Path) -> Path:
    """Return the path of the file with the originals of a catalogue."""
    return catalogue.with_name(f"{catalogue.stem}-originals{catalogue.suffix}")


def compressed(content: bytes) -> bytes:
    """Return the content of a document as it is stored."""
    return zlib.compress(content, _LEVEL)


class Originals:
    """Hold the originals of an open catalogue by the hash of their content."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Path, *, read_only: bool) -> None:
        self._connection = connection
        self._file = originals_of(catalogue)
        self._read_only = read_only
        self._is_attached = False
        self._seen: set[str] = set()
        """The hashes of stored documents, because a document with many records is saved in many batches."""

    def attach(self) -> None:
        """Open or create the file of originals; SQLite does not allow this inside a transaction.

        Raises:
            StorageError: it cannot be opened; the trials can be read without it.
        """
        if not self._is_attached:
            with self._naming_file(sqlite3.DatabaseError):
                self._attach()
            self._is_attached = True

    def _attach(self) -> None:
        run = self._connection.execute
        uri = self._file.absolute().as_uri()
        if self._read_only:
            uri += f"?{reading_options(self._file)}"
        else:
            make_private_file(self._file)
        run("ATTACH DATABASE ? AS originals", (uri,))
        try:
            if not self._read_only:
                run("PRAGMA originals.journal_mode = wal")
                run("PRAGMA originals.synchronous = full")
                run("CREATE TABLE IF NOT EXISTS originals.original (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL)")
            run("SELECT 1 FROM originals.original LIMIT 1")
        except sqlite3.DatabaseError:
            run("DETACH DATABASE originals")
            raise

    def faults(self) -> tuple[str, ...]:
        """Return the faults of the originals, one sentence each: of the file, and of the documents that it lacks."""
        if self._read_only and not self._file.exists():
            return ()
        try:
            if self._file.exists():
                self.attach()
                with self._naming_file(sqlite3.DatabaseError):
                    found = str(self._connection.execute("PRAGMA originals.integrity_check(1)").fetchone()[0])
                if found != "ok":
                    return (str(self._unusable(found)),)
            lost = [name for _, name in self.lost()]
        except StorageError as error:
            return (str(error),)
        return (_lost_in_words(lost),) if lost else ()

    def keep(self, documents: Iterable[tuple[str, Callable[[], bytes]]]) -> None:
        """Store documents, given as (SHA-256, what returns the compressed content), in a separate transaction.

        Call this before the transaction that refers to them: a power cut between the two leaves an unused original,
        which does no harm. One transaction over both files would not help, because SQLite commits each write-ahead log
        separately. A stored original is replaced only if it is damaged.

        Raises:
            StorageError: the file is damaged, or cannot be opened.
        """
        new = {sha256: content for sha256, content in documents if sha256 not in self._seen}
        self.attach()
        with self._naming_file():
            lacking = {sha256: content for sha256, content in new.items() if self._whole(sha256) is None}
            if lacking:
                self._write(lacking)
        self._seen |= new.keys()

    def _write(self, documents: Mapping[str, Callable[[], bytes]]) -> None:
        run = self._connection.execute
        # Deferred: an immediate transaction would lock the catalogue too.
        run("BEGIN DEFERRED")
        try:
            for sha256, content in documents.items():
                run(_KEEP, (sha256, content()))
            run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have ended the transaction
                run("ROLLBACK")
            raise

    def forget(self, documents: Collection[str]) -> None:
        """Delete documents, given by their SHA-256; do not call this inside a transaction.

        Raises:
            StorageError: the file cannot be used.
        """
        self.attach()
        with self._naming_file():
            self._connection.execute(_FORGET, (json.dumps(list(documents)),))
        self._seen -= set(documents)

    def content(self, sha256: str) -> bytes | None:
        """Return an original document; None if it is missing or damaged.

        Raises:
            StorageError: the file cannot be used.
        """
        if self._read_only and not self._file.exists():
            return None
        self.attach()
        with self._naming_file():
            return self._whole(sha256)

    def lost(self) -> list[tuple[int, str]]:
        """Return (id, name) of each document whose original is missing or damaged and not yet marked as lost.

        Raises:
            StorageError: the file cannot be used.
        """
        documents = self._connection.execute(_NOT_LOST).fetchall()
        if not self._file.exists():
            return [(document_id, name) for document_id, name, _ in documents]
        self.attach()
        with self._naming_file():
            return [(document_id, name) for document_id, name, sha256 in documents if self._whole(sha256) is None]

    def mark_lost(self, documents: Iterable[tuple[int, str]]) -> None:
        """Mark the originals from ``lost`` as lost; the caller holds the transaction."""
        statement = "UPDATE document SET original_lost = 1 WHERE id = ?"
        self._connection.executemany(statement, [(document_id,) for document_id, _ in documents])

    def _whole(self, sha256: str) -> bytes | None:
        """Return a document; None if it is missing or its content does not have this hash."""
        row = self._connection.execute(_CONTENT, (sha256,)).fetchone()
        if row is None:
            return None
        try:
            content = zlib.decompress(row[0])
        except (zlib.error, TypeError):
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    @contextlib.contextmanager
    def _naming_file(self, *kinds: type[sqlite3.DatabaseError]) -> Iterator[None]:
        """Turn damage, and errors of these ``kinds``, into errors that name this file; not so a full disk."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, kinds) or not isinstance(error, sqlite3.OperationalError):
                raise self._unusable(str(error)) from error
            raise

    def _unusable(self, fault: str) -> StorageError:
        return StorageError(
            f"{self._file}, which holds the documents as they came, cannot be used ({fault}); free it if another "
            "program holds it, else move it away and import its documents again. The trials are all there."
        )


def _lost_in_words(names: Sequence[str]) -> str:
    some = some_of(names, _NAMED)
    return (
        f"The documents as they came are not kept, or are damaged, for {some}; import them again to have them kept, or "
        "let `check --repair` write down that they are lost. Their trials are there."
    )

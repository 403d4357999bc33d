"""The documents as they came, kept in a file beside the catalogue so that the catalogue and its backups stay small."""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

from desktop.catalogue.reading import reading_options
from desktop.errors import StorageError
from desktop.files import make_private_file

# The fastest: a third of the time of the usual level for a sixth more bytes.
_LEVEL = 1


def originals_of(catalogue: Path) -> Path:
    """Return the file in which the originals of a catalogue lie."""
    return catalogue.with_name(f"{catalogue.stem}-originals{catalogue.suffix}")


class Originals:
    """Hold the originals of an open catalogue by the hash of their content."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Path, *, read_only: bool) -> None:
        self._connection = connection
        self._file = originals_of(catalogue)
        self._read_only = read_only
        self._is_attached = False

    def attach(self) -> None:
        """Open the file of originals, made if need be; not inside a transaction, which SQLite does not allow.

        Raises:
            StorageError: it cannot be opened; the trials do not depend on it.
        """
        if not self._is_attached:
            with self._told(sqlite3.DatabaseError):
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
                run("CREATE TABLE IF NOT EXISTS originals.original (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL)")
            run("SELECT 1 FROM originals.original LIMIT 1")
        except sqlite3.DatabaseError:
            run("DETACH DATABASE originals")
            raise

    def fault(self) -> str:
        """Return what is wrong with the file, as one plain sentence; "" if it can be used or is not there."""
        if not self._file.exists():
            return ""
        try:
            self.attach()
            with self._told(sqlite3.DatabaseError):
                found = str(self._connection.execute("PRAGMA originals.integrity_check(1)").fetchone()[0])
        except StorageError as error:
            return str(error)
        return "" if found == "ok" else str(self._unusable(found))

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep a document, compressed; one that is there already stays. The file must be attached.

        Raises:
            StorageError: it is damaged.
        """
        statement = "INSERT OR IGNORE INTO originals.original (sha256, content) VALUES (?, ?)"
        with self._told():
            self._connection.execute(statement, (sha256, zlib.compress(content, _LEVEL)))

    def content(self, sha256: str) -> bytes | None:
        """Return a document as it came, None if it is not here.

        Raises:
            StorageError: the file cannot be used.
        """
        if self._read_only and not self._file.exists():
            return None
        self.attach()
        statement = "SELECT content FROM originals.original WHERE sha256 = ?"
        with self._told():
            row = self._connection.execute(statement, (sha256,)).fetchone()
        return zlib.decompress(row[0]) if row else None

    @contextlib.contextmanager
    def _told(self, *kinds: type[sqlite3.DatabaseError]) -> Iterator[None]:
        """Tell damage, and faults of these ``kinds``, as this file's; a full disk is not the file's fault."""
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

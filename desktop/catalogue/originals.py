"""The documents as they came, kept in a file beside the catalogue so that the catalogue and its backups stay small."""

import sqlite3
import zlib
from pathlib import Path

# The fastest: a third of the time of the usual level for a sixth more bytes.
_LEVEL = 1


def originals_of(catalogue: Path) -> Path:
    """Return the file in which the originals of a catalogue lie."""
    return catalogue.with_name(f"{catalogue.stem}-originals{catalogue.suffix}")


class Originals:
    """Hold the originals of an open catalogue by the hash of their content."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Path, *, read_only: bool) -> None:
        """Attach the file of originals, made if need be; a catalogue on a read-only medium may lack it."""
        self._connection = connection
        file = originals_of(catalogue)
        if read_only and not file.exists():
            lies = ":memory:"
        else:
            lies = file.absolute().as_uri() + ("?immutable=1" if read_only else "")
        connection.execute("ATTACH DATABASE ? AS originals", (lies,))
        if not read_only or not file.exists():
            connection.execute("PRAGMA originals.journal_mode = wal")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS originals.original (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL)"
            )

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep a document, compressed; one that is there already stays."""
        self._connection.execute(
            "INSERT OR IGNORE INTO originals.original (sha256, content) VALUES (?, ?)",
            (sha256, zlib.compress(content, _LEVEL)),
        )

    def content(self, sha256: str) -> bytes | None:
        """Return a document as it came, None if it is not here."""
        row = self._connection.execute("SELECT content FROM originals.original WHERE sha256 = ?", (sha256,)).fetchone()
        return zlib.decompress(row[0]) if row else None

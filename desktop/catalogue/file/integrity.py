"""Looking whether a catalogue file is whole: before it opens, or behind the open window."""

import contextlib
import sqlite3
from pathlib import Path

from desktop.catalogue.file.reads import reading_connection
from desktop.errors import StorageError

_CHECKED_AT_ONCE = 512 * 1024 * 1024  # bytes: a second of reading on a slow disk
LOOK = "PRAGMA quick_check(1)"


def is_large(path: Path) -> bool:
    """Tell whether looking a file through would hold up its opening: only the open window has the time for it."""
    return path.stat().st_size > _CHECKED_AT_ONCE


def every_fault(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong inside an open file, one sentence each: damaged pages, links to nothing; this takes long."""
    faults = [str(line) for (line,) in connection.execute("PRAGMA main.integrity_check") if line != "ok"]
    dangling = len(connection.execute("PRAGMA main.foreign_key_check").fetchall())
    return (*faults, *([f"{dangling} links point to nothing"] if dangling else ()))


class WholeCheck:
    """Look a catalogue file through, which another thread may do, or stop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = False

    def fault(self) -> str:
        """Return what is not intact in the file in SQLite's words; "" if it is whole, or if stopped."""
        try:
            # SQLite reads the head of the file when it opens it: what is wrong there is found here too.
            with contextlib.closing(reading_connection(self._path, check_same_thread=False)) as connection:
                self._connection = connection
                found = "ok" if self._is_stopped else str(connection.execute(LOOK).fetchone()[0])
        except (sqlite3.OperationalError, StorageError):  # stopped, or not to be read: whoever opens it is told
            found = "ok"
        except sqlite3.DatabaseError as error:
            found = str(error)
        return "" if found == "ok" else found

    def stop(self) -> None:
        """End the look, or let it never begin; what was seen so far is forgotten."""
        self._is_stopped = True
        if self._connection:
            with contextlib.suppress(sqlite3.ProgrammingError):  # it has ended by itself
                self._connection.interrupt()

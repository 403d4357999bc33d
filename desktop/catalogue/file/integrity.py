"""Check a catalogue file for damage: before it opens, or in the background while the window is open."""

import contextlib
import sqlite3
from pathlib import Path

from desktop.catalogue.file.reads import reading_connection
from desktop.errors import StorageError

_CHECKED_AT_ONCE = 512 * 1024 * 1024  # bytes: a slow disk reads them in a second
LOOK = "PRAGMA quick_check(1)"


def is_large(path: Path) -> bool:
    """Return whether a file is too large to check before opening; the open window then checks it later."""
    return path.stat().st_size > _CHECKED_AT_ONCE


def every_fault(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the faults inside an open file, one sentence each: damaged pages, broken references; this is slow."""
    faults = [str(line) for (line,) in connection.execute("PRAGMA main.integrity_check") if line != "ok"]
    dangling = len(connection.execute("PRAGMA main.foreign_key_check").fetchall())
    return (*faults, *([f"{dangling} links point to nothing"] if dangling else ()))


class WholeCheck:
    """Check a catalogue file completely; another thread may run or stop this."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = False

    def fault(self) -> str:
        """Return SQLite's description of the damage; "" if there is none, or if the check was stopped."""
        try:
            # SQLite reads the header of the file when it opens it, so damage there is found here too.
            with contextlib.closing(reading_connection(self._path, check_same_thread=False)) as connection:
                self._connection = connection
                found = "ok" if self._is_stopped else str(connection.execute(LOOK).fetchone()[0])
        except (sqlite3.OperationalError, StorageError):  # stopped, or unreadable: opening the file reports that
            found = "ok"
        except sqlite3.DatabaseError as error:
            found = str(error)
        return "" if found == "ok" else found

    def stop(self) -> None:
        """Stop the check, or prevent its start; its result is discarded."""
        self._is_stopped = True
        if self._connection:
            with contextlib.suppress(sqlite3.ProgrammingError):  # it has already ended
                self._connection.interrupt()

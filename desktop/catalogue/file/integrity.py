"""Checking whether a catalogue file is whole: before it opens, or in the background of the open window."""

import contextlib
import sqlite3
from pathlib import Path

from desktop.catalogue.file.reads import reading_connection
from desktop.errors import StorageError

_CHECKED_AT_ONCE = 512 * 1024 * 1024  # bytes: a second of reading on a slow disk
LOOK = "PRAGMA quick_check(1)"


def is_large(path: Path) -> bool:
    """Tell whether a file is so large that checking it must not delay its opening; the open window checks it later."""
    return path.stat().st_size > _CHECKED_AT_ONCE


def every_fault(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is wrong inside an open file, one sentence each: damaged pages, links to nothing; this takes long."""
    faults = [str(line) for (line,) in connection.execute("PRAGMA main.integrity_check") if line != "ok"]
    dangling = len(connection.execute("PRAGMA main.foreign_key_check").fetchall())
    return (*faults, *([f"{dangling} links point to nothing"] if dangling else ()))


class WholeCheck:
    """Check a whole catalogue file; another thread may run this, or stop it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = False

    def fault(self) -> str:
        """Return SQLite's words for what is damaged in the file; "" if nothing is, or if stopped."""
        try:
            # SQLite reads the head of the file when it opens it, so damage there is found here too.
            with contextlib.closing(reading_connection(self._path, check_same_thread=False)) as connection:
                self._connection = connection
                found = "ok" if self._is_stopped else str(connection.execute(LOOK).fetchone()[0])
        except (sqlite3.OperationalError, StorageError):  # stopped, or unreadable: opening the file reports that
            found = "ok"
        except sqlite3.DatabaseError as error:
            found = str(error)
        return "" if found == "ok" else found

    def stop(self) -> None:
        """End the check, or prevent its beginning; its result so far is dropped."""
        self._is_stopped = True
        if self._connection:
            with contextlib.suppress(sqlite3.ProgrammingError):  # it has ended by itself
                self._connection.interrupt()

"""Open a SQLite file read-only, including the changes in its write-ahead log.

SQLite writes two files beside a database with a write-ahead log, even for reading. On a read-only medium it needs the
option "immutable" (nobody changes the file). Elsewhere that option is wrong: it ignores the log, and takes the work of
another program for damage.
"""

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from desktop.errors import StorageError

LOGS = ("-journal", "-wal", "-shm")
"""The suffixes of the files that SQLite writes beside a database."""
_PATIENCE_S = 5
_BEGAN = time.time()
_SHARED, _UNCHANGED = "mode=ro", "mode=ro&immutable=1"
_NEEDS_FILES_BESIDE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY_DIRECTORY,
    sqlite3.SQLITE_READONLY_CANTINIT,
    sqlite3.SQLITE_READONLY_CANTLOCK,
}


def reading_connection(path: Path, *, check_same_thread: bool = True) -> sqlite3.Connection:
    """Return a connection that reads an existing file and cannot write it.

    Raises:
        sqlite3.Error: it cannot be read; code SQLITE_READONLY_ROLLBACK: an interrupted change must first be undone
            by a connection that may write.
        StorageError: its log holds changes that cannot be read without write access to the folder.
    """
    return _opened(path, check_same_thread=check_same_thread)[0]


def reading_options(path: Path) -> str:
    """Return the URI options with which SQLite can attach an existing file for reading.

    Raises:
        as ``reading_connection`` does.
    """
    connection, options = _opened(path)
    connection.close()
    return options


def has_log(path: Path) -> bool:
    """Return whether a log beside a file holds changes, even if the file itself is missing."""
    logs = (beside(path, ending) for ending in LOGS[:2])
    return any(log.exists() and log.stat().st_size for log in logs)


def changed_by_another(path: Path) -> bool:
    """Return whether a file in a read-only folder was changed since this program started.

    Such a file is opened as "immutable", but a colleague with write access can change it.
    """
    may_write = os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    if may_write or not path.exists():
        return False
    return has_log(path) or path.stat().st_mtime > _BEGAN


def beside(path: Path, ending: str) -> Path:
    """Return the path of a file whose name is the catalogue's name followed by an ending."""
    return path.with_name(path.name + ending)


def delete_with_logs(path: Path) -> None:
    """Delete a database that no program has open, and SQLite's files beside it; any of them may be missing."""
    for ending in ("", *LOGS):
        beside(path, ending).unlink(missing_ok=True)


def _opened(path: Path, *, check_same_thread: bool = True) -> tuple[sqlite3.Connection, str]:
    try:
        return _connected(path, _SHARED, check_same_thread=check_same_thread), _SHARED
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in _NEEDS_FILES_BESIDE:
            raise
        if has_log(path):
            raise StorageError(
                f"{path} cannot be read whole here: its latest changes lie in a log beside it, and reading that needs "
                "permission to write in the folder. Copy the whole folder to where you may write, and open it there."
            ) from error
    return _connected(path, _UNCHANGED, check_same_thread=check_same_thread), _UNCHANGED


def _connected(path: Path, options: str, *, check_same_thread: bool) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=check_same_thread
    )
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(connection.close)
        connection.execute("PRAGMA schema_version").fetchone()  # SQLite opens file and log at the first read
        on_failure.pop_all()
    return connection

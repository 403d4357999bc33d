"""Open a catalogue file: check it before changing it, and never silently replace a damaged one by a new one.

The steps: does it exist, is it a catalogue, is it newer than this program, is it damaged; then, if migrations are
pending, a backup and the migrations in one transaction; only then it is opened. If it does not exist, an interrupted
restore is finished first, and no new catalogue is created if any sign of an earlier one is found.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from desktop.catalogue.file.faults import closed_on_failure, damage, storage_errors
from desktop.catalogue.file.integrity import WholeCheck, is_large
from desktop.catalogue.file.reads import reading_connection
from desktop.catalogue.file.schema import APPLICATION_ID, newest
from desktop.catalogue.file.writes import writing_connection
from desktop.errors import DamagedFileError, NewerFileError

_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": "1"}
# The places of id and version in SQLite's header: https://www.sqlite.org/fileformat.html#the_database_header
_HEAD_SIZE, _PLACES = 100, (60, 68)
_STAMPS = ("application_id", "user_version")


def open_file(
    path: Path, *, read_only: bool = False, checked_later: bool = False, make: bool = True
) -> sqlite3.Connection:
    """Return a connection to a catalogue file, which is created or migrated if needed.

    With ``checked_later`` the caller checks the file for damage after opening. Without ``make`` no file is created.

    Raises:
        DamagedFileError: the file is not a catalogue or is damaged; it was not changed.
        MissingFileError: it is gone, but copies of it exist.
        NewerFileError: a newer version of the program wrote it; it was not changed, and can only be read.
        StorageError: it cannot be read or written.
    """
    with storage_errors(path):
        if make and not read_only and not path.exists():
            _unusual().make_unless_there_was_one(path)
        version = _version(path)
        if version < newest() or (version == newest() and not checked_later):
            refuse_damaged(path)
        if version > newest() and not read_only:
            raise _newer(path)
        if read_only:
            return _opened_to_read(path, version)
        return _unusual().migrated(path, _PRAGMAS) if version < newest() else writing_connection(path, _PRAGMAS)


def _opened_to_read(path: Path, version: int) -> sqlite3.Connection:
    """Return a connection that reads a file of any version as if it were of today, and changes nothing in it."""
    connection = reading_connection(path)
    if version < newest():
        with closed_on_failure(connection):
            _unusual().read_as_today(connection, version)
    return connection


class _Unusual(NamedTuple):
    """Hold what only a file needs that is missing, or was written by another version."""

    make_unless_there_was_one: Callable[[Path], None]
    read_as_today: Callable[[sqlite3.Connection, int], None]
    migrated: Callable[[Path, Mapping[str, str]], sqlite3.Connection]


def _unusual() -> _Unusual:
    # Importing Peewee takes longer than opening a file, and almost no start needs it here.
    from desktop.catalogue.file import unusual_opening

    return _Unusual(unusual_opening.make_unless_there_was_one, unusual_opening.read_as_today, unusual_opening.migrated)


def refuse_damaged(path: Path) -> None:
    """Check a file, unless it is so large that this would delay its opening.

    Raises:
        DamagedFileError: it is damaged; it was not changed.
    """
    fault = "" if is_large(path) else WholeCheck(path).fault()
    if fault:
        raise damage(path, fault)


def _version(path: Path) -> int:
    """Return the schema version of an existing file after checking that it is a catalogue of this program."""
    # Python must not open the file itself: closing it would release the locks of all connections of this process.
    if path.stat().st_size == 0:
        raise DamagedFileError(f"{path} is empty, which no catalogue is; restore a backup or move the file away.")
    try:
        with contextlib.closing(reading_connection(path)) as connection:
            application, version = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in _STAMPS)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        application, version = _undone(path)
    if application != APPLICATION_ID:
        raise _not_ours(path)
    return int(version)


def _undone(path: Path) -> tuple[int, int]:
    """Let SQLite undo a change that a kill interrupted, and return the id and version of the file after that."""
    with path.open("rb") as file:  # while a change must still be undone, this process has no connection to the file
        head = file.read(_HEAD_SIZE)
    version, application = (int.from_bytes(head[place : place + 4], "big") for place in _PLACES)
    if application != APPLICATION_ID:
        raise _not_ours(path)
    if version > newest():
        raise _newer(path)
    with contextlib.closing(writing_connection(path)) as connection:
        application, version = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in _STAMPS)
    return application, version


def _not_ours(path: Path) -> DamagedFileError:
    return DamagedFileError(f"{path} is not a catalogue of this program; choose another file.")


def _newer(path: Path) -> NewerFileError:
    return NewerFileError(
        f"{path} was written by a newer version of Trial Catalogue; open it with that. Nothing was changed."
    )

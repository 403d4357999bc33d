"""Open a catalogue file that does not exist yet, or that another version of the program wrote."""

import contextlib
import runpy
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from desktop.catalogue.file.backups import back_up
from desktop.catalogue.file.creating import create
from desktop.catalogue.file.faults import closed_on_failure
from desktop.catalogue.file.migrating import migrate
from desktop.catalogue.file.restoring import finish_restore, remains_of
from desktop.catalogue.file.schema import MIGRATIONS
from desktop.catalogue.file.writes import writing_connection
from desktop.errors import MissingFileError

# The schema versions with the user's own work in another table.
_WITHOUT_OWN_WORK = (4, 5, 6)
# The first schema versions with what the user has seen of each change, and with the kinds of changes.
_READ_AS_TODAY = {8: "0008_changes.py", 9: "0009_kinds_of_changes.py"}


def make_unless_there_was_one(path: Path) -> None:
    """Finish an interrupted restore, or create a new catalogue.

    Raises:
        MissingFileError: it is gone, but copies of it exist; nothing was created.
    """
    finish_restore(path)
    remains = remains_of(path)
    if path.exists():  # restored, or created by another program in the meantime
        return
    if remains:
        raise MissingFileError(
            f"{path} is missing, but {remains[0]} shows that there was a catalogue. Open the window to restore a copy "
            "or to begin a new catalogue, or name another file with --database."
        )
    with contextlib.suppress(FileExistsError):  # another program created it first; use that one
        create(path)


def read_as_today(connection: sqlite3.Connection, version: int) -> None:
    """Make the tables of an older file readable as if it were of today; nothing in the file is changed."""
    if version in _WITHOUT_OWN_WORK:
        runpy.run_path(str(MIGRATIONS / "0007_own_work.py"))["move"](connection, "TEMP TABLE")
    for since, name in _READ_AS_TODAY.items():
        if version < since:
            runpy.run_path(str(MIGRATIONS / name))["read_as_today"](connection)


def migrated(path: Path, pragmas: Mapping[str, str]) -> sqlite3.Connection:
    """Back up and migrate an older file, and return a connection that may write to it.

    Raises:
        StorageError: the file was not changed.
    """
    back_up(path)
    connection = writing_connection(path, pragmas)
    with closed_on_failure(connection):
        migrate(connection, path)
    return connection

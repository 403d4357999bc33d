"""Peewee on the connection of an open catalogue file.

The window starts without Peewee and reads what it shows first with plain SQL statements: importing Peewee would take a
sixth of the time allowed for a start.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import peewee
from peewee import SqliteDatabase

from desktop.catalogue.file.faults import in_words, storage_errors


class BorrowedConnection(SqliteDatabase):  # type: ignore[misc]
    """Use an open SQLite connection as a Peewee database; the owner of the connection closes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._borrowed = connection
        super().__init__("borrowed", lock_type="IMMEDIATE", thread_safe=False)

    def _connect(self) -> sqlite3.Connection:
        self._add_conn_hooks(self._borrowed)
        return self._borrowed


LentDatabase = BorrowedConnection  # `catalogue.trial_reading` still uses the former name


@contextlib.contextmanager
def saving_errors(path: Path) -> Iterator[None]:
    """Turn errors of Peewee, SQLite and the system about a file into one plain sentence.

    Raises:
        StorageError: with file, fault and remedy.
    """
    try:
        with storage_errors(path):
            yield
    except peewee.DatabaseError as error:
        raise in_words(path, error) from error

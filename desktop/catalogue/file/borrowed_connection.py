"""Use Peewee on the connection of an open catalogue file.

The window starts without Peewee and reads the first data with plain SQL: importing Peewee would take a sixth of the
time that a start may take.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import peewee
from peewee import SqliteDatabase

from desktop.catalogue.file.faults import in_words, storage_errors
from desktop.catalogue.file.tables import Tables, tables_of


class BorrowedConnection(SqliteDatabase):  # type: ignore[misc]
    """Use an open SQLite connection as a Peewee database; the owner of the connection closes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._borrowed = connection
        super().__init__("borrowed", lock_type="IMMEDIATE", thread_safe=False)

    @cached_property
    def tables(self) -> Tables:
        """Return the tables of the file."""
        return tables_of(self)

    @contextlib.contextmanager
    def saving_errors(self, path: Path) -> Iterator[None]:
        """Turn errors of Peewee, SQLite and the system about a file into one plain sentence.

        Raises:
            StorageError: with file, fault and remedy.
        """
        try:
            with storage_errors(path):
                yield
        except peewee.DatabaseError as error:
            raise in_words(path, error) from error

    def _connect(self) -> sqlite3.Connection:
        self._add_conn_hooks(self._borrowed)
        return self._borrowed

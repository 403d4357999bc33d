"""Peewee on the connection of an open catalogue file.

The window starts without it: what it shows first is read with bare statements, since importing Peewee alone would take
a sixth of the time that a start may take.
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


class LentDatabase(SqliteDatabase):  # type: ignore[misc]
    """Be a Peewee database on a connection that is open already, and that its owner closes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._lent = connection
        super().__init__("lent", lock_type="IMMEDIATE", thread_safe=False)

    @cached_property
    def tables(self) -> Tables:
        """Return the tables of the file."""
        return tables_of(self)

    @contextlib.contextmanager
    def saving_errors(self, path: Path) -> Iterator[None]:
        """Turn what Peewee, SQLite and the system say about a file into one plain sentence.

        Raises:
            StorageError: with file, fault and remedy.
        """
        try:
            with storage_errors(path):
                yield
        except peewee.DatabaseError as error:
            raise in_words(path, error) from error

    def _connect(self) -> sqlite3.Connection:
        self._add_conn_hooks(self._lent)
        return self._lent

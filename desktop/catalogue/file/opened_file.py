"""An open catalogue file, for all who read it or write to it over one connection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from desktop.catalogue.file.borrowed_connection import BorrowedConnection
    from desktop.catalogue.file.originals import Originals


@dataclass
class OpenedFile:
    """Hold where a catalogue file is, the connection to it, and the originals of its documents."""

    path: Path
    connection: sqlite3.Connection
    originals: Originals

    @cached_property
    def database(self) -> BorrowedConnection:
        """Return the connection as Peewee knows it."""
        # It loads Peewee, which the first sight does not need.
        from desktop.catalogue.file.borrowed_connection import BorrowedConnection

        return BorrowedConnection(self.connection)

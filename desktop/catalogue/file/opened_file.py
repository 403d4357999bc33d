"""An open catalogue file, for all code that reads or writes it over one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from desktop.catalogue.file.file_identity import HeldFile


class OpenedFile(NamedTuple):
    """Hold the path of a catalogue file, its connection, its identity, and whether it is read-only."""

    path: Path
    connection: sqlite3.Connection
    held: HeldFile
    read_only: bool

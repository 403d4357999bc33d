"""An open catalogue file, for all who read it or write to it over one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from desktop.catalogue.file.file_identity import HeldFile


class OpenedFile(NamedTuple):
    """Hold where a catalogue file is, the connection to it, which file it was, and whether it is only read."""

    path: Path
    connection: sqlite3.Connection
    held: HeldFile
    read_only: bool

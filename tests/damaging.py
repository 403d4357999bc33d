"""Catalogue files damaged on purpose."""

import sqlite3
from contextlib import closing
from pathlib import Path


def damage_table(path: Path, name: str) -> None:
    """Overwrite the first page of a table or index, which only those meet that read it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xaa" * size
    path.write_bytes(content)

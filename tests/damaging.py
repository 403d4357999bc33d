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


def flip_bit(path: Path, select: str, update: str, bit: int) -> None:
    """Flip a bit of one stored value through SQLite: ``select`` reads it, ``update`` writes it for its "?"."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        (stored,) = connection.execute(select).fetchone()
        kind = connection.execute(f"SELECT typeof(({select}))").fetchone()[0].decode()
        content = bytearray(stored)
        bit %= 8 * len(content)
        content[bit // 8] ^= 1 << bit % 8
        connection.execute(update.replace("?", "CAST(? AS TEXT)" if kind == "text" else "?"), (bytes(content),))
        connection.commit()


def flip_in_trial(path: Path, column: str, key: str, bit: int = 77) -> None:
    """Flip a bit in a column of the trial that had a key when it was stored."""
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT id FROM trial WHERE key = ?", (key,)).fetchone()
    where = f"FROM trial WHERE id = {number}"
    flip_bit(path, f"SELECT {column} {where}", f"UPDATE trial SET {column} = ? WHERE id = {number}", bit)

"""Store every kind of the user's own work in one table; corrections are the first kind.

The checksums are written out here, so that later changes of the program do not change this migration.
"""

import json
import zlib
from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Move the corrections; a damaged one gets no valid checksum, so that it is reported as damaged."""
    move(db.connection(), "TABLE")
    db.execute_sql("DROP TABLE correction")


def move(connection: Any, table: str) -> None:
    """Create the table, with "TEMP TABLE" only for this connection, and copy the corrections into it."""
    connection.execute(
        f"""CREATE {table} own_work (
            trial_key TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            content TEXT NOT NULL,
            checksum TEXT NOT NULL,
            PRIMARY KEY (trial_key, kind, subject)
        ) WITHOUT ROWID"""
    )
    corrections = connection.execute(
        "SELECT trial_key, facet, chosen, derived, reason, made, checksum FROM correction"
    ).fetchall()
    connection.executemany("INSERT INTO own_work VALUES (?, ?, ?, ?, ?)", map(_moved, corrections))


def _moved(row: tuple[Any, ...]) -> tuple[str, str, str, str, str]:
    *said, checksum = row
    texts = [each if isinstance(each, str) else repr(each) for each in said]
    key, facet, chosen, derived, reason, made = texts
    whole = texts == said and _sum(texts) == checksum
    fields = {
        "facet": facet,
        "values": json.loads(chosen) if whole else chosen,
        "derived": json.loads(derived) if whole else derived,
        "reason": reason,
        "made": made,
    }
    moved = (key, "correction", facet, json.dumps(fields, ensure_ascii=False))
    return (*moved, _sum(moved) if whole else "damaged")


def _sum(texts: Any) -> str:
    return f"{zlib.crc32(chr(31).join(texts).encode('utf-8', 'replace')):08x}"

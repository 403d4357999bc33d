"""Add a checksum to every record, list row, account and correction, and mark which originals are known to be lost.

The statements and checksums are written out here, so that later changes of the program do not change this migration.
"""

import zlib
from typing import Any

_PAGE = 500


def up(_migrator: Any, db: Any) -> None:
    """Add checksums to intact data; damaged data get no valid checksum, so that they are reported as damaged."""
    connection = db.connection()
    last = 0
    while rows := connection.execute(_TRIALS, (last, _PAGE)).fetchall():
        connection.executemany("UPDATE trial SET row = ?, record = ? WHERE id = ?", map(_sealed, rows))
        last = rows[-1][0]
    accounts = connection.execute("SELECT trial_id, document_id, account FROM source WHERE account IS NOT NULL")
    sealed = [(_sealed_record(content), trial, document) for trial, document, content in accounts.fetchall()]
    connection.executemany("UPDATE source SET account = ? WHERE trial_id = ? AND document_id = ?", sealed)
    db.execute_sql("ALTER TABLE correction ADD COLUMN checksum TEXT NOT NULL DEFAULT ''")
    corrections = connection.execute(
        "SELECT trial_key, facet, chosen, derived, reason, made FROM correction"
    ).fetchall()
    connection.executemany(
        "UPDATE correction SET checksum = ? WHERE trial_key = ? AND facet = ?",
        [(_sum(row), *row[:2]) for row in corrections],
    )
    db.execute_sql("ALTER TABLE document ADD COLUMN original_lost INTEGER NOT NULL DEFAULT 0")
    # Made again, with checksums, when the catalogue opens.
    db.execute_sql("DELETE FROM kept")
    db.execute_sql("DELETE FROM setting WHERE name = 'kept version'")


def _sealed(row: tuple[Any, ...]) -> tuple[str, bytes, int]:
    number, key, title, sponsor, start, enrollment, packed, record = row
    checksum = _sum((packed, key, title, sponsor, start, "" if enrollment is None else str(enrollment)))
    return checksum + packed, _sealed_record(record), number


def _sealed_record(content: bytes) -> bytes:
    try:
        zlib.decompress(content)
    except zlib.error:
        return content
    return content + zlib.crc32(content).to_bytes(4, "little")


def _sum(texts: tuple[str, ...]) -> str:
    return f"{zlib.crc32(chr(31).join(texts).encode('utf-8', 'replace')):08x}"


_TRIALS = """
    SELECT id, key, title, sponsor, start, enrollment, row, record FROM trial WHERE id > ? ORDER BY id LIMIT ?
"""

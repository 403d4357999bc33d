"""Catalogue files as older programs left them."""

import json
import sqlite3

from desktop.catalogue.file.checksum import text_sum


def without_own_work(connection: sqlite3.Connection) -> None:
    """Let corrections lie in a table of their own, as before every kind of own work had one table."""
    connection.execute(
        "CREATE TABLE correction (trial_key TEXT NOT NULL, facet TEXT NOT NULL, chosen TEXT NOT NULL, "
        "derived TEXT NOT NULL, reason TEXT NOT NULL, made TEXT NOT NULL, checksum TEXT NOT NULL DEFAULT '', "
        "PRIMARY KEY (trial_key, facet)) WITHOUT ROWID"
    )
    for key, content in connection.execute("SELECT trial_key, content FROM own_work WHERE kind = 'correction'"):
        said = json.loads(content)
        values = [json.dumps(said[name]) for name in ("values", "derived")]
        row = (key, said["facet"], *values, said["reason"], said["made"])
        connection.execute("INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, text_sum(row)))
    connection.execute("DROP TABLE own_work")
    forget_migrations(connection, 6)


def forget_migrations(connection: sqlite3.Connection, last: int) -> None:
    """Let a file be of an older version of the schema: all migrations behind the last are still to come."""
    documents = [name for _, name, *_ in connection.execute("PRAGMA table_info(document)")]
    if last < 11 and "file_date" in documents:
        connection.execute("ALTER TABLE document DROP COLUMN file_date")
    (is_grouped,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'change_unseen'").fetchone()
    if last < 10 and is_grouped:
        connection.execute("DROP INDEX change_unseen")
        connection.execute("CREATE INDEX change_version ON change (version)")
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(change)")]
    if last < 9 and "across" in columns:
        for statement in (
            "DROP INDEX change_document",
            *(f"ALTER TABLE change DROP COLUMN {name}" for name in ("kind", "countries", "across")),
            "DROP TABLE value_change",
        ):
            connection.execute(statement)
    (has_seen,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'seen'").fetchone()
    if last < 8 and has_seen:
        for statement in (
            "DROP INDEX change_version",
            "ALTER TABLE change DROP COLUMN version",
            "ALTER TABLE change DROP COLUMN registry_date",
            "DROP TABLE seen",
            "DELETE FROM setting WHERE name = 'seen'",
        ):
            connection.execute(statement)
    connection.execute("DELETE FROM schema_migration WHERE CAST(substr(name, 1, 4) AS INTEGER) > ?", (last,))
    connection.execute(f"PRAGMA user_version = {last}")

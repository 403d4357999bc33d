"""Store the version of the data in which each change was found, and what the user has seen of each trial."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Add the missing columns and tables; all stored trials count as seen."""
    connection = db.connection()
    connection.execute("ALTER TABLE change ADD COLUMN version INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE change ADD COLUMN registry_date TEXT NOT NULL DEFAULT ''")
    connection.execute("CREATE INDEX change_version ON change (version)")
    _make_seen(connection, "TABLE")
    connection.execute(
        """INSERT INTO setting (name, value)
        SELECT 'seen', json_array(
            max(coalesce((SELECT max(id) FROM trial), 0),
                coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'last trial id'), 0)),
            coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'data version'), 0))"""
    )


def read_as_today(connection: Any) -> None:
    """Make a read-only file readable with this schema, only for this connection."""
    connection.execute("CREATE TEMP VIEW change AS SELECT *, 0 AS version, '' AS registry_date FROM main.change")
    _make_seen(connection, "TEMP TABLE")


def _make_seen(connection: Any, table: str) -> None:
    connection.execute(f"CREATE {table} seen (trial_key TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID")

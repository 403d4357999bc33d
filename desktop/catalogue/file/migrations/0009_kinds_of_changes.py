"""Store the kind of each change, its countries, whether the kinds of documents differ, and changes of values."""

import json
from typing import Any

_COLUMNS = {
    "kind": "TEXT NOT NULL DEFAULT ''",
    "countries": "TEXT NOT NULL DEFAULT ''",
    "across": "INTEGER NOT NULL DEFAULT 0",
}
_SITES = "SELECT id, before, after FROM change WHERE field = 'sites'"


def up(_migrator: Any, db: Any) -> None:
    """Add the missing columns and tables; the kind of an older change follows from its field."""
    connection = db.connection()
    for name, column in _COLUMNS.items():
        connection.execute(f"ALTER TABLE change ADD COLUMN {name} {column}")
    connection.execute("CREATE INDEX change_document ON change (document_id)")
    for change_id, before, after in connection.execute(_SITES).fetchall():
        connection.execute("UPDATE change SET countries = ? WHERE id = ?", (_countries(before, after), change_id))
    _make_value_change(connection, "TABLE", "REFERENCES trial (id) ON DELETE CASCADE")
    connection.execute("CREATE INDEX value_change_trial ON value_change (trial_id)")
    connection.execute("CREATE INDEX value_change_version ON value_change (version)")


def read_as_today(connection: Any) -> None:
    """Make a read-only file readable with this schema, only for this connection."""
    known = {name for _, name, *_ in connection.execute("PRAGMA main.table_info(change)")}
    told = {"version": "0", "registry_date": "''", "kind": "''", "countries": "''", "across": "0"}
    added = ", ".join(f"{value} AS {name}" for name, value in told.items() if name not in known)
    connection.execute("DROP VIEW IF EXISTS temp.change")
    connection.execute(f"CREATE TEMP VIEW change AS SELECT *, {added} FROM main.change")  # noqa: S608 - our columns
    _make_value_change(connection, "TEMP TABLE", "")


def _make_value_change(connection: Any, table: str, trial: str) -> None:
    connection.execute(
        f"""CREATE {table} value_change (
            id INTEGER PRIMARY KEY,
            trial_id INTEGER NOT NULL {trial},
            document_id INTEGER,
            changed TEXT NOT NULL,
            facet TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            cause TEXT NOT NULL,
            version INTEGER NOT NULL
        )"""
    )


def _countries(before: str, after: str) -> str:
    try:
        old, new = ([json.dumps(site) for site in json.loads(text or "[]")] for text in (before, after))
        return "\n".join(sorted({json.loads(each)["country"] for each in {*old} ^ {*new}} - {""}))
    except (TypeError, ValueError, KeyError):  # a damaged row
        return ""

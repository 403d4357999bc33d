"""Store which documents came in one import, by the time at which it began."""

import datetime as dt
from typing import Any

_PAUSE_S = 60


def up(_migrator: Any, db: Any) -> None:
    """Give every document the start time of its import; older documents without a pause between them are one import."""
    connection = db.connection()
    db.execute_sql("ALTER TABLE document ADD COLUMN began TEXT NOT NULL DEFAULT ''")
    began = before = ""
    for number, imported in connection.execute("SELECT id, imported FROM document ORDER BY id").fetchall():
        if not began or _paused(before, imported):
            began = imported
        connection.execute("UPDATE document SET began = ? WHERE id = ?", (began, number))
        before = imported
    db.execute_sql("CREATE INDEX document_began ON document (began)")


def _paused(before: str, after: str) -> bool:
    try:
        pause = dt.datetime.fromisoformat(after) - dt.datetime.fromisoformat(before)
    except (TypeError, ValueError):  # a damaged time
        return True
    return not 0 <= pause.total_seconds() <= _PAUSE_S

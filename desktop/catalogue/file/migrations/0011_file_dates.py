"""Tell the day of each document's file, so that a trial that is read again from its original is dated by it as before."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Add what is missing; of older documents the day is not known."""
    db.execute_sql("ALTER TABLE document ADD COLUMN file_date TEXT NOT NULL DEFAULT ''")

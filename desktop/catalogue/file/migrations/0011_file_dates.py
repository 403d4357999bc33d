"""Store the day of each document's file, so that a trial that is read again from its original gets the same date."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Add the missing column; the day of older documents is not known."""
    db.execute_sql("ALTER TABLE document ADD COLUMN file_date TEXT NOT NULL DEFAULT ''")

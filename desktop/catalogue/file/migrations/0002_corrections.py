"""Keep what a clinician corrects apart from what is derived: by the trial's key, so that no import touches it."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Create the table as ``desktop.catalogue.file.tables`` describes it."""
    db.execute_sql(
        """CREATE TABLE correction (
            trial_key TEXT NOT NULL,
            facet TEXT NOT NULL,
            chosen TEXT NOT NULL,
            derived TEXT NOT NULL,
            reason TEXT NOT NULL,
            made TEXT NOT NULL,
            PRIMARY KEY (trial_key, facet)
        ) WITHOUT ROWID"""
    )

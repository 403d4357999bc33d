"""Store a clinician's corrections separately from findings, by the trial's key, so that no import changes them."""

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

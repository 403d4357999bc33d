"""Find what changed since the user last looked from an index alone: the changes themselves hold whole criteria."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Put everything that is asked of each change into the index of versions."""
    connection = db.connection()
    connection.execute("DROP INDEX change_version")
    connection.execute("CREATE INDEX change_unseen ON change (version, kind, field, countries, trial_id)")

"""Find the changes since the user last looked from an index only, because the changes themselves hold long criteria."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Add every searched column of a change to the index of versions."""
    connection = db.connection()
    connection.execute("DROP INDEX change_version")
    connection.execute("CREATE INDEX change_unseen ON change (version, kind, field, countries, trial_id)")

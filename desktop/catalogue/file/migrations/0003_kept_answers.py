"""Store the facet index and the order by title, which are slow to make when the catalogue opens."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Create the table as ``desktop.catalogue.finding.index_snapshot`` reads it."""
    db.execute_sql("CREATE TABLE kept (facet TEXT, value TEXT, content BLOB NOT NULL, PRIMARY KEY (facet, value))")

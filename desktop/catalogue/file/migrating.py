"""Migrate a catalogue file to the schema of this program."""

import sqlite3
from pathlib import Path

from playhouse.migrations import Runner

from desktop.catalogue.file.borrowed_connection import BorrowedConnection
from desktop.catalogue.file.schema import APPLICATION_ID, MIGRATIONS, newest


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the missing migrations in one transaction, and mark the file as a catalogue of this program.

    Raises:
        StorageError: nothing was changed.
    """
    database = BorrowedConnection(connection)
    with database.saving_errors(path), database.atomic():
        Runner(database, str(MIGRATIONS)).up()
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute_sql(f"PRAGMA user_version = {newest()}")

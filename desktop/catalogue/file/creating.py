"""Create a catalogue file."""

import contextlib
from pathlib import Path

from desktop.catalogue.file.faults import storage_errors
from desktop.catalogue.file.migrating import migrate
from desktop.catalogue.file.reads import delete_with_logs
from desktop.catalogue.file.restoring import alone, put_logs_aside
from desktop.catalogue.file.writes import writing_connection
from desktop.files import make_private_file, make_private_folder, move_to_new, sync_file, temporary_beside


def create(path: Path) -> None:
    """Create a catalogue, first under a temporary name, so that a power cut never leaves an incomplete one.

    Raises:
        FileExistsError: another program has created it in the meantime; it was not changed.
        StorageError: it cannot be made.
    """
    make_private_folder(path.parent)
    temporary = temporary_beside(path)
    try:
        make_private_file(temporary)
        with contextlib.closing(writing_connection(temporary)) as connection:
            migrate(connection, path)
            # Done now, because several programs may open the new file at the same time.
            connection.execute("PRAGMA journal_mode = wal")
        sync_file(temporary)
        move_to_new(temporary, path)
    finally:
        delete_with_logs(temporary)


def begin_new_catalogue(catalogue: Path) -> None:
    """Create a new catalogue in place of a missing one; the copies and damaged files of the old one stay.

    Raises:
        StorageError: it cannot be made.
    """
    with storage_errors(catalogue), alone(catalogue):
        if not catalogue.exists():
            # SQLite would apply an old log to the next file with this name.
            put_logs_aside(catalogue)
            create(catalogue)

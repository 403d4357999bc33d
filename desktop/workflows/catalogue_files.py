"""Handle whole catalogue files: check that one can be opened, copy one, and go back to a copy."""

import datetime as dt
from pathlib import Path

from desktop.catalogue.file.backups import back_up, copy_to
from desktop.catalogue.file.faults import storage_errors
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.file.reads import delete_with_logs
from desktop.catalogue.file.restoring import restore, trials_in
from desktop.errors import StorageError
from desktop.workflows.restore_backup import Backup


def refuse_unusable(path: Path) -> None:
    """Check that a file is a catalogue that can be opened; do not change it.

    Raises:
        StorageError: it is not such a catalogue.
    """
    open_file(path, read_only=True, make=False).close()


def write_copy(catalogue: Path, target: Path) -> int:
    """Write a copy of a catalogue to a file, which may be on another disk, and return its number of trials.

    Raises:
        StorageError: it cannot be written, or is damaged; an existing file is unchanged.
    """
    with storage_errors(target):
        if target.exists() and target.samefile(catalogue):
            raise StorageError(f"{target} is the catalogue itself; choose another name for the copy.")
        copy_to(catalogue, target)
    trials = trials_in(target)
    if trials is None:
        raise StorageError(f"{target} cannot be read as it was written; choose another disk for the copy.")
    return trials


def copy_in(path: Path) -> Backup | None:
    """Return the copy of a catalogue in a file that the user chose; None if the file is no catalogue or is damaged."""
    trials = trials_in(path)
    if trials is None:
        return None
    return Backup(path, dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone(), trials)


def go_back(copy: Backup, catalogue: Path) -> Path:
    """Replace an undamaged catalogue, which no program has open, by a copy; return a backup of its earlier state.

    Raises:
        StorageError: nothing was changed.
    """
    with storage_errors(catalogue):
        before = back_up(catalogue)
    replaced = restore(copy.path, catalogue)
    if trials_in(before) is not None:
        delete_with_logs(replaced)
    return before

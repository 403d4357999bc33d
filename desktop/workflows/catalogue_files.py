"""Whole catalogue files: whether one can be opened, a copy of one elsewhere, and going back to a copy."""

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
    """Look whether a file is a catalogue that can be opened; it is only read.

    Raises:
        StorageError: it is not.
    """
    open_file(path, read_only=True, make=False).close()


def write_copy(catalogue: Path, target: Path) -> int:
    """Write a copy of a whole catalogue to a file, also on another disk, and return how many trials it holds.

    Raises:
        StorageError: it cannot be written, or is not whole; a file that was there is as it was.
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
    """Return the copy of a catalogue in a file that the user chose; None if it is none, or is not whole."""
    trials = trials_in(path)
    if trials is None:
        return None
    return Backup(path, dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone(), trials)


def go_back(copy: Backup, catalogue: Path) -> Path:
    """Put a copy in the place of a whole catalogue that nobody has open; return the copy of what it was before.

    Raises:
        StorageError: nothing was changed.
    """
    with storage_errors(catalogue):
        before = back_up(catalogue)
    replaced = restore(copy.path, catalogue)
    if trials_in(before) is not None:
        delete_with_logs(replaced)
    return before

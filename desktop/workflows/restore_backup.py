"""Going back to a copy of the catalogue when the file is damaged or gone."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.file.backups import backup_time, backups_of
from desktop.catalogue.file.restoring import restore, trials_in


@dataclass(frozen=True)
class Backup:
    """Hold one copy of a catalogue, when it was made, in local time, and how many trials it holds."""

    path: Path
    made: dt.datetime
    trials: int


def available_backups(catalogue: Path) -> Iterator[Backup]:
    """Yield the undamaged copies of a catalogue, newest first; each is checked when the caller asks for it."""
    for path in backups_of(catalogue):
        trials = trials_in(path)
        if trials is not None:
            yield Backup(path, backup_time(path), trials)


def restore_backup(backup: Backup, catalogue: Path) -> Path:
    """Put a copy in the place of the catalogue and return where the damaged file is kept.

    Raises:
        StorageError: the copy cannot be read or written whole; nothing was changed.
    """
    return restore(backup.path, catalogue)

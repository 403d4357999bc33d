"""Go back to a copy of the catalogue if the file is damaged or missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.file.backups import backup_time, backups_of
from desktop.catalogue.file.restoring import restore, trials_in


@dataclass(frozen=True)
class Backup:
    """Hold one copy of a catalogue, the local time when it was made, and its number of trials."""

    path: Path
    made: dt.datetime
    trials: int


def available_backups(catalogue: Path) -> Iterator[Backup]:
    """Yield the undamaged copies of a catalogue, the newest first; each is checked only when it is requested."""
    for path in backups_of(catalogue):
        trials = trials_in(path)
        if trials is not None:
            yield Backup(path, backup_time(path), trials)


def restore_backup(backup: Backup, catalogue: Path) -> Path:
    """Replace the catalogue by a copy, and return the new path of the damaged file.

    Raises:
        StorageError: the copy cannot be read or written completely; nothing was changed.
    """
    return restore(backup.path, catalogue)

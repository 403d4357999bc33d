"""Going back to a copy of the catalogue when the file itself is damaged."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.backups import backup_time, backups_of, restore


@dataclass(frozen=True)
class Backup:
    """Hold one copy of a catalogue and when it was made, in local time."""

    path: Path
    made: dt.datetime


def available_backups(catalogue: Path) -> tuple[Backup, ...]:
    """Return the copies of a catalogue, newest first."""
    return tuple(Backup(path, backup_time(path)) for path in backups_of(catalogue))


def restore_backup(backup: Backup, catalogue: Path) -> Path:
    """Put a copy in the place of the catalogue and return where the damaged file is kept."""
    return restore(backup.path, catalogue)

"""Copies of the catalogue beside it: made before every import and migration, thinned out by age."""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Sequence
from pathlib import Path

_STAMP = "%Y-%m-%dT%H%M%S"
_KEEP_ALL_DAYS = 2
_KEEP_DAILY_DAYS = 14
_KEEP_WEEKLY_DAYS = 90


def back_up(catalogue: Path, now: dt.datetime | None = None, corrections: str = "") -> Path:
    """Write a whole copy of a catalogue file into ``backups`` beside it and return its path; thin out the old ones.

    The copy is complete or absent: it is written under another name first. ``corrections``, the user's own work as
    JSON, is written beside it, to be read without this program. ``now`` is local time.
    """
    now = now or dt.datetime.now().astimezone()
    folder = catalogue.parent / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{catalogue.stem}-{now.strftime(_STAMP)}.db"
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(catalogue, timeout=5)) as source,
            contextlib.closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
        if corrections:
            target.with_suffix(".json").write_text(corrections, encoding="utf-8")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in superfluous(backups_of(catalogue), now):
        old.unlink()
        old.with_suffix(".json").unlink(missing_ok=True)
    return target


def backups_of(catalogue: Path) -> tuple[Path, ...]:
    """Return the backups of a catalogue, newest first."""
    found = (catalogue.parent / "backups").glob(f"{catalogue.stem}-????-??-??T??????.db")
    return tuple(sorted(found, reverse=True))


def backup_time(backup: Path) -> dt.datetime:
    """Return when a backup was made, in local time."""
    stamp = backup.stem[-len("2026-01-31T120000") :]
    return dt.datetime.strptime(stamp, _STAMP).astimezone()


def restore(backup: Path, catalogue: Path, now: dt.datetime | None = None) -> Path:
    """Put a backup in the place of a catalogue and return where the damaged file was kept."""
    now = now or dt.datetime.now().astimezone()
    kept = catalogue.with_name(f"{catalogue.name}.damaged-{now.strftime(_STAMP)}")
    if catalogue.exists():
        catalogue.replace(kept)
    for rest in ("-wal", "-shm"):
        # A log that belongs to the damaged file must not be replayed into the restored one.
        log = catalogue.with_name(catalogue.name + rest)
        if log.exists():
            log.replace(kept.with_name(kept.name + rest))
    unfinished = catalogue.with_name(catalogue.name + ".unfinished")
    unfinished.write_bytes(backup.read_bytes())
    unfinished.replace(catalogue)
    return kept


def superfluous(backups: Sequence[Path], now: dt.datetime) -> tuple[Path, ...]:
    """Return the backups to delete: all of two days are kept, then one a day, then one a week, none beyond a season."""
    kept: set[object] = set()
    old = []
    for backup in backups:
        made = backup_time(backup)
        age = (now - made).days
        if age < _KEEP_ALL_DAYS:
            continue
        slot: object = made.date() if age < _KEEP_DAILY_DAYS else made.date().isocalendar()[:2]
        if slot in kept or age > _KEEP_WEEKLY_DAYS:
            old.append(backup)
        kept.add(slot)
    return tuple(old)

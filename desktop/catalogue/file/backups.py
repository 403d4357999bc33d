"""Make backups of the catalogue before every import and migration, and delete those that are no longer needed."""

import contextlib
import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from desktop.catalogue.file.reads import delete_with_logs
from desktop.files import (
    make_private_file,
    make_private_folder,
    move,
    move_to_new,
    sync_file,
    temporary_beside,
    whole_file,
)

STAMP = "%Y-%m-%dT%H%M%S"
_MADE = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})(?:-(\d+))?")
# Only days and weeks with copies are counted, so that a clock that was once wrong makes no copy too old.
_DAYS_KEPT_WHOLE = 2
_DAYS = 14
_WEEKS = 12
_NEVER_FEWER = 3
# A sixteenth of today's smallest laptop disk (128 GB). It limits the copies of catalogues of several hundred
# megabytes; of a larger catalogue the newest three are kept all the same.
_MOST_BYTES = 8 * 1024**3
_MOST_IN_A_SECOND = 1000
_HEAD = b"SQLite format 3\0"


def back_up(catalogue: Path, now: dt.datetime | None = None, own_work: str = "") -> Path:
    """Copy a catalogue file into ``backups`` beside it, delete superfluous copies, and return the path of the new one.

    The copy is never incomplete: it is first written under another name. ``own_work`` (JSON) is written beside it, so
    that other programs can read it. ``now`` is local time.

    Raises:
        sqlite3.Error, OSError: it cannot be written; the old copies are unchanged.
    """
    now = now or dt.datetime.now().astimezone()
    folder = folder_of(catalogue)
    make_private_folder(folder)
    with _written(catalogue, folder / catalogue.name) as temporary:
        target = _take_a_name(temporary, catalogue, now)
    if own_work:
        with whole_file(target.with_suffix(".json")) as stream:
            stream.write(own_work.encode())
    _thin_out(catalogue, now)
    return target


def copy_to(catalogue: Path, target: Path) -> None:
    """Write a complete copy of a catalogue file to ``target``, and replace a file that is there.

    Raises:
        sqlite3.Error, OSError: it cannot be written; what was there is unchanged.
    """
    with _written(catalogue, target) as temporary:
        move(temporary, target)


@contextlib.contextmanager
def _written(catalogue: Path, place: Path) -> Iterator[Path]:
    """Make a copy of a catalogue under a temporary name beside a place; the block renames it."""
    temporary = temporary_beside(place)
    try:
        make_private_file(temporary)
        uri = f"{catalogue.absolute().as_uri()}?mode=rw"  # this creates no file
        with (
            contextlib.closing(sqlite3.connect(uri, uri=True, timeout=5)) as source,
            contextlib.closing(sqlite3.connect(temporary)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
        sync_file(temporary)
        yield temporary
    finally:
        delete_with_logs(temporary)


def _take_a_name(temporary: Path, catalogue: Path, now: dt.datetime) -> Path:
    """Rename a copy to the time; two copies of the same second get different names."""
    for ending in ("", *(f"-{n}" for n in range(2, _MOST_IN_A_SECOND))):
        target = folder_of(catalogue) / f"{catalogue.stem}-{now.strftime(STAMP)}{ending}.db"
        with contextlib.suppress(FileExistsError):
            move_to_new(temporary, target)
            return target
    raise FileExistsError(f"{target} was made a thousand times within a second")


def _thin_out(catalogue: Path, now: dt.datetime) -> None:
    """Delete the superfluous copies; skip one that another program has open or has deleted."""
    copies = [each for each in backups_of(catalogue) if _is_database(each)]
    for old in superfluous(copies, now, lambda copy: copy.stat().st_size):
        with contextlib.suppress(OSError):
            old.unlink(missing_ok=True)
            old.with_suffix(".json").unlink(missing_ok=True)


def backups_of(catalogue: Path) -> tuple[Path, ...]:
    """Return the backups of a catalogue, newest first by the time in their names; other files are ignored.

    Copies from the future come last: the clock was wrong when they were made, so their time is unknown.
    """
    try:
        found = [each for each in folder_of(catalogue).iterdir() if _made(each, catalogue.stem) and each.is_file()]
    except OSError:  # the folder is missing or cannot be listed
        return ()
    return tuple(_newest_first(found, dt.datetime.now().astimezone()))


def backup_time(backup: Path) -> dt.datetime:
    """Return the local time at which a backup was made: from its name, else from the file system."""
    try:
        return dt.datetime.strptime(_stamp(backup)[0], STAMP).astimezone()
    except (ValueError, OverflowError):  # the 30th of February, or a year that the system cannot count
        return dt.datetime.fromtimestamp(backup.stat().st_mtime).astimezone()


def superfluous(
    backups: Sequence[Path], now: dt.datetime, size: Callable[[Path], int] = lambda _: 0
) -> tuple[Path, ...]:
    """Return the backups to delete: keep all of two days, then one a day, then one a week, up to a total size.

    The newest three are always kept. Copies from the future (the clock was wrong) are treated separately and count as
    the oldest, so that no other copy is deleted for them. ``size`` returns the bytes of a copy.
    """
    made = {backup: backup_time(backup) for backup in backups}
    ordered = _newest_first(backups, now)
    future = [each for each in ordered if made[each] > now]
    kept = {*_chosen([each for each in ordered if each not in future], made), *_chosen(future, made)}
    kept |= set(ordered[:_NEVER_FEWER])
    total = 0
    for place, each in enumerate([each for each in ordered if each in kept]):
        total += size(each)
        if total > _MOST_BYTES and place >= _NEVER_FEWER:
            kept.remove(each)
    return tuple(each for each in ordered if each not in kept)


def _chosen(newest_first: Sequence[Path], made: dict[Path, dt.datetime]) -> Iterator[Path]:
    days: list[dt.date] = []
    weeks: list[tuple[int, ...]] = []
    for each in newest_first:
        day, week = made[each].date(), made[each].date().isocalendar()[:2]
        if day not in days:
            if len(days) < _DAYS:
                days.append(day)
                yield each
            elif week not in weeks and len(weeks) < _WEEKS:
                weeks.append(week)
                yield each
        elif day in days[:_DAYS_KEPT_WHOLE]:
            yield each


def folder_of(catalogue: Path) -> Path:
    """Return the folder for the backups of a catalogue; it may not exist."""
    return catalogue.parent / "backups"


def _made(file: Path, stem: str) -> bool:
    """Return whether a file has the name of a backup of the catalogue ``stem``; its date may be impossible."""
    begin, time = file.stem[: len(stem) + 1], file.stem[len(stem) + 1 :]
    return file.suffix == ".db" and begin == f"{stem}-" and _MADE.fullmatch(time) is not None


def _stamp(backup: Path) -> tuple[str, int]:
    """Return the time in a backup's name, and its number among those of the same second."""
    found = list(_MADE.finditer(backup.stem))[-1]
    return found[1], int(found[2] or 1)


def _newest_first(backups: Iterable[Path], now: dt.datetime) -> list[Path]:
    """Sort backups, the newest first and those from the future last."""

    def order(backup: Path) -> tuple[bool, dt.datetime, int]:
        made = backup_time(backup)
        return made <= now, made, _stamp(backup)[1]

    return sorted(backups, key=order, reverse=True)


def _is_database(copy: Path) -> bool:
    """Return whether a file begins like a SQLite file; any other file is ignored and never deleted."""
    try:
        with copy.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except OSError:
        return False

"""Replace a catalogue by a copy, so that no kill, full disk or power cut loses anything.

1. The copy is written beside the catalogue under a temporary name, checked, and synced. A full disk stops it here. 2.
It becomes ``<name>.restored-<time>``, the catalogue ``<name>.damaged-<time>``. From here on the next start finishes. 3.
The logs follow the damaged file, and the copy takes the catalogue's name.
"""

import contextlib
import datetime as dt
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from desktop.catalogue.file.backups import STAMP, backups_of
from desktop.catalogue.file.faults import storage_errors
from desktop.catalogue.file.integrity import LOOK, is_large
from desktop.catalogue.file.reads import LOGS, beside, delete_with_logs, has_log, reading_connection
from desktop.catalogue.file.schema import APPLICATION_ID, newest
from desktop.errors import DamagedFileError, StorageError
from desktop.files import copy_privately, move, sync_file, temporary_beside

_DAMAGED, _RESTORED, _LOCK = ".damaged-", ".restored-", ".restoring"
_PATIENCE_S = 5


def restore(copy: Path, catalogue: Path, now: dt.datetime | None = None) -> Path:
    """Replace a catalogue, even a missing one, by a copy, and return the new path of the damaged file.

    Raises:
        DamagedFileError: the copy is damaged; nothing was changed.
        StorageError: the disk is full or cannot be written; nothing was changed.
    """
    now = now or dt.datetime.now().astimezone()
    with storage_errors(catalogue), alone(catalogue):
        temporary = temporary_beside(catalogue)
        try:
            copy_privately(copy, temporary)
            if trials_in(temporary, thorough=True) is None:
                raise DamagedFileError(f"{copy} is damaged too, and was not restored; choose another copy.")
            _prepare(temporary, catalogue)
            return _swap(temporary, catalogue, now)
        finally:
            delete_with_logs(temporary)


def trials_in(copy: Path, *, thorough: bool = False) -> int | None:
    """Return the number of trials in a copy; None if it is damaged, no catalogue, or newer than this program.

    A very large copy is checked only with ``thorough``, because that takes minutes.
    """
    try:
        with contextlib.closing(reading_connection(copy)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID or version > newest():
                return None
            found = "ok" if is_large(copy) and not thorough else connection.execute(LOOK).fetchone()[0]
            (trials,) = connection.execute("SELECT count(*) FROM trial").fetchone()
    except (sqlite3.DatabaseError, StorageError, OSError):
        return None
    return int(trials) if found == "ok" else None


def finish_restore(catalogue: Path) -> None:
    """Finish a restore, if one was interrupted after the damaged file had been renamed.

    Raises:
        sqlite3.Error, OSError: it cannot be finished now; the next start tries again.
    """
    for ready in _named(catalogue, _RESTORED):
        kept = beside(catalogue, _DAMAGED + ready.name.removeprefix(catalogue.name + _RESTORED))
        if kept.exists():
            with alone(catalogue):
                if ready.exists() and not catalogue.exists():
                    _take_the_place(ready, catalogue, kept)
            return


def remains_of(catalogue: Path) -> tuple[Path, ...]:
    """Return the files that show that there was a catalogue: copies, damaged files, logs."""
    logs = [beside(catalogue, ending) for ending in LOGS[:2]] if has_log(catalogue) else []
    return (*backups_of(catalogue), *_named(catalogue, _RESTORED), *_named(catalogue, _DAMAGED), *logs)


def sweep_restored(catalogue: Path) -> None:
    """Delete the files of a killed restore: its lock, and copies that are not needed because the catalogue exists."""
    with contextlib.suppress(OSError, sqlite3.Error):
        left = _named(catalogue, _RESTORED)
        if left or beside(catalogue, _LOCK).exists():
            with alone(catalogue):
                for ready in left if catalogue.exists() else ():
                    ready.unlink(missing_ok=True)


def put_logs_aside(catalogue: Path) -> None:
    """Rename the logs of a missing catalogue, as those of a damaged one."""
    _move_logs(catalogue, _unused(catalogue, dt.datetime.now().astimezone())[0])


@contextlib.contextmanager
def alone(catalogue: Path) -> Iterator[None]:
    """Lock this catalogue against a restore by other programs; the system releases the lock if this one is killed."""
    lock = beside(catalogue, _LOCK)
    with contextlib.closing(sqlite3.connect(lock, timeout=_PATIENCE_S, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = memory")  # this only locks and writes nothing, so it works on a full disk
        holder.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            holder.close()  # Windows cannot delete an open file
            with contextlib.suppress(OSError):
                lock.unlink(missing_ok=True)


def _prepare(temporary: Path, catalogue: Path) -> None:
    """Switch a copy to a write-ahead log now; at its first opening a kill would leave the switch incomplete."""
    with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
    if catalogue.exists():
        temporary.chmod(stat.S_IMODE(catalogue.stat().st_mode))
    sync_file(temporary)


def _swap(temporary: Path, catalogue: Path, now: dt.datetime) -> Path:
    kept, ready = _unused(catalogue, now)
    move(temporary, ready)
    try:
        if catalogue.exists():
            move(catalogue, kept)
    except OSError:
        ready.unlink()
        raise
    _take_the_place(ready, catalogue, kept)
    return kept


def _take_the_place(ready: Path, catalogue: Path, kept: Path) -> None:
    _move_logs(catalogue, kept)
    move(ready, catalogue)


def _move_logs(catalogue: Path, kept: Path) -> None:
    for ending in LOGS:
        log = beside(catalogue, ending)
        if log.exists():
            move(log, beside(kept, ending))


def _unused(catalogue: Path, now: dt.datetime) -> tuple[Path, Path]:
    """Return two unused names with the same time, for the damaged file and the copy."""
    stamp = now.strftime(STAMP)
    for ending in ("", *(f"-{n}" for n in range(2, 1000))):
        pair = beside(catalogue, f"{_DAMAGED}{stamp}{ending}"), beside(catalogue, f"{_RESTORED}{stamp}{ending}")
        if not any(each.exists() for each in pair):
            return pair
    raise FileExistsError(f"{catalogue} was restored a thousand times within a second")


def _named(catalogue: Path, middle: str) -> tuple[Path, ...]:
    """Return the files named after the catalogue, ``middle`` and a time, the latest first."""
    begin = catalogue.name + middle
    if not catalogue.parent.is_dir():
        return ()
    return tuple(sorted((each for each in catalogue.parent.iterdir() if each.name.startswith(begin)), reverse=True))

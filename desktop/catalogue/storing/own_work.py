"""Read and write the user's own work, and move it when two trials become one. Nothing else deletes it.

It is stored by the key of its trial, so that it is kept when a trial is deleted and used when the trial comes back.
"""

import sqlite3
from collections.abc import Iterable

from desktop.catalogue.file.checksum import text_sum
from desktop.catalogue.file.legible import as_text as legible_text
from desktop.trials import shortlists  # noqa: F401  # its kinds of own work are read here
from desktop.trials.own_work import OwnWork, OwnWorkChange, OwnWorks, Place, as_json, as_text, from_text

_SELECT = "SELECT trial_key, kind, subject, content, checksum FROM own_work"
_ALL = _SELECT + " ORDER BY kind, subject"
_OF_ONE = _SELECT + " WHERE trial_key = ? ORDER BY kind, subject"
_DELETE = "DELETE FROM own_work WHERE trial_key = ? AND kind = ? AND subject = ?"
_INSERT = "INSERT INTO own_work (trial_key, kind, subject, content, checksum) VALUES (?, ?, ?, ?, ?)"


def all_own_work(connection: sqlite3.Connection) -> OwnWorks:
    """Return all undamaged own work in the catalogue; damaged work is ignored, and `check` reports it."""
    return _read(connection.execute(_ALL))


def own_work_of(connection: sqlite3.Connection, key: str) -> tuple[OwnWork, ...]:
    """Return the undamaged own work on one trial."""
    return _read(connection.execute(_OF_ONE, (key,))).get(key, ())


def damaged_work_of(connection: sqlite3.Connection, key: str) -> tuple[Place, ...]:
    """Return the places of the damaged own work on one trial."""
    return tuple(_place(row) for row in connection.execute(_OF_ONE, (key,)) if not _is_whole(row))


def damaged_work(connection: sqlite3.Connection) -> list[tuple[str, Place]]:
    """Return the trial's key and the place of all damaged own work."""
    return [(legible_text(row[0]), _place(row)) for row in connection.execute(_ALL) if not _is_whole(row)]


def put_own_work(connection: sqlite3.Connection, key: str, place: Place, work: OwnWork | None) -> None:
    """Store a piece of own work on a trial at a place; None deletes it."""
    _put(connection, key, place, as_text(work) if work else None)


def change_own_work(connection: sqlite3.Connection, change: OwnWorkChange) -> OwnWorkChange:
    """Make a change, and return the change that undoes it."""
    before = next((each for each in own_work_of(connection, change.key) if each.place == change.place), None)
    put_own_work(connection, change.key, change.place, change.work)
    return OwnWorkChange(change.key, change.place, before)


def move_own_work(connection: sqlite3.Connection, absorbed: str, survivor: str) -> None:
    """Move the own work on a trial to the trial that absorbs it; join two pieces at the same place."""
    theirs, own = (
        {_place(row): row[3] for row in connection.execute(_OF_ONE, (key,)) if _is_whole(row)}
        for key in (absorbed, survivor)
    )
    for place, content in theirs.items():
        kept = own.get(place)
        _put(connection, survivor, place, content if kept is None else _joined(place[0], kept, content))
        _put(connection, absorbed, place, None)


def _joined(kind: str, kept: str, other: str) -> str:
    """Return the stored form of two joined pieces at one place; for an unknown kind, the first piece."""
    if kind not in OwnWork.kinds:
        return kept
    return as_text(from_text(kind, kept).joined_with(from_text(kind, other)))


def _put(connection: sqlite3.Connection, key: str, place: Place, content: str | None) -> None:
    connection.execute(_DELETE, (key, *place))
    if content is not None:
        row = (key, *place, content)
        connection.execute(_INSERT, (*row, text_sum(row)))


def own_work_as_json(connection: sqlite3.Connection) -> str:
    """Return all undamaged own work as JSON, "" if there is none."""
    return as_json(all_own_work(connection))


def _read(rows: Iterable[tuple[str, ...]]) -> OwnWorks:
    found: OwnWorks = {}
    for row in rows:
        key, kind, _, content, _ = row
        # A kind that only a newer program knows is not changed, and moves with its trial.
        if _is_whole(row) and kind in OwnWork.kinds:
            found[key] = (*found.get(key, ()), from_text(kind, content))
    return found


def _place(row: tuple[str, ...]) -> Place:
    return legible_text(row[1]), legible_text(row[2])


def _is_whole(row: tuple[str, ...]) -> bool:
    try:
        return text_sum(row[:-1]) == row[-1]
    except TypeError:  # a flipped bit may also change the type of a column
        return False

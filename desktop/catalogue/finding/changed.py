"""Find what changed since the user last looked: the trials by kind of change.

Two numbers that only grow say what she has seen: the id of the newest trial and the version of the data. The file holds
them once for all trials, so that marking all as seen writes no trial. It also holds them for single trials by key, so
that a mark is kept if a trial is deleted and imported again.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop.catalogue.finding.facet_index import FacetIndex, bits_of
from desktop.trials.change_kinds import NEW, SITES, SITES_HERE, broad_kind, change_kinds, kind_of

_SETTING = "seen"
_COUNTRIES = "my countries"
_MARK = "SELECT value FROM setting WHERE name = ?"
_PUT_MARK = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
_MARKS = "SELECT trial.id, seen.version FROM seen JOIN trial ON trial.key = seen.trial_key"
# One index holds all these columns in this order; reading the long texts of the changes would be slow.
_CHANGED = """
    SELECT version, kind, field, countries, json_group_array(trial_id) FROM change
    WHERE version > ? GROUP BY version, kind, field, countries
"""
# The trials without a document before a day.
_NEW_SINCE = """
    SELECT trial_id FROM source JOIN document ON document.id = document_id
    GROUP BY trial_id HAVING min(imported) >= ?
"""
_CHANGED_SINCE = "SELECT DISTINCT trial_id, field, kind, countries FROM change WHERE changed >= ?"
_SEE = """
    INSERT OR REPLACE INTO seen (trial_key, version) SELECT key, ? FROM trial
    WHERE id IN (SELECT value FROM json_each(?))
"""
_MOVE = "UPDATE OR IGNORE seen SET trial_key = ? WHERE trial_key = ?"


class Marks(NamedTuple):
    """Hold what was seen: trials up to an id, changes up to a version, and later versions for single trials."""

    trial: int
    version: int
    own: Mapping[int, int]

    def is_seen(self, trial_id: int, version: int) -> bool:
        """Return whether the user has seen the changes of a trial in a version of the data."""
        return version <= max(self.version, self.own.get(trial_id, 0))


class ChangedTrials:
    """Find the trials that changed since the user last looked."""

    def __init__(self, connection: sqlite3.Connection, index: FacetIndex) -> None:
        self._connection = connection
        self._index = index

    def by_kind(self) -> dict[str, int]:
        """Return {kind of change: set of trials}, for use as a facet."""
        marks = marks_of(self._connection)
        known = (1 << (marks.trial + 1)) - 1
        mine = my_countries(self._connection)
        found: dict[str, list[int]] = {}
        for version, kind, field, countries, told in self._connection.execute(_CHANGED, (marks.version,)):
            ids = json.loads(told)
            unseen = [each for each in ids if not marks.is_seen(each, version)] if marks.own else ids
            narrow = kind_here(kind or kind_of(field).id, countries, mine)
            for each in {narrow, broad_kind(narrow)} if unseen else ():
                found.setdefault(each, []).extend(unseen)
        new = self._index.all & ~known & ~bits_of(marks.own)
        return {NEW: new, **{kind: bits_of(ids) for kind, ids in found.items()}}

    def kinds(self, ids: Collection[int], sets: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
        """Return {id: kinds of change}, the largest weight first; ``sets`` is the result of ``by_kind``."""
        kinds = [(kind.id, bits) for kind in change_kinds() if (bits := sets.get(kind.id, 0))]
        return {each: tuple(kind for kind, bits in kinds if bits >> each & 1) for each in ids}


def new_since(connection: sqlite3.Connection, day: str) -> Iterator[int]:
    """Yield the ids of the trials without a document before an ISO day."""
    yield from (trial_id for (trial_id,) in connection.execute(_NEW_SINCE, (day,)))


def changed_since(connection: sqlite3.Connection, asked: str) -> Iterator[int]:
    """Yield the ids of the trials that are new or changed since a day: "2026-11-01", "2026-11/eligibility"."""
    day, _, wanted = asked.partition("/")
    if wanted in ("", NEW):
        yield from new_since(connection, day)
    mine = my_countries(connection)
    for trial_id, field, kind, countries in connection.execute(_CHANGED_SINCE, (day,)):
        narrow = kind_here(kind or kind_of(field).id, countries, mine)
        if wanted in ("", narrow, broad_kind(narrow)):
            yield trial_id


def kind_here(kind: str, countries: object, mine: Collection[str]) -> str:
    """Return the kind of a change for a user with the countries ``mine``; ``countries`` holds one per line."""
    return SITES_HERE if kind == SITES and not set(mine).isdisjoint(str(countries).split("\n")) else kind


def my_countries(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the user's own countries by their common names; () if she has chosen none."""
    row = connection.execute(_MARK, (_COUNTRIES,)).fetchone()
    return tuple(json.loads(row[0])) if row else ()


def has_named_countries(connection: sqlite3.Connection) -> bool:
    """Return whether the user has chosen her own countries, even if none."""
    return connection.execute(_MARK, (_COUNTRIES,)).fetchone() is not None


def put_countries(connection: sqlite3.Connection, countries: Sequence[str]) -> None:
    """Store the user's own countries; the caller holds the transaction."""
    connection.execute(_PUT_MARK, (_COUNTRIES, json.dumps(list(countries))))


def marks_of(connection: sqlite3.Connection) -> Marks:
    """Return what the user has seen."""
    row = connection.execute(_MARK, (_SETTING,)).fetchone()
    trial, version = json.loads(row[0])[:2] if row else (0, 0)
    return Marks(trial, version, dict(connection.execute(_MARKS)))


def see_all(connection: sqlite3.Connection, last_trial: int, version: int) -> None:
    """Mark everything as seen; the caller holds the transaction."""
    connection.execute(_PUT_MARK, (_SETTING, json.dumps([last_trial, version])))
    connection.execute("DELETE FROM seen")


def see(connection: sqlite3.Connection, ids: Collection[int], version: int) -> None:
    """Mark trials as seen with everything up to a version of the data; the caller holds the transaction."""
    connection.execute(_SEE, (version, json.dumps(list(ids))))


def move_mark(connection: sqlite3.Connection, absorbed: str, key: str) -> None:
    """Give the trial ``key`` the mark of the trial ``absorbed``, which is joined to it, unless it has its own."""
    connection.execute(_MOVE, (key, absorbed))

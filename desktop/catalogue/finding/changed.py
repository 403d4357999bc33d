"""What changed since the user last looked: trials by kind of change, and the changes themselves.

What she has seen is known by two numbers that only grow: the id of the newest trial and the version of the data. The
file holds them once for all trials, so that no trial is written when all are seen, and for single trials by their keys,
so that a mark survives that a trial is deleted and imported again.
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
# All of it stands in one index, in this order; the changes themselves hold texts of thousands of letters.
_CHANGED = """
    SELECT version, kind, field, countries, json_group_array(trial_id) FROM change
    WHERE version > ? GROUP BY version, kind, field, countries
"""
# The trials that no document spoke of before a day.
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
    """Hold what was seen: all trials up to an id, all changes up to a version of the data, and of some trials more."""

    trial: int
    version: int
    own: Mapping[int, int]

    def is_seen(self, trial_id: int, version: int) -> bool:
        """Tell whether the user has seen the changes of a trial that came with a version of the data."""
        return version <= max(self.version, self.own.get(trial_id, 0))


class ChangedTrials:
    """Find the trials that changed since the user last looked."""

    def __init__(self, connection: sqlite3.Connection, index: FacetIndex) -> None:
        self._connection = connection
        self._index = index

    def by_kind(self) -> dict[str, int]:
        """Return the set of trials of each kind of change, as values of a facet."""
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
        """Return the kinds of change of trials by id, the weightiest first, given the sets of ``by_kind``."""
        kinds = [(kind.id, bits) for kind in change_kinds() if (bits := sets.get(kind.id, 0))]
        return {each: tuple(kind for kind, bits in kinds if bits >> each & 1) for each in ids}


def new_since(connection: sqlite3.Connection, day: str) -> Iterator[int]:
    """Yield the ids of the trials that no document spoke of before an ISO day."""
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
    """Return the kind of a change for a user with these countries, given those of its sites, one a line."""
    return SITES_HERE if kind == SITES and not set(mine).isdisjoint(str(countries).split("\n")) else kind


def my_countries(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the countries that the user calls hers, by their common names; () before she named any."""
    row = connection.execute(_MARK, (_COUNTRIES,)).fetchone()
    return tuple(json.loads(row[0])) if row else ()


def has_named_countries(connection: sqlite3.Connection) -> bool:
    """Tell whether the user was asked which countries are hers, and answered, be it with none."""
    return connection.execute(_MARK, (_COUNTRIES,)).fetchone() is not None


def put_countries(connection: sqlite3.Connection, countries: Sequence[str]) -> None:
    """Keep the countries that the user calls hers; the caller holds the transaction."""
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
    """Give a trial the mark of one that is joined to it, unless it has its own; both are named by their keys."""
    connection.execute(_MOVE, (key, absorbed))

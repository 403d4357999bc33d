"""The snapshot: the facet index and the order by title, stored in the catalogue file so that it opens fast.

A snapshot can be made again from the tables at any time. Every save increases the version of the data in its own
transaction. A snapshot holds the version from which it was made, and is valid only while the file has that version. The
changed trials of each later save are listed beside it, so that another open program need not read everything again.
"""

import json
import sqlite3
import sys
from array import array
from collections.abc import Collection, Iterable
from typing import NamedTuple

from desktop.catalogue.file.checksum import with_checksum, without_checksum
from desktop.catalogue.finding.facet_index import FacetIndex, bits_of
from desktop.catalogue.finding.orders import BY_TITLE
from desktop.errors import DamagedRecordError

_DATA = "data version"
_RAISE = """
    INSERT INTO setting (name, value) VALUES (?, '1')
    ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1
"""
_VERSION = "SELECT value FROM setting WHERE name = ?"
_ALL, _TITLES, _STAMP = ("", "all"), ("", "by title"), ("", "gathered from")
_LINKED = """
    SELECT facet, value, json_group_array(trial_id) FROM trial_value
    JOIN facet_value ON facet_value.id = trial_value.value_id WHERE facet IN ({facets}) {inside} GROUP BY value_id
"""
_INSIDE = "AND trial_id IN (SELECT value FROM json_each(?))"
_THERE = "SELECT id FROM trial WHERE id IN (SELECT value FROM json_each(?))"
_PUT = "INSERT INTO kept (facet, value, content) VALUES (?, ?, ?)"
# No facet has such a name. Sixteen digits, as text, sort in the order of the numbers.
_CHANGED, _DIGITS = "changed by", 16
_LISTED = "SELECT value, content FROM kept WHERE facet = ? AND value > ? ORDER BY value"
_DELETE_OLD = "DELETE FROM kept WHERE facet = ? AND value <= ?"
_SAVES_LISTED = 100
_MOST_CHANGED = 5_000  # trials; for more, reading everything is as fast


class Snapshot(NamedTuple):
    """Hold one version of the data: the trials of every facet value (for ``FacetIndex.fill``), and all ids by title."""

    version: int
    everything: int
    values: tuple[tuple[str, str, int], ...]
    by_title: list[int]


class Changes(NamedTuple):
    """Hold the trials that changed since a version, those of them that still exist, and their facet values."""

    changed: int
    there: int
    values: tuple[tuple[str, str, int], ...]


def data_version(connection: sqlite3.Connection) -> int:
    """Return the version of the data: the number of saves so far."""
    row = connection.execute(_VERSION, (_DATA,)).fetchone()
    return int(row[0]) if row else 0


def raise_version(connection: sqlite3.Connection, changed: Collection[int] | None = None) -> int:
    """Increase the version of the data in the transaction of a save, and return it.

    ``changed`` are the ids of the written and removed trials, None if unknown.
    """
    connection.execute(_RAISE, (_DATA,))
    version = data_version(connection)
    if changed is not None and len(changed) <= _MOST_CHANGED:
        value = _numbered(version)
        connection.execute(_PUT, (_CHANGED, value, with_checksum(_portable(changed), f"{_CHANGED} {value}")))
    connection.execute(_DELETE_OLD, (_CHANGED, _numbered(version - _SAVES_LISTED)))
    return version


def snapshot_is_current(connection: sqlite3.Connection, facets: Iterable[str]) -> bool:
    """Return whether the file holds a snapshot of its current data with these facets."""
    row = connection.execute("SELECT content FROM kept WHERE facet = ? AND value = ?", _STAMP).fetchone()
    return row is not None and bytes(row[0]) == _stamp(data_version(connection), facets)


def read_snapshot(connection: sqlite3.Connection, facets: Collection[str]) -> Snapshot:
    """Return the snapshot of the file, or a new one from the tables; the caller holds a transaction."""
    stored = _read_stored(connection) if snapshot_is_current(connection, facets) else None
    return stored or _gather(connection, facets)


def snapshot_is_whole(connection: sqlite3.Connection, facets: Iterable[str]) -> bool:
    """Return whether the snapshot is current and undamaged."""
    return (
        snapshot_is_current(connection, facets)
        and _read_stored(connection) is not None
        and _listed(connection) is not None
    )


def changed_since(connection: sqlite3.Connection, version: int) -> frozenset[int] | None:
    """Return the ids of the trials that were written or removed after a version; None if unknown.

    The caller holds a transaction.
    """
    listed = _listed(connection, _numbered(version))
    if listed is None or len(listed) != data_version(connection) - version:
        return None
    return frozenset(trial_id for content in listed for trial_id in _ids(content))


def changes_since(connection: sqlite3.Connection, facets: Collection[str], version: int) -> Changes | None:
    """Return the changes after a version, None if unknown; the caller holds a transaction."""
    changed = changed_since(connection, version)
    if changed is None or len(changed) > _MOST_CHANGED:
        return None
    ids = json.dumps(sorted(changed))
    there = [trial_id for (trial_id,) in connection.execute(_THERE, (ids,))]
    return Changes(bits_of(changed), bits_of(there), _linked(connection, facets, _INSIDE, ids))


def write_snapshot(connection: sqlite3.Connection, index: FacetIndex, by_title: Iterable[int], version: int) -> None:
    """Write a snapshot of a version, if the data still has that version; the caller holds the transaction."""
    if data_version(connection) != version:
        return
    # The lists of the latest saves are kept, for programs with an earlier version in memory.
    spared = _CHANGED if _listed(connection) is not None else None
    connection.execute("DELETE FROM kept WHERE facet IS NOT ?", (spared,))
    content = [(*_ALL, _bytes(index.all)), (*_TITLES, _portable(by_title))]
    content += [(facet, value, _bytes(bits)) for facet, value, bits in index.content()]
    sealed = [(facet, value, with_checksum(each, f"{facet} {value}")) for facet, value, each in content]
    connection.executemany(_PUT, [*sealed, (*_STAMP, _stamp(version, index.facets))])


def snapshot_fault(connection: sqlite3.Connection, facets: Collection[str]) -> str:
    """Return one plain sentence if the snapshot differs from the tables; "" if it is equal or missing.

    The caller holds a transaction.
    """
    if not snapshot_is_current(connection, facets):
        return ""
    stored, gathered = _read_stored(connection), _gather(connection, facets)
    if stored is None or _listed(connection) is None:
        return "What is kept for a fast start is damaged; it is made again when the catalogue is closed."
    same = (stored.everything, stored.by_title) == (gathered.everything, gathered.by_title)
    values = [{(facet, value): bits for facet, value, bits in each.values if bits} for each in (stored, gathered)]
    if same and values[0] == values[1]:
        return ""
    wrong = sorted({facet for facet, _ in dict(values[0].items() ^ values[1].items())})
    where = f" of {', '.join(wrong)}" if wrong else ""
    return f"the kept filters are not what the trials hold (numbers{where} are wrong)"


def _listed(connection: sqlite3.Connection, after: str = "") -> list[bytes | memoryview] | None:
    """Return the stored list of changed trials of each save after a version; None if one is damaged."""
    rows = connection.execute(_LISTED, (_CHANGED, after)).fetchall()
    try:
        return [without_checksum(content, f"{_CHANGED} {value}") for value, content in rows]
    except DamagedRecordError:
        return None


def _read_stored(connection: sqlite3.Connection) -> Snapshot | None:
    """Return the snapshot of the file; None if any part of it is damaged and it must be made again."""
    rows = connection.execute("SELECT facet, value, content FROM kept WHERE facet <> ?", (_CHANGED,))
    sealed = {(facet, value): content for facet, value, content in rows}
    version = int(bytes(sealed.pop(_STAMP)).split()[0])
    try:
        parts = {place: without_checksum(content, " ".join(place)) for place, content in sealed.items()}
        everything, titles = parts.pop(_ALL), parts.pop(_TITLES)
    except (DamagedRecordError, KeyError):
        return None
    values = tuple((facet, value, int.from_bytes(content, "little")) for (facet, value), content in parts.items())
    return Snapshot(version, int.from_bytes(everything, "little"), values, list(_ids(titles)))


def _gather(connection: sqlite3.Connection, facets: Collection[str]) -> Snapshot:
    by_title = [trial_id for (trial_id,) in connection.execute(BY_TITLE)]
    return Snapshot(data_version(connection), bits_of(by_title), _linked(connection, facets), by_title)


def _linked(
    connection: sqlite3.Connection, facets: Collection[str], inside: str = "", *ids: str
) -> tuple[tuple[str, str, int], ...]:
    statement = _LINKED.format(facets=", ".join("?" * len(facets)), inside=inside)
    rows = connection.execute(statement, (*facets, *ids))
    return tuple((facet, value, bits_of(json.loads(found))) for facet, value, found in rows)


def _stamp(version: int, facets: Iterable[str]) -> bytes:
    # The name includes the rule of sorting, so that the order of an older program is made again.
    return " ".join([str(version), *sorted(facets), BY_TITLE]).encode()


def _numbered(version: int) -> str:
    return f"{max(version, 0):0{_DIGITS}}"


def _bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _portable(ids: Iterable[int]) -> bytes:
    """Return ids as 4 bytes each, little-endian on every machine."""
    packed = array("I", ids)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _ids(content: bytes | memoryview) -> "array[int]":
    packed = array("I")
    packed.frombytes(content)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed

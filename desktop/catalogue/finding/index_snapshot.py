"""The facet index and the order by title, kept in the file beside what they are gathered from, so that it opens fast.

They can be made again at any time. Every save raises the version of the data in its own transaction. What is kept names
the version that it was gathered from, and counts only while that is the version of the file. The trials that each save
changed since then are listed beside it, so that another open program need not gather everything again.
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
# No facet has such a name, and sixteen digits sort as the numbers do.
_CHANGED, _DIGITS = "changed by", 16
_LISTED = "SELECT value, content FROM kept WHERE facet = ? AND value > ? ORDER BY value"
_UNLIST = "DELETE FROM kept WHERE facet = ? AND value <= ?"
_SAVES_LISTED = 100
_MOST_CHANGED = 5_000  # trials; with more of them gathering everything takes no longer


class Answers(NamedTuple):
    """Hold the trials by facet value, for ``FacetIndex.fill``, and all ids by title, of one version of the data."""

    version: int
    everything: int
    values: tuple[tuple[str, str, int], ...]
    by_title: list[int]


class Changes(NamedTuple):
    """Hold the trials changed since a version, those of them that are still there, and their facet values."""

    changed: int
    there: int
    values: tuple[tuple[str, str, int], ...]


def data_version(connection: sqlite3.Connection) -> int:
    """Return the version of the data: the number of saves so far."""
    row = connection.execute(_VERSION, (_DATA,)).fetchone()
    return int(row[0]) if row else 0


def raise_version(connection: sqlite3.Connection, changed: Collection[int] | None = None) -> int:
    """Raise the version of the data in the transaction of a save, and return it.

    ``changed`` are the ids of the trials that were written or removed, None if it may be any.
    """
    connection.execute(_RAISE, (_DATA,))
    version = data_version(connection)
    if changed is not None and len(changed) <= _MOST_CHANGED:
        value = _numbered(version)
        connection.execute(_PUT, (_CHANGED, value, with_checksum(_portable(changed), f"{_CHANGED} {value}")))
    connection.execute(_UNLIST, (_CHANGED, _numbered(version - _SAVES_LISTED)))
    return version


def are_kept(connection: sqlite3.Connection, facets: Iterable[str]) -> bool:
    """Tell whether answers for these facets are kept, and of the data as it is now."""
    row = connection.execute("SELECT content FROM kept WHERE facet = ? AND value = ?", _STAMP).fetchone()
    return row is not None and bytes(row[0]) == _stamp(data_version(connection), facets)


def read_answers(connection: sqlite3.Connection, facets: Collection[str]) -> Answers:
    """Return the answers that are kept, or gather them from the tables; the caller holds a transaction."""
    kept = _read_kept(connection) if are_kept(connection, facets) else None
    return kept or _gather(connection, facets)


def are_kept_whole(connection: sqlite3.Connection, facets: Iterable[str]) -> bool:
    """Tell whether answers for these facets are kept, of the data as it is now, and as they were written."""
    return are_kept(connection, facets) and _read_kept(connection) is not None and _listed(connection) is not None


def changed_since(connection: sqlite3.Connection, version: int) -> frozenset[int] | None:
    """Return the ids of the trials that were written or removed after a version, None if that is not known.

    The caller holds a transaction.
    """
    listed = _listed(connection, _numbered(version))
    if listed is None or len(listed) != data_version(connection) - version:
        return None
    return frozenset(trial_id for content in listed for trial_id in _ids(content))


def changes_since(connection: sqlite3.Connection, facets: Collection[str], version: int) -> Changes | None:
    """Return what was changed after a version, None if that is not known; the caller holds a transaction."""
    changed = changed_since(connection, version)
    if changed is None or len(changed) > _MOST_CHANGED:
        return None
    ids = json.dumps(sorted(changed))
    there = [trial_id for (trial_id,) in connection.execute(_THERE, (ids,))]
    return Changes(bits_of(changed), bits_of(there), _linked(connection, facets, _INSIDE, ids))


def keep(connection: sqlite3.Connection, index: FacetIndex, by_title: Iterable[int], version: int) -> None:
    """Keep answers that were gathered from a version, if it is that of the data; the caller holds the transaction."""
    if data_version(connection) != version:
        return
    # What the latest saves changed stays listed, for programs that know an earlier version.
    spared = _CHANGED if _listed(connection) is not None else None
    connection.execute("DELETE FROM kept WHERE facet IS NOT ?", (spared,))
    content = [(*_ALL, _bytes(index.all)), (*_TITLES, _portable(by_title))]
    content += [(facet, value, _bytes(bits)) for facet, value, bits in index.content()]
    sealed = [(facet, value, with_checksum(each, f"{facet} {value}")) for facet, value, each in content]
    connection.executemany(_PUT, [*sealed, (*_STAMP, _stamp(version, index.facets))])


def kept_fault(connection: sqlite3.Connection, facets: Collection[str]) -> str:
    """Return, as one plain sentence, that what is kept is not what the tables hold; "" if it is, or nothing is kept.

    The caller holds a transaction.
    """
    if not are_kept(connection, facets):
        return ""
    kept, gathered = _read_kept(connection), _gather(connection, facets)
    if kept is None or _listed(connection) is None:
        return "What is kept for a fast start is damaged; it is made again when the catalogue is closed."
    same = (kept.everything, kept.by_title) == (gathered.everything, gathered.by_title)
    values = [{(facet, value): bits for facet, value, bits in each.values if bits} for each in (kept, gathered)]
    if same and values[0] == values[1]:
        return ""
    wrong = sorted({facet for facet, _ in dict(values[0].items() ^ values[1].items())})
    where = f" of {', '.join(wrong)}" if wrong else ""
    return f"the kept facet index is not what the trials hold (numbers{where} are wrong)"


def _listed(connection: sqlite3.Connection, after: str = "") -> list[bytes | memoryview] | None:
    """Return what the saves after a version changed, one each, as it is kept; None if any of it is damaged."""
    rows = connection.execute(_LISTED, (_CHANGED, after)).fetchall()
    try:
        return [without_checksum(content, f"{_CHANGED} {value}") for value, content in rows]
    except DamagedRecordError:
        return None


def _read_kept(connection: sqlite3.Connection) -> Answers | None:
    """Return the answers that are kept; None if any of them is not what was written, and all are to be gathered."""
    rows = connection.execute("SELECT facet, value, content FROM kept WHERE facet <> ?", (_CHANGED,))
    sealed = {(facet, value): content for facet, value, content in rows}
    version = int(bytes(sealed.pop(_STAMP)).split()[0])
    try:
        kept = {place: without_checksum(content, " ".join(place)) for place, content in sealed.items()}
        everything, titles = kept.pop(_ALL), kept.pop(_TITLES)
    except (DamagedRecordError, KeyError):
        return None
    values = tuple((facet, value, int.from_bytes(content, "little")) for (facet, value), content in kept.items())
    return Answers(version, int.from_bytes(everything, "little"), values, list(_ids(titles)))


def _gather(connection: sqlite3.Connection, facets: Collection[str]) -> Answers:
    by_title = [trial_id for (trial_id,) in connection.execute(BY_TITLE)]
    return Answers(data_version(connection), bits_of(by_title), _linked(connection, facets), by_title)


def _linked(
    connection: sqlite3.Connection, facets: Collection[str], inside: str = "", *ids: str
) -> tuple[tuple[str, str, int], ...]:
    statement = _LINKED.format(facets=", ".join("?" * len(facets)), inside=inside)
    rows = connection.execute(statement, (*facets, *ids))
    return tuple((facet, value, bits_of(json.loads(found))) for facet, value, found in rows)


def _stamp(version: int, facets: Iterable[str]) -> bytes:
    return " ".join([str(version), *sorted(facets)]).encode()


def _numbered(version: int) -> str:
    return f"{max(version, 0):0{_DIGITS}}"


def _bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _portable(ids: Iterable[int]) -> bytes:
    """Return ids as 4 bytes each, the lowest first, whatever the machine."""
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

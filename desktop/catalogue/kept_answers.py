"""The facet index and the order by title, kept in the file beside what they are gathered from, so that it opens fast.

They can be made again at any time. A stamp tells whether they are of the data as it stands: every save raises the
version of the data in its own transaction, and what was kept before then counts for nothing.
"""

import json
import sqlite3
import sys
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from desktop.catalogue.checksum import with_checksum, without_checksum
from desktop.catalogue.facet_index import FacetIndex, bits_of
from desktop.catalogue.orders import BY_TITLE
from desktop.errors import DamagedRecordError

_DATA, _KEPT = "data version", "kept version"
_RAISE = """
    INSERT INTO setting (name, value) VALUES (?, '1')
    ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1
"""
_VERSIONS = "SELECT name, value FROM setting WHERE name IN (?, ?)"
_ALL, _TITLES = ("", "all"), ("", "by title")
_LINKED = """
    SELECT facet, value, json_group_array(trial_id) FROM trial_value
    JOIN facet_value ON facet_value.id = trial_value.value_id WHERE facet IN ({facets}) GROUP BY value_id
"""


class Answers(NamedTuple):
    """Hold the trials by facet value, for ``FacetIndex.fill``, and all ids by title."""

    everything: int
    values: tuple[tuple[str, str, int], ...]
    by_title: list[int]


def raise_version(connection: sqlite3.Connection) -> None:
    """Tell, in the transaction of a save, that what was kept is no longer of the data."""
    connection.execute(_RAISE, (_DATA,))


def are_kept(connection: sqlite3.Connection) -> bool:
    """Tell whether answers are kept, and of the data as it stands."""
    versions = dict(connection.execute(_VERSIONS, (_DATA, _KEPT)))
    return _KEPT in versions and versions[_KEPT] == versions.get(_DATA, "0")


def read_kept(connection: sqlite3.Connection) -> Answers | None:
    """Return the answers that are kept; None if any of them is not what was written, and all are to be gathered."""
    rows = connection.execute("SELECT facet, value, content FROM kept")
    try:
        kept = {(facet, value): without_checksum(content, f"{facet} {value}") for facet, value, content in rows}
        everything, titles = kept.pop(_ALL), kept.pop(_TITLES)
    except (DamagedRecordError, KeyError):
        return None
    values = tuple((facet, value, int.from_bytes(content, "little")) for (facet, value), content in kept.items())
    return Answers(int.from_bytes(everything, "little"), values, _ids(titles))


def gather(connection: sqlite3.Connection, facets: Iterable[str]) -> Answers:
    """Return the answers from the tables themselves."""
    by_title = [number for (number,) in connection.execute(BY_TITLE)]
    names = tuple(facets)
    linked = connection.execute(_LINKED.format(facets=", ".join("?" * len(names))), names)
    values = tuple((facet, value, bits_of(json.loads(ids))) for facet, value, ids in linked)
    return Answers(bits_of(by_title), values, by_title)


def keep(connection: sqlite3.Connection, index: FacetIndex, by_title: Iterable[int]) -> None:
    """Keep the answers of the data as it stands; the caller holds the transaction."""
    connection.execute("DELETE FROM kept")
    content = [(*_ALL, _bytes(index.all)), (*_TITLES, _portable(by_title))]
    content += [(facet, value, _bytes(bits)) for facet, value, bits in index.content()]
    sealed = [(facet, value, with_checksum(each, f"{facet} {value}")) for facet, value, each in content]
    connection.executemany("INSERT INTO kept (facet, value, content) VALUES (?, ?, ?)", sealed)
    version = dict(connection.execute(_VERSIONS, (_DATA, _KEPT))).get(_DATA, "0")
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_KEPT, version))


def _bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def _portable(ids: Iterable[int]) -> bytes:
    """Return ids as 4 bytes each, the lowest first, whatever the machine."""
    packed = array("I", ids)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _ids(content: bytes | memoryview) -> list[int]:
    packed = array("I")
    packed.frombytes(content)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tolist()

"""The facet values by their ids in the catalogue file."""

import sqlite3
from collections.abc import Iterable

from desktop.catalogue.file.statements import ALL_VALUES, DELETE_LINKS, INSERT_LINK, INSERT_VALUE, LINKS_OF, VALUES_OF
from desktop.catalogue.storing.pairs import SOURCES_FACET, Pairs


def linked_sources(connection: sqlite3.Connection, number: int) -> tuple[str, ...]:
    """Return what the catalogue itself found of the sources of a trial."""
    return tuple(value for (value,) in connection.execute(VALUES_OF, (number, SOURCES_FACET)))


def linked_pairs(connection: sqlite3.Connection, number: int) -> Pairs:
    """Return the (facet, value) pairs that a trial is found by."""
    return tuple((facet, value) for facet, value in connection.execute(LINKS_OF, (number,)))


class FacetValues:
    """Hold the ids of (facet, value) pairs, which grow with every new one that is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        rows = connection.execute(ALL_VALUES)
        self._ids: dict[tuple[str, str], int] = {(facet, value): number for facet, value, number in rows}

    def id_of(self, pair: tuple[str, str]) -> int:
        """Return the id of a pair, made if it is new."""
        if pair not in self._ids:
            number = self._connection.execute(INSERT_VALUE, pair).lastrowid
            assert number is not None
            self._ids[pair] = number
        return self._ids[pair]

    def unlink(self, number: int) -> None:
        """Link a trial to no facet value any more."""
        self._connection.execute(DELETE_LINKS, (number,))

    def link(self, number: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Link a trial to its facet values."""
        self._connection.executemany(INSERT_LINK, [(self.id_of(pair), number) for pair in pairs])

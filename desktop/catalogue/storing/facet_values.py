"""Find the facet values by their ids in the catalogue file."""

import sqlite3
from collections.abc import Iterable, Sequence

from desktop.catalogue.file.statements import DELETE_LINKS, INSERT_LINK, INSERT_VALUE, LINKS_OF, VALUE_ID, VALUES_OF
from desktop.catalogue.storing.pairs import SOURCES_FACET, Pairs

DUPLICATE = "possible_duplicate"
"""The value of a trial with the title of another."""


def linked_sources(connection: sqlite3.Connection, trial_id: int) -> tuple[str, ...]:
    """Return the values of a trial in the facet of sources, which the catalogue sets itself."""
    return tuple(value for (value,) in connection.execute(VALUES_OF, (trial_id, SOURCES_FACET)))


def linked_pairs(connection: sqlite3.Connection, trial_id: int) -> Pairs:
    """Return the (facet, value) pairs by which a search finds a trial."""
    return tuple((facet, value) for facet, value in connection.execute(LINKS_OF, (trial_id,)))


def source_values(disagreements: Sequence[object], documents: int, others: Sequence[int]) -> tuple[str, ...]:
    """Return the values of a trial in the facet of sources, given its possible duplicates."""
    counted = "disagree" if disagreements else "several" if documents > 1 else "one"
    return (counted, DUPLICATE) if others else (counted,)


class FacetValues:
    """Hold the ids of the (facet, value) pairs used in one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[tuple[str, str], int] = {}

    def id_of(self, pair: tuple[str, str]) -> int:
        """Return the id of a pair; store the pair if it is new."""
        if pair not in self._ids:
            # Not all are read: a large catalogue holds many names, and a save needs few.
            row = self._connection.execute(VALUE_ID, pair).fetchone()
            found = row[0] if row else self._connection.execute(INSERT_VALUE, pair).lastrowid
            assert found is not None
            self._ids[pair] = found
        return self._ids[pair]

    def unlink(self, trial_id: int) -> None:
        """Remove the links of a trial to its facet values."""
        self._connection.execute(DELETE_LINKS, (trial_id,))

    def link(self, trial_id: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Link a trial to its facet values."""
        known = self._ids.get
        self._connection.executemany(INSERT_LINK, [(known(pair) or self.id_of(pair), trial_id) for pair in pairs])

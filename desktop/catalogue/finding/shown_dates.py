"""Find how old the shown data are: the registries' own dates and, separately, the days of import."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from desktop.catalogue.finding.facet_index import FacetIndex
from desktop.catalogue.finding.searched_facets import REGISTRY_MONTH
from desktop.trials.facets import NOT_STATED

_LAST_IMPORT = "SELECT imported FROM document ORDER BY id DESC LIMIT 1"
_IMPORTED = """
    SELECT source.trial_id, max(document.imported) FROM source JOIN document ON document.id = source.document_id
    WHERE source.trial_id IN (SELECT value FROM json_each(?)) GROUP BY source.trial_id
"""


class DateSpan(NamedTuple):
    """Hold the oldest and newest registry date of some trials, ISO month or year, "" if no trial has one.

    ``imported`` is the ISO time of the last import into the catalogue, "" if there was none.
    """

    oldest: str
    newest: str
    imported: str


class ShownDates:
    """Find the dates of trials."""

    def __init__(self, connection: sqlite3.Connection, index: FacetIndex) -> None:
        self._connection = connection
        self._index = index

    def span(self, within: int) -> DateSpan:
        """Return the oldest and newest date of a set of trials, in microseconds, because every click needs it."""
        return DateSpan(*self._index.span(REGISTRY_MONTH, within), self._last_import())

    def undated(self, within: int) -> int:
        """Return the number of registrations without a registry date in a set of trials."""
        within &= self._index.trials("kind", "registration")
        return (within & self._index.trials(REGISTRY_MONTH, NOT_STATED)).bit_count()

    def imported(self, ids: Iterable[int]) -> dict[int, str]:
        """Return {id: time of import of the trial's latest document}, as ISO times with offset."""
        return dict(self._connection.execute(_IMPORTED, (json.dumps(list(ids)),)))

    def _last_import(self) -> str:
        row = self._connection.execute(_LAST_IMPORT).fetchone()
        return str(row[0]) if row else ""

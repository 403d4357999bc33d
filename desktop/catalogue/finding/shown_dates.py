"""How old the data on the screen are: the registries' own dates and, separately, the days of import."""

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
    """Hold the oldest and the newest registry date of some trials, ISO by month or year, "" where none is dated.

    ``imported`` is the ISO time of the last import into the catalogue, "" while nothing was imported.
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
        """Return the oldest and newest date of a set of trials; every click asks for it, so it takes microseconds."""
        return DateSpan(*self._index.span(REGISTRY_MONTH, within), self._last_import())

    def undated(self, within: int) -> int:
        """Return how many registrations of a set of trials have no registry date."""
        within &= self._index.trials("kind", "registration")
        return (within & self._index.trials(REGISTRY_MONTH, NOT_STATED)).bit_count()

    def imported(self, ids: Iterable[int]) -> dict[int, str]:
        """Return when the latest document of each trial was imported, by id, as ISO times with offset."""
        return dict(self._connection.execute(_IMPORTED, (json.dumps(list(ids)),)))

    def _last_import(self) -> str:
        row = self._connection.execute(_LAST_IMPORT).fetchone()
        return str(row[0]) if row else ""

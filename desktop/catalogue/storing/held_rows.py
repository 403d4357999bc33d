"""Cache the lines of the list until something changes; a damaged line is made from its record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.catalogue.file.checksum import is_whole
from desktop.catalogue.file.statements import RECORD, ROWS
from desktop.catalogue.finding.trial_row import Columns, Places, TrialRow, packed_part, unpacked_rows

if TYPE_CHECKING:
    from desktop.trials.absence import Reads

_MOST = 5_000


class HeldRows:
    """Cache the lines of an open catalogue by trial id."""

    def __init__(self, connection: sqlite3.Connection, facets: Mapping[str, Places], reads: Reads) -> None:
        self._connection = connection
        self._reads = reads
        self._facets = facets
        self._rows: dict[int, TrialRow] = {}
        self._damaged: set[int] = set()

    def of(self, ids: Sequence[int]) -> list[TrialRow]:
        """Return the lines of trials in the order of ``ids``; ids that no longer exist are omitted."""
        if missing := [each for each in ids if each not in self._rows]:
            if len(self._rows) > _MOST:
                self._rows.clear()
                missing = list(ids)
            self._rows |= {row.id: row for row in self._read(missing)}
        return [self._rows[each] for each in ids if each in self._rows]

    def mark_damaged(self, trial_id: int) -> None:
        """Mark a trial whose record proved to be damaged."""
        self._damaged.add(trial_id)
        self._rows.pop(trial_id, None)

    def forget(self, trials: Iterable[int] | None = None) -> None:
        """Remove the lines of changed trials from the cache; None means all."""
        for each in self._rows.copy() if trials is None else trials:
            self._rows.pop(each, None)

    def _read(self, ids: Sequence[int]) -> Iterator[TrialRow]:
        whole: list[tuple[Columns, str]] = []
        damaged: list[Columns] = []
        for columns in self._columns(json.dumps(ids)):
            packed = packed_part(columns)
            if packed is None:
                damaged.append(columns)
            else:
                whole.append((columns, packed))
        if damaged:
            # Imported here: only a damaged line is made from its record, which needs all classes of a trial.
            from desktop.catalogue.storing.remade_row import legible_row, remade_columns

            for columns in damaged:
                remade = remade_columns(self._connection, columns, self._reads)
                if remade is None:
                    yield legible_row(columns)
                else:
                    whole.append((remade, str(packed_part(remade))))
        for row in unpacked_rows(whole, self._facets):
            yield row._replace(damage="record") if self._is_damaged(row.id) else row

    def _is_damaged(self, trial_id: int) -> bool:
        """Return whether a trial was marked as damaged and has not been repaired since."""
        if trial_id in self._damaged:
            row = self._connection.execute(RECORD, (trial_id,)).fetchone()
            if row and is_whole(row[0]):
                self._damaged.discard(trial_id)
        return trial_id in self._damaged

    def _columns(self, ids: str) -> list[Columns]:
        tolerant = self._connection.text_factory
        # Replacing invalid letters takes a tenth of the time of a page, so it is done only if there are some.
        self._connection.text_factory = str
        try:
            return self._connection.execute(ROWS, (ids,)).fetchall()
        except sqlite3.OperationalError:
            self._connection.text_factory = tolerant
            return self._connection.execute(ROWS, (ids,)).fetchall()
        finally:
            self._connection.text_factory = tolerant

"""Write one prepared trial into the tables; the caller holds the transaction."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.catalogue.file.statements import (
    DELETE_IDENTIFIERS,
    DELETE_REPORTS,
    INSERT_IDENTIFIER,
    INSERT_REPORT,
    INSERT_SOURCE,
    INSERT_TRIAL,
    LAST_ID,
    REMEMBER_ID,
    UPDATE_ROW,
    UPDATE_TRIAL,
)
from desktop.catalogue.finding.search_text import Texts
from desktop.catalogue.finding.text_index import TextIndex
from desktop.catalogue.storing.facet_values import FacetValues, linked_pairs
from desktop.catalogue.storing.pairs import Pairs


@dataclass(frozen=True)
class ReadyTrial:
    """Hold the rows of a trial: columns, (value, registry) of its identifiers, other links, and texts.

    ``texts`` is None if the search index already holds them; then identifiers and other links are unchanged too.
    """

    columns: Mapping[str, object]
    identifiers: Sequence[tuple[str, str]]
    reports: Sequence[str]
    documents: Sequence[int]
    texts: Texts | None
    pairs: Pairs


class TrialWriter:
    """Write prepared trials with plain SQL: Peewee takes longer to build the statements than SQLite to run them."""

    def __init__(self, connection: sqlite3.Connection, texts: TextIndex) -> None:
        self._connection = connection
        self._run, self._many = connection.execute, connection.executemany
        self._texts = texts
        self._values = FacetValues(connection)
        self.last_id = int(connection.execute(LAST_ID).fetchone()[0])
        """The highest id that a trial has had."""

    def insert(self, ready: ReadyTrial) -> int:
        """Write a new trial, and return its id."""
        self.last_id += 1
        self._run(INSERT_TRIAL, {**ready.columns, "id": self.last_id})
        self._name(self.last_id, ready)
        self._many(INSERT_SOURCE, [(self.last_id, document) for document in ready.documents])
        self._values.link(self.last_id, ready.pairs)
        if ready.texts:
            self._texts.put(self.last_id, ready.texts)
        return self.last_id

    def never_again(self, trial_id: int) -> None:
        """Prevent that the id of a removed trial is used again: an open window may still show that trial."""
        self._run(REMEMBER_ID, (str(max(trial_id, self.last_id)),))

    def update(self, trial_id: int, ready: ReadyTrial, texts_before: Texts | None) -> None:
        """Write an existing trial again; ``texts_before`` are the texts in the search index, if they have changed.

        If they are None, the search index is wrong until it is rebuilt.
        """
        self._run(UPDATE_TRIAL if "record" in ready.columns else UPDATE_ROW, {**ready.columns, "id": trial_id})
        self._many(INSERT_SOURCE, [(trial_id, document) for document in ready.documents])
        if ready.texts is None:
            if set(linked_pairs(self._connection, trial_id)) != set(ready.pairs):
                self.link(trial_id, ready.pairs)
            return
        self.link(trial_id, ready.pairs)
        self._run(DELETE_IDENTIFIERS, (trial_id,))
        self._run(DELETE_REPORTS, (trial_id,))
        self._name(trial_id, ready)
        if texts_before != ready.texts:
            if texts_before:
                self._texts.remove(trial_id, texts_before)
            self._texts.put(trial_id, ready.texts)

    def link(self, trial_id: int, pairs: Pairs) -> None:
        """Link a trial to exactly these values."""
        self._values.unlink(trial_id)
        self._values.link(trial_id, pairs)

    def _name(self, trial_id: int, ready: ReadyTrial) -> None:
        self._many(INSERT_IDENTIFIER, [(value, trial_id, registry) for value, registry in ready.identifiers])
        if ready.reports:
            self._many(INSERT_REPORT, [(trial_id, value) for value in ready.reports])

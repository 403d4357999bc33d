"""Search the full text of the trials with SQLite's FTS5."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.catalogue.finding.search_text import Texts


# A word in the title is more relevant than one in the description.
_BY_RELEVANCE = """
    SELECT rowid FROM trial_text WHERE trial_text MATCH ?
    ORDER BY bm25(trial_text, 10.0, 5.0, 2.0, 1.0), rowid
"""
# One value instead of one row per trial: several times faster if many trials match.
_MATCHING = "SELECT json_group_array(rowid) FROM trial_text WHERE trial_text MATCH ?"
# Each is looked up in the index without counting its trials.
_OCCURRING = """
    SELECT value FROM json_each(?)
    WHERE EXISTS (SELECT 1 FROM trial_text WHERE trial_text MATCH value)
"""
_PUT = "INSERT INTO trial_text (rowid, title, facts, criteria, body) VALUES (?, ?, ?, ?, ?)"
_REMOVE = """
    INSERT INTO trial_text (trial_text, rowid, title, facts, criteria, body) VALUES ('delete', ?, ?, ?, ?, ?)
"""


Names = tuple[str, ...]
"""A term and its synonyms; any of them may occur."""


class Wanted(NamedTuple):
    """Hold what must occur: each of the ``words``, or any of the names that mean all of them together."""

    words: tuple[Names, ...]
    instead: Names = ()


class TextIndex:
    """Hold the search index of an open catalogue file.

    The index does not store the texts (the record does), so removing a trial needs the texts that were indexed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, trial_id: int, texts: Texts) -> None:
        """Index a trial that is not in the index."""
        self._connection.execute(_PUT, (trial_id, *texts))

    def remove(self, trial_id: int, texts: Texts) -> None:
        """Remove a trial; ``texts`` must be those that were indexed."""
        self._connection.execute(_REMOVE, (trial_id, *texts))

    def clear(self) -> None:
        """Remove all trials."""
        self._connection.execute("INSERT INTO trial_text (trial_text) VALUES ('delete-all')")

    def matching(self, terms: Sequence[Wanted]) -> list[int]:
        """Return the ids of the trials in which all terms occur, each by any of its names, unsorted.

        A term without letters matches no trial.
        """
        found: list[int] = json.loads(self._connection.execute(_MATCHING, (_match(terms),)).fetchone()[0])
        return found

    def count(self, terms: Sequence[Wanted]) -> int:
        """Return the number of trials in which all terms occur."""
        counted = "SELECT count(*) FROM trial_text WHERE trial_text MATCH ?"
        return int(self._connection.execute(counted, (_match(terms),)).fetchone()[0])

    def occurring(self, terms: Sequence[str]) -> list[str]:
        """Return the terms that occur in any trial; a term with a star occurs if a word begins with it."""
        literal = {_literal(term): term for term in terms}
        rows = self._connection.execute(_OCCURRING, (json.dumps(list(literal)),))
        return [literal[found] for (found,) in rows]

    def by_relevance(self, terms: Sequence[Wanted]) -> list[int]:
        """Return the ids of the trials in which all terms occur, the most relevant first."""
        return [int(trial_id) for (trial_id,) in self._connection.execute(_BY_RELEVANCE, (_match(terms),))]

    def fault(self, trials: int) -> str:
        """Return one plain sentence if the number of indexed trials is wrong; "" if it is right."""
        known = int(self._connection.execute("SELECT count(*) FROM trial_text_docsize").fetchone()[0])
        return f"the search index knows {known} of {trials} trials" if known != trials else ""


def _match(terms: Sequence[Wanted]) -> str:
    from playhouse.fts_parser import parse as fts_query  # it imports Peewee, which the start does not need

    return str(fts_query(" ".join(map(_condition, terms))))


def _condition(wanted: Wanted) -> str:
    every = " ".join(f"({' OR '.join(map(_literal, names))})" for names in wanted.words)
    return f"(({every}) OR {' OR '.join(map(_literal, wanted.instead))})" if wanted.instead else every


def _literal(term: str) -> str:
    # Everything is quoted, so that FTS5 takes OR, NOT, brackets and column names as text, not as commands.
    star = "*" if term.endswith("*") else ""
    words = term.rstrip("*").replace('"', " ").strip()
    return f'"{words}"{star}'

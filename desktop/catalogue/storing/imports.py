"""The imports that filled a catalogue, and the trials that each brought."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_IMPORTS = """
    SELECT min(document.id), document.began, count(DISTINCT document.id), min(document.name),
        count(DISTINCT source.trial_id)
    FROM document JOIN source ON source.document_id = document.id GROUP BY document.began ORDER BY min(document.id) DESC
"""
_ALL_IN = """
    SELECT trial_id FROM source JOIN document ON document.id = document_id
    WHERE trial_id IN (SELECT trial_id FROM source JOIN document ON document.id = document_id WHERE {these})
    GROUP BY trial_id HAVING min({these}) ORDER BY trial_id
"""
"""The trials that come from some documents and from no others."""
_OF_IMPORT = _ALL_IN.format(these="began = (SELECT began FROM document WHERE id = :number)")
_OF_DOCUMENTS = _ALL_IN.format(these="sha256 IN (SELECT value FROM json_each(:documents))")


@dataclass(frozen=True)
class Import:
    """Hold one import: its number, when it began (ISO time with offset), and how many documents it brought.

    ``first`` is the name of one of the documents, ``trials`` the number of trials in them; a trial may come from
    other imports too.
    """

    number: int
    began: str
    documents: int
    first: str
    trials: int


def imports_of(connection: sqlite3.Connection) -> list[Import]:
    """Return the imports whose trials are still there, the latest first."""
    return [Import(*row) for row in connection.execute(_IMPORTS)]


def brought_by(connection: sqlite3.Connection, number: int) -> list[int]:
    """Return the ids of the trials that come from this import alone; none if there is no import of this number."""
    return [each for (each,) in connection.execute(_OF_IMPORT, {"number": number})]


def only_in(connection: sqlite3.Connection, documents: Iterable[str]) -> list[int]:
    """Return the ids of the trials that come from these documents, named by SHA-256, and from no others."""
    return [each for (each,) in connection.execute(_OF_DOCUMENTS, {"documents": json.dumps(list(documents))})]

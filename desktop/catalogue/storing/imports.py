"""Find the imports of a catalogue, and the trials that came with each."""

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

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
"""The SQL for the trials that come only from given documents."""
_OF_IMPORT = _ALL_IN.format(these="began = (SELECT began FROM document WHERE id = :number)")
_OF_DOCUMENTS = _ALL_IN.format(these="sha256 IN (SELECT value FROM json_each(:documents))")
_OF_ONE = """
    WITH these AS (SELECT id FROM document WHERE began = (SELECT began FROM document WHERE id = :number)),
        brought AS (SELECT DISTINCT trial_id AS id FROM source WHERE document_id IN these),
        new AS (
            SELECT id FROM brought WHERE (SELECT min(document_id) FROM source WHERE trial_id = brought.id) IN these
        ),
        joined AS (SELECT id FROM brought WHERE id NOT IN new),
        made AS (SELECT trial_id AS id, kind FROM change WHERE document_id IN these AND kind <> 'completed'),
        changed AS (SELECT id FROM joined WHERE id IN (SELECT id FROM made)),
        told AS (SELECT id FROM made WHERE kind IN ('opened', 'closed', 'eligibility', 'quiet')),
        otherwise AS (SELECT id FROM changed WHERE id NOT IN told),
        unchanged AS (SELECT id FROM joined WHERE id NOT IN changed)
    SELECT id FROM {part}
"""
_OF_KIND = "changed WHERE id IN (SELECT id FROM made WHERE kind = '{kind}')"
_KINDS = ("opened", "closed", "eligibility", "quiet")
_PARTS = {
    "": "brought",
    **{each: each for each in ("new", "joined", "changed", "otherwise", "unchanged")},
    **{each: _OF_KIND.format(kind=each) for each in _KINDS},
}
"""The parts of an import; "otherwise" means changes of all kinds that have no part of their own."""
_BY_PART = {each: _OF_ONE.format(part=part) for each, part in _PARTS.items()}
_VALUE = rf"(\d{{1,18}})(?:/({'|'.join(filter(None, _PARTS))}))?"


class Import(NamedTuple):
    """Hold one import: its number, the time when it began (ISO with offset), and the number of its documents.

    ``first`` is the name of one document, ``trials`` the number of trials in all; a trial may be in other imports too.
    """

    number: int
    began: str
    documents: int
    first: str
    trials: int


def imports_of(connection: sqlite3.Connection) -> list[Import]:
    """Return the imports that still have trials in the catalogue, the latest first."""
    return [Import(*row) for row in connection.execute(_IMPORTS)]


def brought_by(connection: sqlite3.Connection, number: int) -> list[int]:
    """Return the ids of the trials that came only in this import; empty if there is no import with this number."""
    return [each for (each,) in connection.execute(_OF_IMPORT, {"number": number})]


def only_in(connection: sqlite3.Connection, documents: Iterable[str]) -> list[int]:
    """Return the ids of the trials that come only from these documents, which are given by SHA-256."""
    return [each for (each,) in connection.execute(_OF_DOCUMENTS, {"documents": json.dumps(list(documents))})]


def of_import(connection: sqlite3.Connection, value: str) -> list[int]:
    """Return the ids of the trials in the documents of one import; ``value`` is its number ("7").

    "7/new" are the trials that it added, "7/joined" those that were there before; of these, "7/changed" were changed by
    it and "7/unchanged" not, "7/opened" and so on were changed in this way. The result is empty if there is no such
    import.
    """
    asked = re.fullmatch(_VALUE, value)
    if asked is None:
        return []
    return [each for (each,) in connection.execute(_BY_PART[asked[2] or ""], {"number": int(asked[1])})]

"""Delete trials, and bring them back while the program runs; the caller holds the transaction.

Deleted trials are kept in temporary tables until the connection is closed, and their documents until then too.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.catalogue.storing.joining import same_trials
from desktop.catalogue.storing.record import from_record
from desktop.catalogue.storing.saving import Saving
from desktop.errors import DamagedRecordError

_TRIAL_COLUMN = {
    "trial": "id",
    "identifier": "trial_id",
    "source": "trial_id",
    "report": "publication_id",
    "change": "trial_id",
    "value_change": "trial_id",
    "trial_value": "trial_id",
}
"""{table with rows of a trial: its column with the trial's id}, the table of trials first."""
_MAKE = "CREATE TEMP TABLE IF NOT EXISTS deleted_{table} AS SELECT 0 AS deletion, * FROM main.{table} WHERE 0"
_KEEP = """
    INSERT INTO temp.deleted_{table} SELECT ?, * FROM main.{table} WHERE {column} IN (SELECT value FROM json_each(?))
"""
_RETURN = """
    INSERT INTO main.{table} ({columns}) SELECT {columns} FROM temp.deleted_{table}
    WHERE deletion = ? AND {column} IN (SELECT value FROM json_each(?))
"""
_EMPTY = "DELETE FROM temp.deleted_{table} WHERE deletion = ?"
_TWINS = """
    SELECT DISTINCT other.id FROM trial JOIN trial AS other ON other.title_key = trial.title_key
    WHERE trial.title_key <> '' AND other.kind = trial.kind AND other.id <> trial.id
        AND trial.id IN (SELECT value FROM json_each(:ids)) AND other.id NOT IN (SELECT value FROM json_each(:ids))
"""
_DELETIONS = "SELECT coalesce(max(deletion), 0) FROM temp.deleted_trial"
_WAITING = "SELECT id, key, record FROM temp.deleted_trial WHERE deletion = ? ORDER BY id"
_KNOWN_KEY = "SELECT 1 FROM main.trial WHERE key = ?"
_UNUSED = """
    SELECT id, sha256 FROM document
    WHERE id IN (SELECT document_id FROM temp.deleted_source)
        AND id NOT IN (SELECT document_id FROM main.source) AND id NOT IN (SELECT document_id FROM main.change)
"""


@dataclass(frozen=True)
class Deletion:
    """Hold one deletion that can be undone: its number, and the number of deleted trials."""

    number: int
    trials: int


@dataclass(frozen=True)
class Returned:
    """Hold the number of trials brought back, and the keys of those that have been imported again since."""

    trials: int
    already_there: tuple[str, ...]


def take_out(connection: sqlite3.Connection, saving: Saving, ids: Collection[int]) -> Deletion:
    """Delete trials; other trials with the same title are then no longer marked as possible duplicates."""
    named = json.dumps(list(ids))
    twins = [trial_id for (trial_id,) in connection.execute(_TWINS, {"ids": named})]
    for table in _TRIAL_COLUMN:
        connection.execute(_MAKE.format(table=table))
    number = int(connection.execute(_DELETIONS).fetchone()[0]) + 1
    for table, column in _TRIAL_COLUMN.items():
        connection.execute(_KEEP.format(table=table, column=column), (number, named))
    taken = [each for each, _, _ in connection.execute(_WAITING, (number,)).fetchall()]
    for each in taken:
        saving.remove(each)
    for each in twins:
        saving.find_again(each)
    return Deletion(number, len(taken))


def bring_back(connection: sqlite3.Connection, saving: Saving, deletion: Deletion) -> Returned:
    """Bring back the trials of one deletion, except those imported again; their own work is linked by key."""
    waiting = connection.execute(_WAITING, (deletion.number,)).fetchall()
    known = [(trial_id, key) for trial_id, key, record in waiting if _is_known(connection, key, record)]
    there = {trial_id for trial_id, _ in known}
    coming = [trial_id for trial_id, _, _ in waiting if trial_id not in there]
    for table, column in _TRIAL_COLUMN.items():
        _copy_back(connection, table, column, deletion.number, coming)
    for trial_id in coming:
        saving.restore(trial_id)
    for table in _TRIAL_COLUMN:
        connection.execute(_EMPTY.format(table=table), (deletion.number,))
    return Returned(len(coming), tuple(key for _, key in known))


def unused_documents(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return (id, SHA-256) of the documents of deleted trials that no other trial uses."""
    return connection.execute(_UNUSED).fetchall()


def _copy_back(connection: sqlite3.Connection, table: str, column: str, deletion: int, trials: Sequence[int]) -> None:
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA main.table_info({table})")]
    if table in ("change", "value_change"):
        columns.remove("id")  # another change may have this id now
    named = ", ".join(columns)
    connection.execute(_RETURN.format(table=table, column=column, columns=named), (deletion, json.dumps(list(trials))))


def _is_known(connection: sqlite3.Connection, key: str, record: bytes) -> bool:
    if connection.execute(_KNOWN_KEY, (key,)).fetchone():
        return True
    try:
        return bool(same_trials(connection, from_record(record).trial))
    except DamagedRecordError:
        return False

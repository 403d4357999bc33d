"""Read a whole trial with its sources, changes and articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.file.statements import ROWS
from desktop.catalogue.finding.trial_row import Columns, packed_part
from desktop.catalogue.storing.changes import changes_of
from desktop.catalogue.storing.joining import title_key, twins
from desktop.catalogue.storing.own_work import all_own_work, damaged_work_of, own_work_of
from desktop.catalogue.storing.record import Record, from_record
from desktop.catalogue.storing.remade_row import legible_row, remade_columns
from desktop.catalogue.storing.status_steps import status_steps
from desktop.catalogue.storing.value_changes import value_changes_of
from desktop.errors import DamagedRecordError
from desktop.trials.history import StoredSource
from desktop.trials.parts import EVERY_PART, Parts
from desktop.trials.sources import stored_format
from desktop.trials.stored import StoredTrial

_PAGE = 200
_RECORDS = "SELECT id, key, record FROM trial WHERE id IN (SELECT value FROM json_each(?))"
_SOURCES = """
    SELECT source.trial_id, document.name, document.format, document.imported, document.sha256
    FROM source JOIN document ON document.id = source.document_id
    WHERE source.trial_id IN (SELECT value FROM json_each(?)) ORDER BY document.id
"""
# The publications that report on a trial, and the registrations that a publication reports on.
_REPORTING = """
    SELECT publication_id FROM report WHERE value IN (SELECT value FROM identifier WHERE identifier.trial_id = ?)
"""
_REPORTED = """
    SELECT identifier.trial_id FROM identifier JOIN trial ON trial.id = identifier.trial_id
    WHERE trial.kind = 'registration' AND identifier.value IN (SELECT value FROM report WHERE publication_id = ?)
"""


def stored_trial(connection: sqlite3.Connection, trial_id: int, record: Record) -> StoredTrial:
    """Return a trial from its record, with its sources, changes and articles."""
    sources = connection.execute(_SOURCES, (json.dumps([trial_id]),))
    others = twins(connection, trial_id, record.trial, title_key(record.trial.title))
    return StoredTrial(
        record.trial,
        record.findings,
        tuple(_source(columns) for _, *columns in sources),
        record.provenance,
        record.disagreements,
        changes_of(connection, trial_id),
        value_changes=value_changes_of(connection, trial_id),
        status_steps=status_steps(connection, trial_id, record.provenance),
        publications=_named(connection, _ids(connection, _REPORTING, trial_id)),
        reported=_named(connection, _ids(connection, _REPORTED, trial_id)),
        own_work=own_work_of(connection, record.trial.key),
        damaged_work=damaged_work_of(connection, record.trial.key),
        twins=_named(connection, others),
    )


def stored_trials(
    connection: sqlite3.Connection, ids: Sequence[int], parts: Parts = EVERY_PART
) -> Iterator[tuple[int, StoredTrial | None]]:
    """Yield (id, trial) in the order of ``ids``, read in pages; ids that no longer exist are omitted.

    A trial with a damaged record is None. Trials have their sources and own work; only ``stored_trial`` adds changes
    and articles. Of the slow parts only ``parts`` are read, and the findings of trials with own work.
    """
    own_work = all_own_work(connection)
    for start in range(0, len(ids), _PAGE):
        page = json.dumps(ids[start : start + _PAGE])
        records = {
            trial_id: _record(key, content, {*parts, "findings"} if key in own_work else parts)
            for trial_id, key, content in connection.execute(_RECORDS, (page,))
        }
        sources: dict[int, list[StoredSource]] = {}
        for trial_id, *columns in connection.execute(_SOURCES, (page,)):
            sources.setdefault(trial_id, []).append(_source(columns))
        for trial_id in ids[start : start + _PAGE]:
            if trial_id not in records:
                continue
            record = records[trial_id]
            if record is None:
                yield trial_id, None
            else:
                found = own_work.get(record.trial.key, ())
                stored = StoredTrial(record.trial, record.findings, tuple(sources.get(trial_id, ())), own_work=found)
                yield trial_id, stored


def _record(key: str, content: object, parts: Parts) -> Record | None:
    try:
        record = from_record(content, parts)
        # Own work is not found by a damaged key, but may be found by the record's key, and then needs the findings.
        return record if record.trial.key == key else from_record(content)
    except DamagedRecordError:
        return None


def _source(columns: Iterable[object]) -> StoredSource:
    file, format_, imported, sha256 = map(as_text, columns)
    return StoredSource(file, stored_format(format_), imported, sha256)


def _ids(connection: sqlite3.Connection, statement: str, trial_id: int) -> Iterator[int]:
    return (int(found) for (found,) in connection.execute(statement, (trial_id,)))


def _named(connection: sqlite3.Connection, trial_ids: Iterable[int]) -> tuple[tuple[str, str], ...]:
    """Return (key, title) of trials by id; for a damaged line, words that say so instead of a wrong title."""
    found = connection.execute(ROWS, (json.dumps(sorted(set(trial_ids))),)).fetchall()
    return tuple(_key_and_title(connection, columns) for columns in sorted(found, key=lambda columns: columns[0]))


def _key_and_title(connection: sqlite3.Connection, columns: Columns) -> tuple[str, str]:
    # Key and title do not depend on `reads`.
    whole = columns if packed_part(columns) is not None else remade_columns(connection, columns, {})
    if whole is None:
        row = legible_row(columns)
        return row.key, row.named
    return whole[1], whole[2]

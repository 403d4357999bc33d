"""What later documents changed in a trial, field by field.

A row holds a value as text: words and numbers as they are, a value with parts as JSON. ``version`` is that of the data
with which the change came: what the user has seen is known by it.
"""

import dataclasses
import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.finding.changed import Marks
from desktop.catalogue.finding.facet_index import members
from desktop.catalogue.storing.record import field_value
from desktop.trials.changes import FieldChange, differences, differs, value_as_text
from desktop.trials.trial import Trial

_INSERT = """
    INSERT INTO change (trial_id, document_id, changed, field, before, after, version, registry_date)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF_TRIAL = """
    SELECT change.changed, document.name, field, before, after, registry_date, 0
    FROM change JOIN document ON document.id = change.document_id WHERE trial_id = ? ORDER BY change.id DESC
"""
_SINCE = """
    SELECT trial_id, version, change.changed, document.name, field, before, after, registry_date,
        (SELECT min(id) FROM document AS first WHERE first.began = document.began)
    FROM change JOIN document ON document.id = change.document_id WHERE {since} ? ORDER BY change.id DESC
"""
_ARRIVED = """
    SELECT trial_id, imported, name, (SELECT min(id) FROM document AS first WHERE first.began = document.began),
        min(document.id)
    FROM source JOIN document ON document.id = document_id WHERE trial_id IN (SELECT value FROM json_each(?))
    GROUP BY trial_id
"""
# The trials that no document spoke of before a day.
_NEW_SINCE = """
    SELECT trial_id FROM source JOIN document ON document.id = document_id
    GROUP BY trial_id HAVING min(imported) >= ?
"""
_FIELDS = {field.name: field.type for field in dataclasses.fields(Trial)}


def record_changes(
    connection: sqlite3.Connection, trial_id: int, document: int, before: Trial, after: Trial, version: int
) -> None:
    """Record every field of a trial that a document changed, in a save that makes this version of the data."""
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    date = after.registry_date or after.dates.refreshed
    rows = (
        (trial_id, document, now, field, value_as_text(old), value_as_text(new), version, date)
        for field, (old, new) in differences(before, after).items()
    )
    connection.executemany(_INSERT, list(rows))


def changes_of(connection: sqlite3.Connection, trial_id: int) -> tuple[FieldChange, ...]:
    """Return what was changed in a trial since its first import, the latest first.

    What an older program wrote down is left out where it is no change: another spelling, or only dates of the record.
    """
    return tuple(filter(is_change, map(as_change, connection.execute(_OF_TRIAL, (trial_id,)))))


def changes_since(
    connection: sqlite3.Connection, within: int, day: str, marks: Marks, new: int
) -> list[tuple[int, FieldChange]]:
    """Return (trial id, change) of a set of trials since an ISO day, or ("") since the user last looked.

    ``new`` is the set of trials that are new since she last looked. The weightiest changes come first, among equals the
    latest.
    """
    since, value = ("change.changed >=", day) if day else ("version >", marks.version)
    rows = connection.execute(_SINCE.format(since=since), (value,)).fetchall()
    found = [
        (trial_id, change)
        for trial_id, version, *columns in rows
        if within >> trial_id & 1 and (day or not marks.is_seen(trial_id, version))
        if is_change(change := as_change(columns))
    ]
    ids = [each for (each,) in connection.execute(_NEW_SINCE, (day,))] if day else list(members(new))
    wanted = json.dumps([each for each in ids if within >> each & 1])
    arrived = [
        (trial_id, FieldChange(as_text(imported), as_text(name), "", None, None, import_number=number))
        for trial_id, imported, name, number, _ in connection.execute(_ARRIVED, (wanted,))
    ]
    return sorted([*arrived, *found], key=lambda pair: -pair[1].weight)


def as_change(columns: Sequence[object]) -> FieldChange:
    """Return a change from the columns of its row."""
    changed, file, field, before, after, date = map(as_text, columns[:6])
    number = columns[6] if isinstance(columns[6], int) else 0
    return FieldChange(changed, file, field, _as_value(field, before), _as_value(field, after), date, number)


def is_change(change: FieldChange) -> bool:
    """Tell whether the values before and after say something different."""
    return differs(change.field, change.before, change.after)


def _as_value(field: str, text: str) -> Any:
    """Return the value that ``value_as_text`` was given; the text itself if it is none of the field's values."""
    kind = _FIELDS.get(field, str)
    if kind is str or kind not in _FIELDS.values():
        return text
    if not text:
        return None
    try:
        # True and False are written as Python writes them.
        return field_value(field, json.loads(text.lower() if text in ("True", "False") else text))
    except (TypeError, ValueError, KeyError, AttributeError):
        return text

"""Store how the values of facets changed, and why; a row holds the values before and after as JSON lists."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.finding.changed import Marks
from desktop.trials.finding import Finding
from desktop.trials.own_work import Correction, OwnWork, OwnWorkChange, corrections_in
from desktop.trials.value_change import Cause, ValueChange, Values, differing, values_of

if TYPE_CHECKING:
    from desktop.catalogue.storing.arriving import PackedTrial

Findings = Sequence[Finding]
OwnWorks = Sequence[OwnWork]

_INSERT = """
    INSERT INTO value_change (trial_id, document_id, changed, facet, before, after, cause, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_COLUMNS = "value_change.changed, facet, before, after, cause, coalesce(document.name, '')"
_OF_TRIAL = """
    SELECT {columns}, 0 FROM value_change LEFT JOIN document ON document.id = document_id
    WHERE trial_id = ? ORDER BY value_change.id DESC
"""
_SINCE = """
    SELECT trial_id, version, {columns},
        coalesce((SELECT min(id) FROM document AS first WHERE first.began = document.began), 0)
    FROM value_change LEFT JOIN document ON document.id = document_id WHERE {since} ? ORDER BY value_change.id DESC
"""


class ValueChanges:
    """Store how the valid values changed, in the save of one version of the data."""

    def __init__(self, connection: sqlite3.Connection, version: int) -> None:
        self._connection = connection
        self._version = version

    def by_document(self, trial_id: int, document: int, packed: PackedTrial, own_work: OwnWorks) -> None:
        """Store which values of a trial a document changed, and which ones only new rules changed."""
        before = packed.joined.before
        if before is None or not packed.joined.arrival:
            return
        again = before.findings if packed.before_again is None else packed.before_again
        self.by_rules(trial_id, before.findings, again, own_work)
        self._record(trial_id, _counting(again, own_work), _counting(packed.findings, own_work), "document", document)

    def by_rules(self, trial_id: int, before: Findings, after: Findings, own_work: OwnWorks) -> None:
        """Store which values of a trial new rules changed."""
        if before is not after:
            self._record(trial_id, _counting(before, own_work), _counting(after, own_work), "rule")

    def by_user(self, trial_id: int, findings: Findings, before: Sequence[OwnWorkChange], own_work: OwnWorks) -> None:
        """Store which values the user's corrections changed; ``before`` are the changes that undo them, in order."""
        was = {each.place[1]: each.work for each in reversed(before) if each.place[0] == Correction.kind}
        if was:
            now, derived = _counting(findings, own_work), values_of(findings)
            replaced = {facet: work.values for facet, work in was.items() if isinstance(work, Correction)}
            stood = {facet: replaced.get(facet, derived.get(facet, ())) for facet in was}
            self._record(trial_id, {**now, **stood}, now, "correction")

    def _record(self, trial_id: int, before: Values, after: Values, cause: Cause, document: int | None = None) -> None:
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        rows = [
            (trial_id, document, now, facet, json.dumps(old), json.dumps(new), cause, self._version)
            for facet, (old, new) in differing(before, after).items()
        ]
        if rows:
            self._connection.executemany(_INSERT, rows)


def _counting(findings: Findings, own_work: OwnWorks) -> Values:
    return values_of(findings, corrections_in(own_work))


def value_changes_of(connection: sqlite3.Connection, trial_id: int) -> tuple[ValueChange, ...]:
    """Return the changes of a trial's values, the latest first."""
    return tuple(filter(None, map(_value_change, connection.execute(_OF_TRIAL.format(columns=_COLUMNS), (trial_id,)))))


def value_changes_since(
    connection: sqlite3.Connection, within: int, day: str, marks: Marks
) -> list[tuple[int, ValueChange]]:
    """Return (trial id, change) of a set of trials since an ISO day; if "", since the user last looked."""
    since, value = ("value_change.changed >=", day) if day else ("version >", marks.version)
    found = [
        (trial_id, _value_change(columns))
        for trial_id, version, *columns in connection.execute(_SINCE.format(columns=_COLUMNS, since=since), (value,))
        if within >> trial_id & 1 and (day or not marks.is_seen(trial_id, version))
    ]
    return [(trial_id, change) for trial_id, change in found if change]


def _value_change(columns: Iterable[object]) -> ValueChange | None:
    """Return a change from the columns of its row; None for a damaged one."""
    *texts, number = columns
    changed, facet, before, after, cause, file = map(as_text, texts)
    try:
        values = tuple(map(str, json.loads(before))), tuple(map(str, json.loads(after)))
    except (TypeError, ValueError):
        return None
    return ValueChange(changed, facet, *values, cause, file, number if isinstance(number, int) else 0)

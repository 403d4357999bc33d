"""Check whether each trial is stored as it was written: record, line of the list, and facet values."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.catalogue.file.checksum import is_whole
from desktop.catalogue.file.legible import legible
from desktop.catalogue.finding.trial_row import packed_part
from desktop.catalogue.storing.document_rows import last_import
from desktop.catalogue.storing.facet_values import linked_pairs
from desktop.catalogue.storing.own_work import all_own_work, damaged_work
from desktop.catalogue.storing.packed_row import row_columns
from desktop.catalogue.storing.pairs import SOURCES_FACET, all_pairs
from desktop.catalogue.storing.record import Record, from_record
from desktop.errors import DamagedRecordError
from desktop.trials.absence import Reads
from desktop.trials.own_work import OwnWork, OwnWorks
from desktop.trials.stored import DamagedTrial

_IDS = "SELECT id FROM trial ORDER BY id"
_DAMAGEABLE = """
    SELECT id, record FROM trial UNION ALL SELECT trial_id, account FROM source WHERE account IS NOT NULL
"""
_COLUMNS = ("key", "kind", "title", "title_key", "sponsor", "start", "enrollment", "row")
_SHOWN = ("key", "title", "sponsor", "start", "enrollment", "row")
_TRIAL = "SELECT key, kind, title, title_key, sponsor, start, enrollment, row, record FROM trial WHERE id = ?"
_LOSS = "Work of your own about {0} of {1} is damaged and does not count; do it again."
_NUMBERS = "SELECT value FROM identifier WHERE trial_id = ?"
_ACCOUNTS = """
    SELECT name, account FROM source JOIN document ON document.id = document_id
    WHERE trial_id = ? AND account IS NOT NULL ORDER BY document_id
"""


@dataclass(frozen=True)
class CheckedTrial:
    """Hold the result of checking a stored trial.

    ``faults`` are sentences; ``record`` is None if it is damaged. ``is_misfiled`` means that a search finds the trial
    by values that its record does not give; a repair corrects that.
    """

    id: int
    key: str
    record: Record | None
    faults: tuple[str, ...]
    is_misfiled: bool = False


def damaged_trials(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of the trials with a damaged record or account."""
    return sorted({trial_id for trial_id, content in connection.execute(_DAMAGEABLE) if not is_whole(content)})


def faults_beside(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the damage outside the trials, one sentence each: of the user's own work."""
    return tuple(
        (OwnWork.kinds[kind].loss if kind in OwnWork.kinds else _LOSS).format(legible(subject), legible(key))
        for key, (kind, subject) in damaged_work(connection)
    )


def checked_trials(connection: sqlite3.Connection, reads: Reads) -> Iterator[CheckedTrial]:
    """Check every stored trial, as slow as reading all; ``reads`` is {facet: parts that it is read from}."""
    own_work = all_own_work(connection)
    for (trial_id,) in connection.execute(_IDS).fetchall():
        yield _checked(connection, trial_id, own_work, reads)


def _checked(connection: sqlite3.Connection, trial_id: int, own_work: OwnWorks, reads: Reads) -> CheckedTrial:
    *columns, content = connection.execute(_TRIAL, (trial_id,)).fetchone()
    stored = dict(zip(_COLUMNS, columns, strict=True))
    packed = _packed(trial_id, stored)
    key, title = legible(stored["key"]), legible(stored["title"])
    try:
        record = from_record(content)
    except DamagedRecordError:
        damaged = DamagedTrial(key, title, packed is not None)
        return CheckedTrial(trial_id, key, None, (damaged.sentence,))
    faults = [
        f"What {name} says of {record.trial.key} is damaged; import {name} again."
        for name, account in connection.execute(_ACCOUNTS, (trial_id,))
        if not is_whole(account)
    ]
    if packed is None:
        faults.append(
            f"The line of {record.trial.key} in the list is damaged; `check --repair` makes it from the record."
        )
    links = linked_pairs(connection, trial_id)
    sources = [value for facet, value in links if facet == SOURCES_FACET]
    own = own_work.get(record.trial.key, ())
    pairs = all_pairs(record.trial, record.findings, own, sources, reads, last_import(connection, trial_id))
    numbers = [value for (value,) in connection.execute(_NUMBERS, (trial_id,))]
    misfiled = packed is not None and (
        set(links) != set(pairs)
        or not _is_listed(stored, packed, row_columns(record.trial, pairs, own))
        or _folded(numbers) != _folded(each.value for each in record.trial.identifiers)
    )
    return CheckedTrial(trial_id, record.trial.key, record, tuple(faults), misfiled)


def _is_listed(stored: Mapping[str, Any], packed: str, made: Mapping[str, object]) -> bool:
    """Return whether the undamaged columns of a trial equal those made from its record."""
    same = all(stored[name] == value for name, value in made.items() if name != "row")
    return same and _unordered(packed) == _unordered(_packed(0, made))


def _packed(trial_id: int, columns: Mapping[str, Any]) -> str | None:
    return packed_part((trial_id, *(columns[name] for name in _SHOWN), 0))


def _unordered(packed: str | None) -> dict[str, object]:
    parts = json.loads(packed or "")
    values = {facet: sorted(found) for facet, found in parts["values"].items()}
    return {**parts, "values": values, "drugs": sorted(parts["drugs"])}


def _folded(values: Iterable[str]) -> set[str]:
    return {str(value).casefold() for value in values}

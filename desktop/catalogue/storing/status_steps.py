"""Read the status of a trial over time from the imported versions of its record."""

import sqlite3
from collections.abc import Mapping

from desktop.catalogue.storing.record import from_record
from desktop.errors import DamagedRecordError
from desktop.trials.compared import said
from desktop.trials.entries import entry_of
from desktop.trials.sources import stored_format
from desktop.trials.trial import Trial

_ACCOUNTS = """
    SELECT account, format FROM source JOIN document ON document.id = document_id
    WHERE trial_id = ? AND account IS NOT NULL ORDER BY document.id
"""


def status_steps(
    connection: sqlite3.Connection, trial_id: int, provenance: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """Return (registry date, status) of each change of the status, the oldest first; empty if it never changed.

    Only dated versions of the registry entry that gives the current status are used; ``provenance`` names its account.
    """
    accounts = connection.execute(_ACCOUNTS, (trial_id,)).fetchall()
    believed = provenance.get("status", -1)
    if len(accounts) < 2 or not 0 <= believed < len(accounts):
        return ()
    told = [(_trial(content), stored_format(format_)) for content, format_ in accounts]
    entries = {
        place: (trial, entry_of(trial, format_)) for place, (trial, format_) in enumerate(told) if trial and format_
    }
    if believed not in entries:
        return ()
    own = entries[believed][1]
    dated = sorted(
        (trial.registry_date, trial.status)
        for trial, entry in entries.values()
        if entry.is_version_of(own) and trial.registry_date and trial.status
    )
    steps: list[tuple[str, str]] = []
    for date, status in dated:
        if not steps or said("status", steps[-1][1]) != said("status", status):
            steps.append((date, status))
    return tuple(steps) if len(steps) > 1 else ()


def _trial(content: bytes) -> Trial | None:
    try:
        return from_record(content).trial
    except DamagedRecordError:
        return None

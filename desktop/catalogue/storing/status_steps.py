"""The status of a trial over time, as the versions of its record that were imported tell it."""

import sqlite3
from collections.abc import Mapping

from desktop.catalogue.storing.record import from_record
from desktop.errors import DamagedRecordError
from desktop.trials.compared import said
from desktop.trials.sources import registry_of, stored_format
from desktop.trials.trial import Trial

_ACCOUNTS = """
    SELECT account, format FROM source JOIN document ON document.id = document_id
    WHERE trial_id = ? AND account IS NOT NULL ORDER BY document.id
"""


def status_steps(
    connection: sqlite3.Connection, trial_id: int, provenance: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """Return (registry date, status) of each change of the status, the oldest first; a single one is no step.

    Only the registry counts whose status is believed, ``provenance`` says in which account; so do only dated versions.
    """
    accounts = connection.execute(_ACCOUNTS, (trial_id,)).fetchall()
    believed = provenance.get("status", -1)
    if len(accounts) < 2 or not 0 <= believed < len(accounts):
        return ()
    registry = _registry(accounts[believed][1])
    told = (_trial(content) for content, format_ in accounts if _registry(format_) == registry)
    dated = sorted({(each.registry_date, each.status) for each in told if each and each.registry_date and each.status})
    steps: list[tuple[str, str]] = []
    for date, status in dated:
        if not steps or said("status", steps[-1][1]) != said("status", status):
            steps.append((date, status))
    return tuple(steps) if len(steps) > 1 else ()


def _registry(format_: str) -> str:
    return registry_of(stored_format(format_)).id


def _trial(content: bytes) -> Trial | None:
    try:
        return from_record(content).trial
    except DamagedRecordError:
        return None

"""Write trials as JSON lines: each line holds one whole trial, so that another catalogue can import it.

The reader is ``documents.trial_catalogue``. A line holds the words of the documents, the findings, the sources, the
changes, and the user's own work on the trial.
"""

import json
from typing import Any

from desktop.exports.told_work import ToldWork
from desktop.trials.changes import as_told_elsewhere
from desktop.trials.history import Change, StoredSource
from desktop.trials.json_form import LINE_MARK, LINE_VERSION, as_fields
from desktop.trials.own_work import as_rows
from desktop.trials.sources import names_origins
from desktop.trials.stored import DamagedTrial, StoredTrial


def json_line(stored: StoredTrial | DamagedTrial, told: ToldWork) -> bytes:
    """Return the line of a trial; the line of a damaged trial only identifies it."""
    fields = _damaged(stored) if isinstance(stored, DamagedTrial) else _fields(stored, told)
    text = json.dumps({LINE_MARK: LINE_VERSION, **fields}, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate cannot be written; line separators that only some programs know are escaped.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8", "replace") + b"\n"


def _damaged(damaged: DamagedTrial) -> dict[str, Any]:
    return {"damaged": damaged.key, "title": damaged.title}


def _fields(stored: StoredTrial, told: ToldWork) -> dict[str, Any]:
    trial = as_fields(stored.trial)
    for carried in ("origins", "earlier_changes"):
        trial.pop(carried, None)
    return {
        "trial": trial,
        "findings": as_fields(stored.findings),
        "sources": as_fields(_sources(stored)),
        "changes": as_fields(_changes(stored)),
        "own_work": as_rows(told.all(stored.own_work)),
    }


def _sources(stored: StoredTrial) -> tuple[StoredSource, ...]:
    """Return the documents of a trial; instead of the export of a catalogue, the documents that it names."""
    own = (each for each in stored.sources if not (stored.trial.origins and names_origins(each.format)))
    return tuple(dict.fromkeys((*own, *stored.trial.origins)))


def _changes(stored: StoredTrial) -> tuple[Change, ...]:
    return tuple(dict.fromkeys((*map(as_told_elsewhere, stored.changes), *stored.trial.earlier_changes)))

"""Trials as JSON lines: each line holds one trial whole, so that another catalogue can read it back.

The reader is ``documents.trial_catalogue``. A line has the words of the documents, what was read from them, where they
came from, what changed, and the user's own work on the trial.
"""

import json
from typing import Any

from desktop.exports.told_work import ToldWork
from desktop.trials.history import Change, StoredSource
from desktop.trials.json_form import LINE_MARK, LINE_VERSION, as_fields
from desktop.trials.own_work import as_rows
from desktop.trials.sources import names_origins
from desktop.trials.stored import DamagedTrial, StoredTrial


def json_line(stored: StoredTrial | DamagedTrial, told: ToldWork) -> bytes:
    """Return the line of a trial; that of a damaged one says only which it is."""
    fields = _damaged(stored) if isinstance(stored, DamagedTrial) else _fields(stored, told)
    text = json.dumps({LINE_MARK: LINE_VERSION, **fields}, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate cannot be written; the separators of lines that only some programs know are escaped.
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
    """Return the documents of a trial; in place of the export of a catalogue, the documents that it names."""
    own = (each for each in stored.sources if not (stored.trial.origins and names_origins(each.format)))
    return tuple(dict.fromkeys((*own, *stored.trial.origins)))


def _changes(stored: StoredTrial) -> tuple[Change, ...]:
    return tuple(dict.fromkeys((*stored.changes, *stored.trial.earlier_changes)))

"""What later documents changed in a trial, field by field."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.storing.merging import changed_fields
from desktop.trials.history import Change
from desktop.trials.trial import Trial

if TYPE_CHECKING:
    from desktop.catalogue.file.tables import Tables


def record_changes(tables: Tables, trial_id: int, document: int, before: Trial, after: Trial) -> None:
    """Record every field of a trial that a document changed."""
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    for field, (old, new) in changed_fields(before, after).items():
        tables.change.insert(
            trial_id=trial_id, document_id=document, changed=now, field=field, before=_as_text(old), after=_as_text(new)
        ).execute()


def changes_of(tables: Tables, trial_id: int) -> tuple[Change, ...]:
    """Return what was changed in a trial since its first import, the latest first."""
    change, document = tables.change, tables.document
    rows = (
        change.select(change.changed, document.name, change.field, change.before, change.after)
        .join(document, on=(change.document_id == document.id))
        .where(change.trial_id == trial_id)
        .order_by(change.id.desc())
        .tuples()
    )
    return tuple(Change(*map(as_text, columns)) for columns in rows)


def _as_text(value: Any) -> str:
    """Return a field's value as text; a value with parts becomes JSON."""
    if value is None or isinstance(value, str | int):
        return "" if value is None else str(value)
    plain = [_plain(item) for item in value] if isinstance(value, tuple) else _plain(value)
    return json.dumps(plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else value

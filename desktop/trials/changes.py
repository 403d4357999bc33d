"""What changed in a trial between two states of it: field by field, each of a kind with a weight.

Kinds, weights and the differences that do not count are data (``resources/changes.toml``). The dates of the record
itself and the spelling of a registry's codes do not count, so the same content downloaded later is unchanged. What only
a document of another kind contains has its own kind of change, because the trial did not change.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from desktop.trials.change_kinds import COMPLETED, QUIET, changes_file, kind_named, kind_of
from desktop.trials.common_ground import on_common_ground
from desktop.trials.compared import differs
from desktop.trials.history import Change
from desktop.trials.recruitment import recruitment
from desktop.trials.trial import Trial

FRESHNESS_FIELD = "freshness"
"""The field of a change without a document: the trial says that it is open, but its data are now too old."""
_FIELDS = frozenset(field.name for field in fields(Trial))


@dataclass(frozen=True)
class FieldChange:
    """Hold one field of a trial that a later document changed, with the values before and after.

    ``changed`` is when we learnt of it (ISO time with offset), ``file`` the document, ``import_number`` the import that
    brought it, 0 if that was not asked for. A trial that is new has no field. ``registry_date`` is the registry's own
    date of the new value, an ISO partial date, "" if unknown. Values are those of ``Trial``; of a damaged row they are
    its text. ``across`` is true if the two come from documents of different kinds. ``kind`` is the id of the kind of
    change.
    """

    changed: str
    file: str
    field: str
    before: Any
    after: Any
    registry_date: str = ""
    import_number: int = 0
    across: bool = False
    kind: str = ""

    def __post_init__(self) -> None:
        """Fill in the kind if it is not given."""
        if not self.kind:
            object.__setattr__(self, "kind", kind_of_change(self.field, self.before, self.after, across=self.across))

    @property
    def weight(self) -> int:
        """Return the weight of the change; larger is more important."""
        return kind_named(self.kind).weight

    @property
    def told(self) -> tuple[Any, Any]:
        """Return (before, after), reduced to what both documents can contain."""
        if not self.across or self.kind == COMPLETED:
            return self.before, self.after
        return on_common_ground(self.field, self.before, self.after)


def kind_of_change(field: str, before: object, after: object, *, across: bool = False) -> str:
    """Return the id of the kind of a change; ``across`` if documents of different kinds gave the values."""
    if field == FRESHNESS_FIELD:
        return QUIET
    if across and not differs(field, *on_common_ground(field, before, after)):
        return COMPLETED
    if field == "status" and before and after:
        groups = recruitment(str(before)), recruitment(str(after))
        for kind in changes_file()["kind"]:
            if groups[0] in kind.get("before", ()) and groups[1] in kind["after"]:
                return str(kind["id"])
    return kind_of(field).id


def differences(before: Trial, after: Trial) -> dict[str, tuple[Any, Any]]:
    """Return {field: (before, after)} of the fields in which two states of a trial differ."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in _compared()}
    return {name: pair for name, pair in pairs.items() if differs(name, *pair)}


def replayed(trial: Trial, changes: Iterable[FieldChange]) -> Trial:
    """Return a trial with changes applied to it, the oldest first."""
    return replace(trial, **{each.field: each.after for each in changes if each.field in _FIELDS})


def value_as_text(value: object) -> str:
    """Return a field's value as text: words and numbers unchanged, a structured value as JSON."""
    if value is None or isinstance(value, str | int):
        return "" if value is None else str(value)
    plain = [_plain(item) for item in value] if isinstance(value, tuple) else _plain(value)
    return json.dumps(plain, ensure_ascii=False)


def as_told_elsewhere(change: FieldChange) -> Change:
    """Return a change in the form that another catalogue imports, with its values as text."""
    values = value_as_text(change.before), value_as_text(change.after)
    return Change(change.changed, change.file, change.field, *values)


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


@cache
def _compared() -> tuple[str, ...]:
    ignored = changes_file()["compared"]["ignored"]
    return tuple(field.name for field in fields(Trial) if field.name not in ignored)

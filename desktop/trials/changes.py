"""What changed in a trial between two states of it: field by field, each of a kind with a weight.

Kinds, weights and what is no change are data (``resources/changes.toml``). The dates of the record itself and the
spelling of a registry's codes are no change, so the same content with another download stamp is unchanged.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from desktop.paths import RESOURCES
from desktop.trials.history import Change
from desktop.trials.trial import Dates, Trial

NEW = "new"
"""The kind of a trial that was not there before."""
CHANGED_FACET = "changed"
"""The facet of the kinds of what changed since the user last looked; a trial without a value is unchanged."""
_SIGNS = re.compile(r"[\W_]+")
_SPACE = re.compile(r"[\s_]+")


@dataclass(frozen=True)
class ChangeKind:
    """Hold what some changes are about; the larger the ``weight``, the earlier they are named."""

    id: str
    label: str
    weight: int


@dataclass(frozen=True)
class FieldChange:
    """Hold one field of a trial that a later document changed, with its values before and after.

    ``changed`` is when we learnt of it (ISO time with offset), ``file`` the document, ``import_number`` the import that
    brought it, 0 if that was not asked for. A trial that is new has no field. ``registry_date`` is the registry's own
    date of the new state, an ISO partial date, "" if unknown. Values are those of ``Trial``; of a damaged row they are
    its text.
    """

    changed: str
    file: str
    field: str
    before: Any
    after: Any
    registry_date: str = ""
    import_number: int = 0

    @property
    def kind(self) -> str:
        """Return what the change is about: the id of a kind."""
        return kind_of(self.field).id

    @property
    def weight(self) -> int:
        """Return how much the change matters; more is weightier."""
        return kind_of(self.field).weight


@cache
def change_kinds() -> tuple[ChangeKind, ...]:
    """Return all kinds, the weightiest first."""
    kinds = (ChangeKind(each["id"], each["label"], each["weight"]) for each in _content()["kind"])
    return tuple(sorted(kinds, key=lambda kind: -kind.weight))


def kind_of(field: str) -> ChangeKind:
    """Return the kind of the changes of a field; a field that an older program knew is of the lightest kind."""
    return _by_field().get(field) or change_kinds()[-1]


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields whose changes are of a kind."""
    return tuple(field for field, each in _by_field().items() if each.id == kind)


def differences(before: Trial, after: Trial) -> dict[str, tuple[Any, Any]]:
    """Return {field: (before, after)} of the fields in which two states of a trial differ."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in _compared()}
    return {name: pair for name, pair in pairs.items() if differs(name, *pair)}


def differs(field: str, before: object, after: object) -> bool:
    """Tell whether two values of a field say something different."""
    return bool(before != after and _said(field, before) != _said(field, after))


def replayed(trial: Trial, changes: Iterable[FieldChange]) -> Trial:
    """Return a state of a trial with changes made in it, given the oldest first."""
    return replace(trial, **{each.field: each.after for each in changes})


def dates_without_stamps(dates: Dates) -> Dates:
    """Return the dates of the trial, without those of the record itself."""
    return replace(dates, **dict.fromkeys(_content()["compared"]["stamps"], ""))


def value_as_text(value: object) -> str:
    """Return a field's value as text: words and numbers as they are, a value with parts as JSON."""
    if value is None or isinstance(value, str | int):
        return "" if value is None else str(value)
    plain = [_plain(item) for item in value] if isinstance(value, tuple) else _plain(value)
    return json.dumps(plain, ensure_ascii=False)


def as_told_elsewhere(change: FieldChange) -> Change:
    """Return a change as another catalogue takes it over, with its values as text."""
    values = value_as_text(change.before), value_as_text(change.after)
    return Change(change.changed, change.file, change.field, *values)


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _said(field: str, value: object) -> object:
    """Return a value in a form that is equal for all spellings of the same."""
    compared = _content()["compared"]
    if isinstance(value, Dates):
        return dates_without_stamps(value)
    if isinstance(value, str):
        return (_SIGNS if field in compared["coded"] else _SPACE).sub(" ", value.casefold()).strip()
    if isinstance(value, tuple):
        said = [_said(field, each) for each in value]
        return sorted(said, key=repr) if field in compared["unordered"] else said
    if is_dataclass(value) and not isinstance(value, type):
        # How deep a criterion stands in its list is a matter of the format.
        return [_said(part.name, getattr(value, part.name)) for part in fields(value) if part.name != "level"]
    return value


@cache
def _compared() -> tuple[str, ...]:
    ignored = _content()["compared"]["ignored"]
    return tuple(field.name for field in fields(Trial) if field.name not in ignored)


@cache
def _by_field() -> Mapping[str, ChangeKind]:
    kinds = {each.id: each for each in change_kinds()}
    return {"": kinds[NEW]} | {field: kinds[entry["id"]] for entry in _content()["kind"] for field in entry["fields"]}


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "changes.toml").read_text(encoding="utf-8"))

"""The kinds of changes of a trial, each with a weight, and the kind of each field.

Kinds and weights are data (``resources/changes.toml``).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from desktop.paths import RESOURCES

NEW = "new"
"""The kind of change of a trial that is new in the catalogue."""
QUIET, SITES, SITES_HERE, COMPLETED = "quiet", "sites", "sites_here", "completed"
"""Kinds for which the field of a change alone does not decide: see ``resources/changes.toml``."""
CHANGED_FACET = "changed"
"""The facet for changes since the user last looked; its values are kinds of change, none if nothing changed."""
LAST = "last"
"""In a query, the time at which the user last looked."""


class ChangeKind(NamedTuple):
    """Hold one kind of change; kinds with a larger ``weight`` are listed first.

    ``told`` are the words that follow the number of trials with such a change. ``part_of`` is the id of the broader
    kind, "" for most.
    """

    id: str
    label: str
    weight: int
    told: str = ""
    part_of: str = ""


@cache
def change_kinds() -> tuple[ChangeKind, ...]:
    """Return all kinds, the largest weight first."""
    kinds = (
        ChangeKind(each["id"], each["label"], each["weight"], each["told"], each.get("part_of", ""))
        for each in changes_file()["kind"]
    )
    return tuple(sorted(kinds, key=lambda kind: -kind.weight))


def kind_of(field: str) -> ChangeKind:
    """Return the kind of a field; the kind of the title (wording) for a field that only an older program knew."""
    return _by_field().get(field) or _by_field()["title"]


def kind_named(kind: str) -> ChangeKind:
    """Return a kind by its id; the kind of the title (wording) for an id that only a newer program knows."""
    return _by_id().get(kind) or _by_field()["title"]


def broad_kind(kind: str) -> str:
    """Return the id of the broader kind, or the kind itself if it has none."""
    return kind_named(kind).part_of or kind


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind."""
    return tuple(field for field, each in _by_field().items() if each.id == kind)


@cache
def changes_file() -> dict[str, Any]:
    """Return the content of ``resources/changes.toml``."""
    return tomllib.loads((RESOURCES / "changes.toml").read_text(encoding="utf-8"))


@cache
def _by_id() -> Mapping[str, ChangeKind]:
    return {each.id: each for each in change_kinds()}


@cache
def _by_field() -> Mapping[str, ChangeKind]:
    kinds = _by_id()
    return {"": kinds[NEW]} | {
        field: kinds[entry["id"]] for entry in changes_file()["kind"] for field in entry["fields"]
    }

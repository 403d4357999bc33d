"""The kinds of changes of a trial, each with a weight: which field is of which kind.

Kinds and weights are data (``resources/changes.toml``).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from desktop.paths import RESOURCES

NEW = "new"
"""The kind of a trial that was not there before."""
QUIET, SITES, SITES_HERE, COMPLETED = "quiet", "sites", "sites_here", "completed"
"""Kinds that a change has by more than its field: see ``resources/changes.toml``."""
CHANGED_FACET = "changed"
"""The facet of the kinds of what changed since the user last looked; a trial without a value is unchanged."""
LAST = "last"
"""Stands for the time at which the user last looked."""


class ChangeKind(NamedTuple):
    """Hold what some changes are about; the larger the ``weight``, the earlier they are named.

    ``told`` is said of trials that changed so, behind their number. ``part_of`` is the kind that a narrower one is a
    part of, "" for most.
    """

    id: str
    label: str
    weight: int
    told: str = ""
    part_of: str = ""


@cache
def change_kinds() -> tuple[ChangeKind, ...]:
    """Return all kinds, the weightiest first."""
    kinds = (
        ChangeKind(each["id"], each["label"], each["weight"], each["told"], each.get("part_of", ""))
        for each in changes_file()["kind"]
    )
    return tuple(sorted(kinds, key=lambda kind: -kind.weight))


def kind_of(field: str) -> ChangeKind:
    """Return the kind that a field stands in; a field that an older program knew is of wording."""
    return _by_field().get(field) or _by_field()["title"]


def kind_named(kind: str) -> ChangeKind:
    """Return a kind by its id; one that a newer program wrote is of wording."""
    return _by_id().get(kind) or _by_field()["title"]


def broad_kind(kind: str) -> str:
    """Return the kind that a narrower one is a part of, else the kind itself."""
    return kind_named(kind).part_of or kind


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields that stand in a kind."""
    return tuple(field for field, each in _by_field().items() if each.id == kind)


@cache
def changes_file() -> dict[str, Any]:
    """Return what ``resources/changes.toml`` says of changes."""
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

"""Since when a query asks what changed: ``changed:eligibility since:2026-11-01``, ``changed:closed since:last``.

The facet ``changed`` tells what changed since the user last looked. With a day beside it, both words become one pair:
``since:2026-11-01/eligibility``. So one change must be of the kind and of the time.
"""

import re
from collections.abc import Iterable

from desktop.trials.change_kinds import CHANGED_FACET, LAST, change_kinds
from desktop.trials.facets import SINCE_FACET

_WRITTEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\w+)?")


def is_since(value: str) -> bool:
    """Tell whether a value of ``since`` is a day, a month or a year, or the last look."""
    return value == LAST or _WRITTEN.fullmatch(value) is not None


def with_since(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs of a query with those of ``changed`` and ``since`` made one."""
    pairs = set(pairs)
    since = {value for facet, value in pairs if facet == SINCE_FACET}
    if not since:
        return pairs
    kinds = {value for facet, value in pairs if facet == CHANGED_FACET}
    days = {value for value in since if value != LAST}
    found = {pair for pair in pairs if pair[0] not in (SINCE_FACET, CHANGED_FACET)}
    if LAST in since:
        found |= {(CHANGED_FACET, kind) for kind in kinds or {each.id for each in change_kinds()}}
    plain = {day for day in days if "/" not in day}
    if kinds and plain:
        return (
            found
            | {(SINCE_FACET, f"{day}/{kind}") for day in plain for kind in kinds}
            | {(SINCE_FACET, day) for day in days - plain}
        )
    kept = set() if LAST in since else {(CHANGED_FACET, kind) for kind in kinds}
    return found | {(SINCE_FACET, day) for day in days} | kept

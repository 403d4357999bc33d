"""Combine two words of a query: ``changed:eligibility since:2026-11-01``, ``changed:closed since:last``.

The facet ``changed`` alone means changes since the user last looked. With ``since`` beside it both become one pair:
``since:2026-11-01/eligibility``, so that one and the same change must have the kind and the time.
"""

import re
from collections.abc import Iterable

from desktop.trials.change_kinds import CHANGED_FACET, LAST, change_kinds
from desktop.trials.facets import SINCE_FACET

_WRITTEN = r"\d{4}(-\d\d(-\d\d)?)?(/\w+)?"


def is_since(value: str) -> bool:
    """Return whether a value of ``since`` is an ISO day, month or year, or "last"."""
    return value == LAST or re.fullmatch(_WRITTEN, value) is not None


def with_since(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs of a query with those of ``changed`` and ``since`` combined."""
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

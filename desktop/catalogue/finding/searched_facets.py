"""Facets that are searched and not listed: words of notes, and dates (``updated:>2025-06``).

Dates are compared only as exactly as both are known: ``>2025-06`` finds later months, ``2025`` all of that year.
Registry dates are stored by month, so a day in a query counts as its month.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping

from desktop.trials.facets import AGE_LIMIT, NOTE_FACET, searchable
from desktop.trials.of_some import OF_SOME_FACET

REGISTRY_MONTH = "registry_month"
"""The facet that holds the month or year of each registry date, to find the oldest and newest; it is not a filter."""
RETRIEVED, IMPORTED = "retrieved day", "imported day"
"""The facets that hold the day of download, if the document states it, and the days of import."""
_COMPARED: Mapping[str, Callable[[str, str], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "": operator.eq,
}
_WRITTEN = r"([<>]=?|)=?(\d{4}(?:-\d\d(?:-\d\d)?)?)"


def _words(written: str) -> Callable[[str], bool]:
    words = searchable(written)
    return lambda text: words in text


def _date(written: str) -> Callable[[str], bool]:
    match = re.fullmatch(_WRITTEN, written)
    if match is None:
        return lambda _date: False
    sign, date = match[1], match[2]

    def fits(stored: str) -> bool:
        exact = min(len(stored), len(date))
        return _COMPARED[sign](stored[:exact], date[:exact])

    return fits


_SEARCHED: Mapping[str, tuple[str, Callable[[str], Callable[[str], bool]]]] = {
    NOTE_FACET: (NOTE_FACET, _words),
    "updated": (REGISTRY_MONTH, _date),
    "retrieved": (RETRIEVED, _date),
    "imported": (IMPORTED, _date),
}
SEARCHED = frozenset(_SEARCHED)
"""The facets for which a query holds words or a date, not one of their values."""
HELD = frozenset((*(held for held, _ in _SEARCHED.values()), AGE_LIMIT, OF_SOME_FACET))
"""The facets that hold the searched values, and what only the questions about a patient need."""


def found(values: Mapping[str, Mapping[str, int]], facet: str, written: str) -> Iterator[int]:
    """Yield the sets of trials whose value of a searched facet matches the text ``written``."""
    held, meant = _SEARCHED[facet]
    fits = meant(written)
    return (bits for value, bits in values.get(held, {}).items() if fits(value))

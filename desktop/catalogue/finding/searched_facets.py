"""Facets that are searched, not listed: words of notes, and dates (``updated:>2025-06``).

A date is compared as far as both sides are exact: ``>2025-06`` finds later months only, ``2025`` all of that year. The
registry's dates are known to the month, so a day in a query counts as its month.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping

from desktop.trials.facets import NOTE_FACET, searchable
from desktop.trials.people import AGE_LIMIT

REGISTRY_MONTH = "registry_month"
"""Holds the month or year of each registry date, to find the oldest and the newest; not a facet to filter by."""
RETRIEVED, IMPORTED = "retrieved day", "imported day"
"""Hold the days on which a trial was downloaded, as far as its document tells that, and imported."""
_COMPARED: Mapping[str, Callable[[str, str], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "": operator.eq,
}
_WRITTEN = re.compile(r"([<>]=?|)=?(\d{4}(?:-\d\d(?:-\d\d)?)?)")


def _words(written: str) -> Callable[[str], bool]:
    words = searchable(written)
    return lambda text: words in text


def _date(written: str) -> Callable[[str], bool]:
    match = _WRITTEN.fullmatch(written)
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
"""The facets whose values a query may write in many ways."""
HELD = frozenset((*(held for held, _ in _SEARCHED.values()), AGE_LIMIT))
"""The facets that hold what is searched, and the limits of age that questions on a patient are answered from."""


def found(values: Mapping[str, Mapping[str, int]], facet: str, written: str) -> Iterator[int]:
    """Yield the sets of trials, among those of all facets, whose value of a searched facet fits what is written."""
    held, meant = _SEARCHED[facet]
    fits = meant(written)
    return (bits for value, bits in values.get(held, {}).items() if fits(value))

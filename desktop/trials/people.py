"""Read from the fields of a record which ages and sexes may enter."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.trials.trial import Eligibility


UNDER_18, ADULT, OLD = "under_18", "18_to_64", "65_and_over"
"""The age groups: a patient of the group may enter."""
FEMALE, MALE = "female", "male"

FROM, TO = "from {}", "to {}"
"""The values of the facet ``AGE_LIMIT``, in full years."""
ABOUT = "about "
"""The prefix of a limit that is known only by age group: a patient of the group may be too young or too old."""

OLDEST = 120
"""The highest age of a patient, in years."""
_GROUPS = ((UNDER_18, 0, 17), (ADULT, 18, 64), (OLD, 65, 200))
_OLDEST = 200
_AGE = re.compile(r"\s*(\d{1,4})(?:\.\d+)?\s*([a-z]*)", re.IGNORECASE)
# Other units (months, weeks) count as less than 18 years.
_YEARS = ("", "y", "yr", "yrs", "year", "years", "yo")
_LETTERS = re.compile(r"[a-z]+")
_BOTH = frozenset(("all", "both"))
_WORDS = {
    FEMALE: _BOTH | {"female", "females", "f", "women", "woman"},
    MALE: _BOTH | {"male", "males", "m", "men", "man"},
}


def registered_people(eligibility: Eligibility) -> tuple[tuple[str, str], ...]:
    """Return (facet, value) of the facets age and sex that the fields of a record give."""
    stated = set(_LETTERS.findall(eligibility.sex.lower()))
    sexes = (sex for sex, words in _WORDS.items() if stated & words)
    low, high = _years(eligibility.minimum_age), _years(eligibility.maximum_age)
    ages = () if low is None and high is None else age_groups(low or 0, _OLDEST if high is None else high)
    return (*(("age", each) for each in ages), *(("sex", each) for each in sexes))


def age_limits(eligibility: Eligibility, groups: Collection[str] = ()) -> tuple[str, ...]:
    """Return the age limits of a record: from its fields, else from the age ``groups`` that its criteria give.

    An upper limit of ``OLDEST`` or more ("130 Years", the end of the oldest group) is not a limit.
    """
    low, high = _years(eligibility.minimum_age), _years(eligibility.maximum_age)
    about = ""
    named = [(first, last) for group, first, last in _GROUPS if group in groups]
    if low is None and high is None and named:
        about, (low, _), (_, high) = ABOUT, named[0], named[-1]
    limits = ((FROM, low), (TO, high))
    kept = ((words, years) for words, years in limits if years is not None and (words == FROM or years < OLDEST))
    return tuple(about + words.format(years) for words, years in kept)


def age_groups(youngest: int, oldest: int) -> tuple[str, ...]:
    """Return the age groups that overlap with these limits, which are in full years and inclusive."""
    return tuple(group for group, first, last in _GROUPS if youngest <= last and oldest >= first)


def _years(text: str) -> int | None:
    match = _AGE.match(text)
    if match is None:
        return None
    return int(match[1]) if match[2].lower() in _YEARS else 0

"""The phases and steps of a trial that criteria speak of one by one: "For phase II: no earlier treatment"."""

import re
from collections.abc import Collection

from desktop.facets.reading import CRITERIA, Reading

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_OPENS = r"^[\W\d]*(?:(?:for|in|during) +)?(?:the +)?"
_NUMBER = r"phase +(iv|i{1,3}|[1-4])[abc]?\b(?! *[/-])"
_STEP = r"(?:dose[ -])?(escalation|expansion)(?: +(?:cohorts?|phase|part|stage))?(?: +only)? *[:)]"
_SPOKEN_OF = re.compile(
    rf"(?:{_OPENS}|\()(?:(?:(?:part|portion) of +)?{_NUMBER}|{_STEP})", re.IGNORECASE | re.MULTILINE
)
_PHASE = "phase "


def phase_spoken_of(text: str) -> str:
    """Return the phase that a criterion speaks of, since it begins with it or names it in brackets; "" for none."""
    named = _phases(text)
    return named.pop() if len(named) == 1 else ""


def is_phase(part: str) -> bool:
    """Tell whether a part of a trial is a phase of it, and no cohort or group."""
    return part.startswith(_PHASE)


def other_phases_spoken_of(reading: Reading, parts: Collection[str]) -> list[str]:
    """Return the phases that criteria speak of one by one beside those among some parts of a trial; none if none is."""
    if not any(map(is_phase, parts)):
        return []
    texts = (reading.sections[place] for place in CRITERIA if place in reading.sections)
    return sorted({phase for text in texts for phase in _phases(text)}.difference(parts))


def _phases(text: str) -> set[str]:
    named = ((each[1] or each[2]).lower() for each in _SPOKEN_OF.finditer(text))
    return {_PHASE + _ROMAN.get(name, name) for name in named}

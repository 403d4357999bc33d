"""The phases and steps of a trial that criteria speak of one by one: "For phase II: no earlier treatment"."""

from collections.abc import Collection

from desktop.facets.entry.cohorts import of_one
from desktop.facets.layout import Layout
from desktop.facets.reading import CRITERIA, Reading

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PHASE = "phase "
_PARTS = "abc"


def phase_spoken_of(text: str, layout: Layout) -> str:
    """Return the phase that a criterion speaks of, since it begins with it or names it in brackets; "" for none."""
    named = _phases(text, layout)
    return named.pop() if len(named) == 1 else ""


def is_phase(part: str) -> bool:
    """Tell whether a part of a trial is a phase of it, and no cohort or group."""
    return part.startswith(_PHASE)


def other_phases_spoken_of(reading: Reading, parts: Collection[str]) -> list[str]:
    """Return the phases that criteria speak of one by one beside those among some parts of a trial; none if none is."""
    if not any(map(is_phase, parts)):
        return []
    texts = (reading.sections[place] for place in CRITERIA if place in reading.sections)
    named = {phase for text in texts for phase in _phases(text, reading.layout)}
    return sorted(each for each in named if not any(of_one(each, part) for part in parts))


def _phases(text: str, layout: Layout) -> set[str]:
    return {_PHASE + _name((each["number"] or each["step"]).lower()) for each in layout.phase.finditer(text)}


def _name(told: str) -> str:
    """Return the name of a phase or step: "IIa" and "2a" are one."""
    number = told.rstrip(_PARTS)
    return _ROMAN[number] + told[len(number) :] if number in _ROMAN else told

"""The late stages of a cancer that has not spread: IIIB and IIIC, and III where it is not divided."""

from desktop.facets.entry.told import Told
from desktop.facets.said_in_places import SaidInPlaces

LATE = frozenset(("31", "32"))
"""Stages IIIB and IIIC."""
THIRD = LATE | {"30"}
"""All of stage III."""


def is_of(stages: frozenset[str], each: Told) -> bool:
    """Tell whether a saying spans no other stages than some."""
    return set(each.saying.detail.split()) <= stages


def listed_late(said: SaidInPlaces) -> list[Told]:
    """Return the stages IIIB and IIIC that conditions list apart from the others."""
    listed = said.of("locally_advanced", places=("conditions",))
    return [each for each in listed if each.by_stage and is_of(LATE, each)]

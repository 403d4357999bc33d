"""What a trial of care says of stages and positions that limits it to none of them: all are named."""

from desktop.facets.entry.told import Told
from desktop.facets.metastatic_disease import is_of_every_stage, limits_no_care
from desktop.facets.said_in_places import SURGERY

_EXTENTS = frozenset(("early", "locally_advanced", "metastatic"))
_POSITIONS = frozenset((*SURGERY, "metastatic"))
_ANY_STAGE = "any_stage"
_OF_STAGE = _EXTENTS | {"dcis"}
_ANY_EXTENT = "setting.of_any_extent"
_WHO_ENTERS = ("criteria", "arms")
_TITLE = "title"


def without_every_stage(places: list[Told]) -> list[Told]:
    """Return what is said without what limits care to no extent: all stages, and names of some beside them."""
    any_extent = {each.sentence for each in places if each.saying.rule == _ANY_EXTENT}  # "local or metastatic"
    every = {each.sentence for each in places if each.value == _ANY_STAGE or limits_no_care(each)}
    every |= any_extent | _both_in_criteria(places)
    named = [each for each in places if each.sentence in every and each.value in _EXTENTS and not each.by_stage]
    if any(each.place == _TITLE and (each.value == _ANY_STAGE or is_of_every_stage(each)) for each in places):
        # What is told of groups beside is told of parts of the whole.
        staged = {each.value for each in places if each.place in _WHO_ENTERS and each.by_stage}
        limited = bool(staged) and "metastatic" not in staged
        named += [each for each in places if each.value in _OF_STAGE and not limited]
    return [
        each for each in places if each not in named and not (each.place not in _WHO_ENTERS and limits_no_care(each))
    ]


def _both_in_criteria(places: list[Told]) -> set[tuple[str, int]]:
    """Return the criteria that name a cancer as early or as one that has spread: it may be any."""
    named = [each for each in places if each.place == "criteria" and each.force == "enrol" and not each.by_stage]
    early, spread = ({each.sentence for each in named if each.value == value} for value in ("early", "metastatic"))
    return early & spread


def without_every_position(places: list[Told], aim: list[Told]) -> list[Told]:
    """Return what is said without sentences that list all treatments, as a criterion does: care is limited to none.

    "As neoadjuvant, adjuvant or metastatic treatment" is any treatment.
    """
    if not any(each.place == _TITLE and each.value == "supportive" for each in aim):
        return places
    positions: dict[tuple[str, int], set[str]] = {}
    told = [each for each in places if each.place != _TITLE and each.value in _POSITIONS and not each.by_stage]
    for each in told:
        positions.setdefault(each.sentence, set()).add(each.value)
    listed = [each for each in told if positions[each.sentence] == _POSITIONS]
    if not any(each.place == "criteria" for each in listed):
        return places
    return [each for each in places if each not in listed]

"""Whether all that a trial tries is registered as behaviour: with people who have cancer that is care."""

from desktop.facets.hints import Hint
from desktop.facets.reading import TITLES, Reading
from desktop.trials.finding import Finding

_BEHAVIOUR = "behavioral"
_BESIDE = frozenset((_BEHAVIOUR, "other"))
_INTERVENTIONS = "interventions"


def behaviour_tried(reading: Reading, no_care: Hint) -> Finding | None:
    """Return the first behaviour that a trial tries as supportive care; None if it tries anything else.

    Where a title or the behaviour itself holds a word of ``no_care`` ("a decision aid", "screening") it is no care.
    """
    tried = reading.trial.interventions
    kinds = {each.kind.lower() for each in tried}
    if _BEHAVIOUR not in kinds or not kinds <= _BESIDE:
        return None
    if any(no_care.search(reading.lowered(section)) for section in (*TITLES, _INTERVENTIONS)):
        return None
    name = next(each.name for each in tried if each.kind.lower() == _BEHAVIOUR)
    start = reading.sections[_INTERVENTIONS].find(name)
    evidence = reading.evidence(_INTERVENTIONS, start, start + len(name))
    return Finding("setting", "survivorship_supportive", "setting.told_by_behaviour", "derived", evidence)

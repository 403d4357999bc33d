"""Limits to earlier lines that are none, since the trial says elsewhere that any number of them will do."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.facets.entry.lines_together import OPEN, Limit
from desktop.facets.entry.phases_of_trial import is_phase
from desktop.trials.line_limits import MANY

_EXACTLY, _NO_UPPER = "lines.exactly", "lines.no_upper_limit"


def without_limits_lifted(limits: Sequence[Limit], *, endocrine_counts: bool = False) -> list[Limit]:
    """Return limits without the upper ones where another sentence takes any number of the same lines.

    Both cannot be said of the same patients: they are of cohorts, even where these have no name. What one cohort takes
    lifts no limit of another, which has its own. Where ``endocrine_counts``, as all patients have had such treatment,
    any number of endocrine lines lifts a limit that is one of chemotherapy alone.
    """
    lifting = [each for each in limits if each.ends == OPEN]
    told = [_at_least(each, lifting) for each in limits if each.ends != OPEN or each.cohort]
    lifted = [other.sentence for other in told if any(_lifts(one, other) for one in lifting)]
    if endocrine_counts and any(each.treatment == "endocrine" and not each.group for each in lifting):
        lifted += [each.sentence for each in told if each.treatment == "chemo" and each.most and not each.fewest]
    return [each for each in told if not any(each.sentence is sentence for sentence in lifted)]


def _at_least(limit: Limit, lifting: Sequence[Limit]) -> Limit:
    """Return a number that is asked for as the fewest, where any number of such lines will do: "one line; no limit"."""
    lifted = limit.rule == _EXACTLY or any(one.rule == _NO_UPPER or _stand_together(one, limit) for one in lifting)
    if limit.fewest and lifted and any(one.treatment == "any" or _is_of_same(one, limit) for one in lifting):
        return replace(limit, most=None)
    return limit


def _lifts(one: Limit, other: Limit) -> bool:
    if other.most in (None, MANY) or _stand_together(one, other):
        return False
    return _is_of_same(one, other)


def _is_of_same(one: Limit, other: Limit) -> bool:
    if one.cohort and other.group and not is_phase(other.group):
        return False
    same = one.treatment == other.treatment or other.treatment in one.named
    wider = one.treatment == "any" and other.treatment in ("targeted", "endocrine")
    return same or wider or (one.treatment == "chemo" and other.treatment == "any")


def _stand_together(one: Limit, other: Limit) -> bool:
    """Tell whether two limits stand in one clause, where they are of the same patients."""
    if one.sentence is not other.sentence:
        return False
    first, last = sorted((one.place, other.place))
    return ";" not in one.sentence.unit.span.plain[first[1] : last[0]]

"""Find the dates and the status of a trial in the protocols of its member states."""

import re
from collections.abc import Sequence

from desktop.documents.contents.absences import stated
from desktop.documents.european.euctr_protocol import Protocol
from desktop.trials.dates import partial_date
from desktop.trials.trial import Dates

_STILL_OPEN = ("ongoing", "restarted", "temporarily halted", "suspended", "trial now transitioned")
_COMPLETED = "Completed"
_ENDED = ("completed", "prematurely ended")
_ENTERED_ON = "x6_"
_AGREED_ON = "n_date_of_competent_authority"
_DECISION = "n_competent_authority_decision"
_GLOBAL_END = "p_date_of_the_global"
_REFUSED = re.compile(r"not\b|refus|reject|withdrawn", re.IGNORECASE)


def dates_of(protocols: Sequence[Protocol]) -> Dates:
    """Return the dates of a trial; the start is the first day of a permission by an authority.

    The register does not hold the start itself, which cannot be before that day.
    """
    agreed = [date for each in protocols if _is_agreed(each) and (date := partial_date(each.line(_AGREED_ON)))]
    entered = [date for each in protocols if (date := partial_date(each.line(_ENTERED_ON)))]
    ended = [date for each in protocols if (date := _global_end(each))]
    return Dates(
        start=min(agreed, default=""), first_posted=min(entered, default=""), completion=max(ended, default="")
    )


def status_of(protocols: Sequence[Protocol]) -> str:
    """Return the trial's status: ongoing if it is ongoing in any member state, unless it has ended globally."""
    told = [(each, status) for each in protocols if (status := _state_status(each))]
    statuses = [status for _, status in told]
    if any(_global_end(each) for each in protocols):
        # A member state that has not entered the end still says "Ongoing".
        of_the_end = [status for each, status in told if _global_end(each)]
        return _first_of(_ENDED, of_the_end) or _first_of(_ENDED, statuses) or _COMPLETED
    return _first_of((*_STILL_OPEN, *_ENDED), statuses) or (statuses[0] if statuses else "")


def _is_agreed(protocol: Protocol) -> bool:
    return not _REFUSED.match(protocol.line(_DECISION))


def _global_end(protocol: Protocol) -> str:
    return partial_date(protocol.line(_GLOBAL_END))


def _state_status(protocol: Protocol) -> str:
    return stated(protocol.line("x5_")) or stated(protocol.line("p_end_of_trial_status"))


def _first_of(words: Sequence[str], statuses: Sequence[str]) -> str:
    return next((each for word in words for each in statuses if each.lower() == word), "")

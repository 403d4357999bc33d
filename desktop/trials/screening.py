"""What users of other programs, or of other catalogues, decided about a record: decisions, reasons and notes."""

from dataclasses import dataclass

from desktop.trials.own_work import OwnWork
from desktop.trials.shortlists import UNSEEN
from desktop.trials.trial import Trial


@dataclass(frozen=True)
class ScreeningDecision:
    """Hold one decision about a record, or the name of a list that contains it.

    ``decision`` is one of ``shortlists.DECISIONS``, UNSEEN if there is none; ``reason`` and ``note`` are the user's
    words, several joined by "; ". ``list_name`` is a label or tag of the record. ``by`` is who decided, "" if unknown.
    """

    decision: str = UNSEEN
    reason: str = ""
    note: str = ""
    list_name: str = ""
    by: str = ""


@dataclass(frozen=True)
class ScreenedTrial:
    """Hold a trial as a review program, or another catalogue, exported it, with the decisions of its users.

    ``own_work`` comes from another catalogue and is taken over unchanged.
    """

    trial: Trial
    screening: tuple[ScreeningDecision, ...] = ()
    own_work: tuple[OwnWork, ...] = ()

"""What other programs, and other catalogues, know of a record: decisions, reasons and notes of their users."""

from dataclasses import dataclass

from desktop.trials.own_work import OwnWork
from desktop.trials.shortlists import UNSEEN
from desktop.trials.trial import Trial


@dataclass(frozen=True)
class ScreeningDecision:
    """Hold what somebody decided about a record, or the list that it was put on.

    ``decision`` is one of ``shortlists.DECISIONS``, UNSEEN where none is told; ``reason`` and ``note`` are the user's
    words, several joined by "; ". ``list_name`` is a label or tag of the record. ``by`` is who decided, "" if unknown.
    """

    decision: str = UNSEEN
    reason: str = ""
    note: str = ""
    list_name: str = ""
    by: str = ""


@dataclass(frozen=True)
class ScreenedTrial:
    """Hold a trial as a program for reviews, or another catalogue, exports it, with what its users decided about it.

    ``own_work`` is that of another catalogue, which needs no translation.
    """

    trial: Trial
    screening: tuple[ScreeningDecision, ...] = ()
    own_work: tuple[OwnWork, ...] = ()

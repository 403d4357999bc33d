"""Shortlists, the decisions on their trials, notes, saved views and patients: kinds of the user's own work.

A shortlist is known by its name, which is free text of the user's and holds no patient's name. A trial may be on many
shortlists; its entry on each carries a decision and its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from desktop.trials.facets import DECISION_FACET, HAS_FACET, NOTE_FACET, NOTED, SHORTLIST_FACET, STAR, searchable
from desktop.trials.own_work import DatedWork, OwnWork

UNSEEN, INCLUDE, MAYBE, EXCLUDE = "unseen", "include", "maybe", "exclude"
DECISIONS = (UNSEEN, INCLUDE, MAYBE, EXCLUDE)
"""What may be decided on a trial of a shortlist, in the order of the panel."""


@dataclass(frozen=True)
class Shortlist(DatedWork):
    """Hold that there is a shortlist with this name, also an empty one; it is own work on no trial."""

    kind: ClassVar[str] = "shortlist"
    loss: ClassVar[str] = "The shortlist {0} is damaged; make it again, its trials are kept."

    name: str
    made: str
    earlier: tuple["Shortlist", ...] = ()

    @property
    def subject(self) -> str:
        """Return its name."""
        return self.name


@dataclass(frozen=True)
class ShortlistEntry(DatedWork):
    """Hold that a trial is on a shortlist, and what is decided on it there.

    Entries stand in the order of ``position``, which is the time of adding in seconds until the user moves one.
    ``added`` and ``decided`` are ISO times with offset, the latter "" before the first decision. ``searched`` is the
    query that was in force when the trial was added, "" for none.
    """

    kind: ClassVar[str] = "entry"
    loss: ClassVar[str] = "The place of {1} on the shortlist {0} is damaged and does not count; add it again."

    shortlist: str
    position: float
    added: str
    decision: str = UNSEEN
    reason: str = ""
    decided: str = ""
    searched: str = ""
    earlier: tuple["ShortlistEntry", ...] = ()

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:  # a file may say anything
            raise TypeError(f"a decision cannot be {self.decision!r}")

    @property
    def subject(self) -> str:
        """Return the name of the shortlist."""
        return self.shortlist

    @property
    def when(self) -> str:
        """Return when it was decided; before a decision it gives way to any."""
        return self.decided

    @property
    def found_as(self) -> tuple[tuple[str, str], ...]:
        """Return its shortlist and its decision."""
        return (SHORTLIST_FACET, self.shortlist), (DECISION_FACET, self.decision), (HAS_FACET, STAR)

    def taking_over(self, other: "ShortlistEntry") -> "ShortlistEntry":
        """Return the newer decision, the older in its log; the order of the shortlist stays that of this laptop."""
        return self.joined_with(replace(other, position=self.position))

    def decide(self, decision: str, reason: str, now: str) -> "ShortlistEntry":
        """Return the entry with another decision; an earlier decision stays in its log."""
        decided = replace(self, decision=decision, reason=reason, decided=now)
        return decided.following(self) if self.decided else decided


@dataclass(frozen=True)
class Note(DatedWork):
    """Hold a dated note in plain text on a trial, or on its entry on a shortlist; ``id`` tells notes apart."""

    kind: ClassVar[str] = "note"
    loss: ClassVar[str] = "A note on {1} is damaged and cannot be read; write it again."

    id: str
    text: str
    made: str
    shortlist: str = ""
    earlier: tuple["Note", ...] = ()

    @property
    def subject(self) -> str:
        """Return its id."""
        return self.id

    @property
    def found_as(self) -> tuple[tuple[str, str], ...]:
        """Return that there is a note, and its words."""
        return (HAS_FACET, NOTED), (NOTE_FACET, searchable(self.text))


@dataclass(frozen=True)
class SavedView(DatedWork):
    """Hold a query that the user gave a name; it is own work on no trial."""

    kind: ClassVar[str] = "view"
    loss: ClassVar[str] = "The saved view {0} is damaged; save it again."

    name: str
    query: str
    made: str
    earlier: tuple["SavedView", ...] = ()

    @property
    def subject(self) -> str:
        """Return its name."""
        return self.name


@dataclass(frozen=True)
class SavedPatient(DatedWork):
    """Hold what a user told of one patient, under a label that names nobody; it is own work on no trial.

    ``answers`` are those of ``matching.patient.as_answers``. It leaves the program only where that is ticked.
    """

    kind: ClassVar[str] = "patient"
    loss: ClassVar[str] = "The saved patient {0} is damaged; describe her again."

    name: str
    answers: tuple[str, ...]
    made: str
    earlier: tuple["SavedPatient", ...] = ()

    @property
    def subject(self) -> str:
        """Return the label."""
        return self.name


@dataclass(frozen=True)
class Reasons(DatedWork):
    """Hold the user's own list of reasons for excluding a trial, at most nine; it is own work on no trial."""

    kind: ClassVar[str] = "reasons"
    loss: ClassVar[str] = "Your list of reasons is damaged; the usual ones are offered until you write it again."

    words: tuple[str, ...]
    made: str
    earlier: tuple["Reasons", ...] = ()

    @property
    def subject(self) -> str:
        """Return "": there is one list."""
        return ""


def entries_in(own_work: Iterable[OwnWork]) -> tuple[ShortlistEntry, ...]:
    """Return the places on shortlists among the user's own work on a trial."""
    return tuple(each for each in own_work if isinstance(each, ShortlistEntry))


def notes_in(own_work: Iterable[OwnWork]) -> tuple[Note, ...]:
    """Return the notes among the user's own work on a trial, the oldest first."""
    return tuple(sorted((each for each in own_work if isinstance(each, Note)), key=lambda each: (each.made, each.id)))

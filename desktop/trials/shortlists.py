"""The other kinds of own work: shortlists, decisions on their trials, notes, saved views and saved patients.

The name of a shortlist is the user's free text, without the name of a patient. A trial may be on many shortlists; each
entry has its own decision and reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from desktop.trials.facets import DECISION_FACET, HAS_FACET, NOTE_FACET, NOTED, SHORTLIST_FACET, STAR, searchable
from desktop.trials.own_work import DatedWork, OwnWork

UNSEEN, INCLUDE, MAYBE, EXCLUDE = "unseen", "include", "maybe", "exclude"
DECISIONS = (UNSEEN, INCLUDE, MAYBE, EXCLUDE)
"""The possible decisions on a trial of a shortlist, in the order of the panel."""


@dataclass(frozen=True)
class Shortlist(DatedWork):
    """Hold one shortlist, which may be empty; it belongs to no single trial."""

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
    """Hold the entry of a trial on a shortlist, with the decision on it there.

    Entries are sorted by ``position``: the time of adding in seconds, until the user moves the entry. ``added`` and
    ``decided`` are ISO times with offset, the latter "" before the first decision. ``searched`` is the query that was
    active when the trial was added, "" if there was none.
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
        """Return the time of the decision; "" before the first decision."""
        return self.decided

    @property
    def found_as(self) -> tuple[tuple[str, str], ...]:
        """Return the (facet, value) pairs of its shortlist and its decision."""
        return (SHORTLIST_FACET, self.shortlist), (DECISION_FACET, self.decision), (HAS_FACET, STAR)

    def taking_over(self, other: "ShortlistEntry") -> "ShortlistEntry":
        """Return the newer decision with the older in its log; keep the position on this laptop."""
        return self.joined_with(replace(other, position=self.position))

    def decide(self, decision: str, reason: str, now: str) -> "ShortlistEntry":
        """Return the entry with a new decision and the earlier one in its log; ``now`` is an ISO time with offset."""
        decided = replace(self, decision=decision, reason=reason, decided=now)
        return decided.following(self) if self.decided else decided


@dataclass(frozen=True)
class Note(DatedWork):
    """Hold a dated note in plain text on a trial, or on its entry on a shortlist; ``id`` identifies it."""

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
        """Return the (facet, value) pairs that say that there is a note, and what its words are."""
        return (HAS_FACET, NOTED), (NOTE_FACET, searchable(self.text))


@dataclass(frozen=True)
class SavedView(DatedWork):
    """Hold a query with the name that the user gave it; it belongs to no single trial."""

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
    """Hold the answers about one patient under a label without a name; it belongs to no single trial.

    ``answers`` come from ``matching.patient.as_answers``. They are exported only if the user ticks that.
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
    """Hold the user's own reasons for excluding a trial, at most nine; they belong to no single trial."""

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
    """Return the shortlist entries among the user's own work on a trial."""
    return tuple(each for each in own_work if isinstance(each, ShortlistEntry))


def notes_in(own_work: Iterable[OwnWork]) -> tuple[Note, ...]:
    """Return the notes among the user's own work on a trial, the oldest first."""
    return tuple(sorted((each for each in own_work if isinstance(each, Note)), key=lambda each: (each.made, each.id)))

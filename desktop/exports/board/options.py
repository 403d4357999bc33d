"""The options of a board pack: what it shows of the user's own work, and for which country."""

from dataclasses import dataclass

from desktop.trials.countries import common_name
from desktop.trials.own_work import OwnWork
from desktop.trials.shortlists import UNSEEN, Note, ShortlistEntry, entries_in, notes_in


@dataclass(frozen=True)
class BoardOptions:
    """Hold the choices for a board pack.

    ``shortlist`` is the list whose decisions are printed, "" for the latest decision on any list. Its name and the
    notes are free text of the user, so they are printed only with ``with_label`` and ``with_notes``. ``country`` is the
    country whose sites come before those of the user's own countries, "" for none. ``with_appendix`` adds the full text
    of each trial.
    """

    shortlist: str = ""
    country: str = ""
    with_label: bool = False
    with_notes: bool = False
    with_appendix: bool = False

    def countries(self, mine: tuple[str, ...]) -> tuple[str, ...]:
        """Return the countries whose sites come first: the one of this pack, then the user's own."""
        chosen = common_name(self.country) if self.country else ""
        return tuple(dict.fromkeys(filter(None, (chosen, *mine))))

    def entry(self, own_work: tuple[OwnWork, ...]) -> ShortlistEntry | None:
        """Return the shortlist entry of a trial whose decision is printed; None if there is none."""
        entries = entries_in(own_work)
        if self.shortlist:
            return next((each for each in entries if each.shortlist == self.shortlist), None)
        return max(entries, key=lambda each: (each.decision != UNSEEN, each.decided), default=None)

    def notes(self, own_work: tuple[OwnWork, ...]) -> tuple[Note, ...]:
        """Return the notes to print: those on the trial, and those on its entry on the shortlist."""
        if not self.with_notes:
            return ()
        return tuple(each for each in notes_in(own_work) if each.shortlist in ("", self.shortlist))


@dataclass(frozen=True)
class Search:
    """Hold a search that found trials: in words, in the query language, and its present number of trials."""

    words: str
    text: str
    found: int


@dataclass(frozen=True)
class DecisionLog:
    """Hold what was searched and decided: the number of trials at each step, and for each reason for excluding.

    ``first`` and ``last`` are the ISO dates of the first and last decision, "" if there is none.
    """

    searches: tuple[Search, ...] = ()
    listed: int = 0
    decided: tuple[tuple[str, int], ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    first: str = ""
    last: str = ""


def decision_in_words(entry: ShortlistEntry | None) -> str:
    """Return a decision as a word; "" for None."""
    words = {"include": "Include", "maybe": "Maybe", "exclude": "Exclude", "unseen": "Not yet decided"}
    return words[entry.decision] if entry else ""

"""Change shortlists, decisions and notes in the user's own work.

Functions with names in -ing (``adding``, ``deciding``) return changes and write nothing: the window puts the changes on
its undo stack, the command line makes them at once.
"""

import os
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.orders import BY_SHORTLIST
from desktop.errors import QueryError
from desktop.trials.own_work import NO_TRIAL, OwnWorkChange, putting
from desktop.trials.shortlists import (
    DECISIONS,
    Note,
    Reasons,
    Shortlist,
    ShortlistEntry,
    entries_in,
    notes_in,
)

Changes = tuple[OwnWorkChange, ...]
IN_ORDER = BY_SHORTLIST
"""The prefix of a sort key: a shortlist's name follows, and the order is that of its trials."""
LONGEST_NAME = 80
"""The maximum length of a shortlist's name, in letters."""
MOST_REASONS = 9
"""The maximum number of reasons in the list, because each has a key on the keyboard."""
_ID_BYTES = 16
_APART = 1e-3  # seconds between the positions of trials that are added together


@dataclass(frozen=True)
class ListedTrial:
    """Hold one trial of a shortlist; ``key`` may be that of a trial that was deleted."""

    key: str
    entry: ShortlistEntry
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class ShortlistCount:
    """Hold a shortlist with the number of its trials, and of those with each decision, in the order of DECISIONS.

    ``gone`` is the number of its trials that are no longer in the catalogue; the other numbers leave them out.
    """

    name: str
    trials: int
    decided: tuple[int, ...]
    gone: int = 0

    def as_json(self) -> dict[str, object]:
        """Return it as JSON fields for the command line."""
        return {"name": self.name, "trials": self.trials, **dict(zip(DECISIONS, self.decided, strict=True))}


def shortlist_names(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names of the shortlists, the oldest first."""
    lists = [each for each in catalogue.trials.own_work_of(NO_TRIAL) if isinstance(each, Shortlist)]
    return tuple(each.name for each in sorted(lists, key=lambda each: (each.made, each.name)))


def shortlists(catalogue: Catalogue) -> tuple[ShortlistCount, ...]:
    """Return the shortlists with their numbers, the oldest first."""
    decisions: dict[str, list[str]] = {name: [] for name in shortlist_names(catalogue)}
    gone = Counter[str]()
    own_works = catalogue.trials.all_own_work()
    here = catalogue.trials.ids_of_keys(own_works)
    for key, own_work in own_works.items():
        for entry in entries_in(own_work):
            found = decisions.setdefault(entry.shortlist, [])
            if key in here:
                found.append(entry.decision)
            else:
                gone[entry.shortlist] += 1
    return tuple(
        ShortlistCount(name, len(found), tuple(found.count(each) for each in DECISIONS), gone[name])
        for name, found in decisions.items()
    )


def trials_on(catalogue: Catalogue, name: str) -> tuple[ListedTrial, ...]:
    """Return the trials of a shortlist in its order, each with the notes on it here and on all shortlists."""
    found = [
        ListedTrial(key, entry, tuple(each for each in notes_in(own_work) if each.shortlist in ("", name)))
        for key, own_work in catalogue.trials.all_own_work().items()
        for entry in entries_in(own_work)
        if entry.shortlist == name
    ]
    return tuple(sorted(found, key=lambda each: (each.entry.position, each.key)))


def existing(catalogue: Catalogue, name: str) -> str:
    """Return the exact name of a shortlist; case does not matter unless two names differ only in case.

    Raises:
        QueryError: there is no such shortlist.
    """
    names = [each.name for each in shortlists(catalogue)]
    alike = [each for each in names if each.casefold() == name.strip().casefold()]
    if name.strip() in names:
        return name.strip()
    if len(alike) == 1:
        return alike[0]
    there = ", ".join(f"“{each}”" for each in names) or "none yet; `shortlist create` makes one"
    raise QueryError(f"There is no shortlist “{name}”; there is {there}.")


def creating(catalogue: Catalogue, name: str) -> Changes:
    """Create an empty shortlist.

    Raises:
        QueryError: the name is in use, empty, too long, or has several lines.
    """
    name = _fit(name)
    if name.casefold() in (each.name.casefold() for each in shortlists(catalogue)):
        raise QueryError(f"There is a shortlist “{name}” already; choose another name.")
    return (putting(NO_TRIAL, Shortlist(name, now())),)


def renaming(catalogue: Catalogue, name: str, new: str) -> Changes:
    """Rename a shortlist, with its entries and notes. Raises as ``creating`` does."""
    new = _fit(new)
    if new == name:
        return ()
    made = (
        creating(catalogue, new) if new.casefold() != name.casefold() else (putting(NO_TRIAL, Shortlist(new, now())),)
    )
    changes = [OwnWorkChange(NO_TRIAL, (Shortlist.kind, name), None), *made]
    for key, own_work in catalogue.trials.all_own_work().items():
        for entry in entries_in(own_work):
            if entry.shortlist == name:
                changes += [OwnWorkChange(key, entry.place, None), putting(key, replace(entry, shortlist=new))]
        changes += [putting(key, replace(each, shortlist=new)) for each in notes_in(own_work) if each.shortlist == name]
    return tuple(changes)


def dropping(catalogue: Catalogue, name: str) -> Changes:
    """Delete a shortlist with its decisions; keep the notes on its trials."""
    taken = (OwnWorkChange(each.key, each.entry.place, None) for each in trials_on(catalogue, name))
    return (OwnWorkChange(NO_TRIAL, (Shortlist.kind, name), None), *taken)


def adding(catalogue: Catalogue, name: str, keys: Iterable[str], searched: str = "") -> Changes:
    """Add trials at the end of a shortlist, which is created if missing; do not move those already on it.

    ``searched`` is the query that found them.
    """
    start, added = time.time(), now()
    new = [key for key in dict.fromkeys(keys) if entry_of(catalogue, key, name) is None]
    made = () if name in shortlist_names(catalogue) else (putting(NO_TRIAL, Shortlist(_fit(name), added)),)
    entries = (ShortlistEntry(name, start + place * _APART, added, searched=searched) for place in range(len(new)))
    return (*made, *(putting(*each) for each in zip(new, entries, strict=True)))


def taking_off(catalogue: Catalogue, name: str, keys: Iterable[str]) -> Changes:
    """Remove trials from a shortlist, with their decisions on it."""
    held = ((key, entry_of(catalogue, key, name)) for key in dict.fromkeys(keys))
    return tuple(OwnWorkChange(key, entry.place, None) for key, entry in held if entry)


def starring(catalogue: Catalogue, name: str, keys: Sequence[str], searched: str = "") -> Changes:
    """Add trials to a shortlist, or remove them if all of them are on it."""
    return adding(catalogue, name, keys, searched) or taking_off(catalogue, name, keys)


def deciding(catalogue: Catalogue, name: str, key: str, decision: str, reason: str = "", searched: str = "") -> Changes:
    """Decide on a trial of a shortlist; add it if it is not on it; ``searched`` is the query that found it.

    Raises:
        QueryError: there is no such decision.
    """
    if decision not in DECISIONS:
        raise QueryError(f"There is no decision “{decision}”; choose from: {', '.join(DECISIONS)}.")
    added = () if entry_of(catalogue, key, name) else adding(catalogue, name, [key], searched)
    fresh = [each.work for each in added if isinstance(each.work, ShortlistEntry)]
    entry = fresh[0] if fresh else entry_of(catalogue, key, name)
    assert entry is not None
    decided = putting(key, entry.decide(decision, " ".join(reason.split()), now()))
    return (*(each for each in added if each.place != decided.place), decided)


def moving(catalogue: Catalogue, name: str, key: str, place: int) -> Changes:
    """Move a trial of a shortlist to an index in its order; the first is 0."""
    others = [each.entry for each in trials_on(catalogue, name) if each.key != key]
    entry = entry_of(catalogue, key, name)
    if entry is None or not others:
        return ()
    place = max(0, min(place, len(others)))
    if place == 0:
        position = others[0].position - 1
    elif place == len(others):
        position = others[-1].position + 1
    else:
        position = (others[place - 1].position + others[place].position) / 2
    return (putting(key, replace(entry, position=position)),)


def noting(key: str, text: str, name: str = "", note: Note | None = None) -> Changes:
    """Write a note on a trial, or on its entry on a shortlist; replace ``note`` if given, or delete it if no text.

    Raises:
        QueryError: a new note has no text.
    """
    text = text.strip()
    if note is None:
        if not text:
            raise QueryError("A note needs a text.")
        return (putting(key, Note(os.urandom(_ID_BYTES).hex(), text, now(), name)),)
    if not text:
        return (OwnWorkChange(key, note.place, None),)
    if text == note.text:
        return ()
    return (putting(key, replace(note, text=text, made=now()).following(note)),)


def entry_of(catalogue: Catalogue, key: str, name: str) -> ShortlistEntry | None:
    """Return the entry of a trial on a shortlist; None if it is not on it."""
    return next((each for each in entries_in(catalogue.trials.own_work_of(key)) if each.shortlist == name), None)


def reasons(catalogue: Catalogue, resources: Path) -> tuple[str, ...]:
    """Return the reasons for excluding that are offered: the user's own list, or the shipped one."""
    own = next((each for each in catalogue.trials.own_work_of(NO_TRIAL) if isinstance(each, Reasons)), None)
    if own:
        return own.words
    return tuple(tomllib.loads((resources / "reasons.toml").read_text(encoding="utf-8"))["words"])[:MOST_REASONS]


def listing_reasons(words: Iterable[str]) -> Changes:
    """Store the user's own list of reasons, at most nine; if it is empty, the shipped list is offered again."""
    kept = tuple(dict.fromkeys(filter(None, (" ".join(each.split()) for each in words))))[:MOST_REASONS]
    own = Reasons(kept, now())
    return (OwnWorkChange(NO_TRIAL, own.place, own if kept else None),)


def now() -> str:
    """Return the present time (ISO with offset)."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _fit(name: str) -> str:
    fit = " ".join(name.split())
    if not fit or len(fit) > LONGEST_NAME:
        raise QueryError(f"The name of a shortlist has 1 to {LONGEST_NAME} letters; yours has {len(fit)}.")
    return fit

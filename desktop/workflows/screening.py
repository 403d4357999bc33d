"""Turn decisions from other programs on records into the user's own work on the trials."""

import hashlib
import time
from collections.abc import Iterable, Iterator

from desktop.catalogue.catalogue import Catalogue
from desktop.trials.own_work import NO_TRIAL, OwnWork, OwnWorkChange, putting
from desktop.trials.screening import ScreeningDecision
from desktop.trials.shortlists import UNSEEN, Note, Shortlist, ShortlistEntry, entries_in
from desktop.workflows.shortlists import LONGEST_NAME, now, shortlist_names

_APART = 1e-3  # seconds between the positions of trials of one batch


def taking_over(
    catalogue: Catalogue, program: str, screened: Iterable[tuple[str, tuple[ScreeningDecision, ...]]]
) -> tuple[OwnWorkChange, ...]:
    """Return the changes that turn decisions, given as (key, decisions), into own work; omit decisions already known.

    A decision without a list is put on a shortlist named after the ``program``. A decision that the user made here is
    kept in the log of the entry.
    """
    names, changes, start = set(shortlist_names(catalogue)), list[OwnWorkChange](), time.time()
    for place, (key, decisions) in enumerate(screened):
        held = catalogue.trials.own_work_of(key)
        for work in _work(held, program, decisions, start + place * _APART):
            name = work.shortlist if isinstance(work, ShortlistEntry) else ""
            if name and name not in names:
                names.add(name)
                changes.append(putting(NO_TRIAL, Shortlist(name, now())))
            changes.append(putting(key, work))
    return tuple(changes)


def _work(
    held: Iterable[OwnWork], program: str, decisions: Iterable[ScreeningDecision], position: float
) -> Iterator[OwnWork]:
    held = tuple(held)
    known = {each.place for each in held}
    entries = {each.shortlist: each for each in entries_in(held)}
    changed: dict[str, ShortlistEntry] = {}
    for each in decisions:
        name = " ".join((each.list_name or program).split())[:LONGEST_NAME]
        reason = f"{each.reason} ({each.by})".strip() if each.by and each.decision != UNSEEN else each.reason
        before = changed.get(name, entries.get(name)) or ShortlistEntry(name, position, now())
        is_news = name not in entries and name not in changed
        if each.decision != UNSEEN and not _is_known(before, each.decision, reason):
            changed[name] = before.decide(each.decision, reason, now())
        elif is_news and (each.list_name or each.decision != UNSEEN):
            changed[name] = before
        if each.note:
            note = Note(_id(each), each.note, now())
            if note.place not in known:
                yield note
    yield from changed.values()


def _is_known(entry: ShortlistEntry, decision: str, reason: str) -> bool:
    """Return whether an entry has this decision now, or had it earlier."""
    return (decision, reason) in [(each.decision, each.reason) for each in (entry, *entry.earlier)]


def _id(decision: ScreeningDecision) -> str:
    """Return an id for a note, which is the same at the next import."""
    return hashlib.sha256(f"{decision.by}\n{decision.note}".encode("utf-8", "replace")).hexdigest()[:32]

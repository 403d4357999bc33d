"""Decide what is exported of the user's own work: names of shortlists and notes only if she ticked them."""

from dataclasses import replace

from desktop.exports.board.options import BoardOptions
from desktop.trials.facets import NOTE_FACET, SHORTLIST_FACET
from desktop.trials.own_work import OwnWork
from desktop.trials.shortlists import Note, ShortlistEntry, notes_in


class ToldWork:
    """Give the own work on the trials of one export; a shortlist without a name has the same number in all of it."""

    def __init__(self, options: BoardOptions) -> None:
        self.options = options
        self._names: dict[str, str] = {}

    def name(self, shortlist: str) -> str:
        """Return the name of a shortlist if that was ticked, else a neutral one."""
        if self.options.with_label or not shortlist:
            return shortlist
        return self._names.setdefault(shortlist, f"Shortlist {len(self._names) + 1}")

    def notes(self, own_work: tuple[OwnWork, ...]) -> tuple[Note, ...]:
        """Return all notes on a trial if they were ticked, else none."""
        return notes_in(own_work) if self.options.with_notes else ()

    def all(self, own_work: tuple[OwnWork, ...]) -> tuple[OwnWork, ...]:
        """Return the own work on a trial, with its log, in the form that may be exported."""
        return tuple(told for each in own_work if (told := self._told(each)))

    def _told(self, work: OwnWork) -> OwnWork | None:
        if isinstance(work, Note):
            earlier = tuple(replace(each, shortlist=self.name(each.shortlist)) for each in work.earlier)
            told = replace(work, shortlist=self.name(work.shortlist), earlier=earlier)
            return told if self.options.with_notes else None
        if isinstance(work, ShortlistEntry):
            return replace(self._entry(work), earlier=tuple(map(self._entry, work.earlier)))
        return work

    def _entry(self, entry: ShortlistEntry) -> ShortlistEntry:
        return replace(entry, shortlist=self.name(entry.shortlist), searched=self._searched(entry.searched))

    def _searched(self, query: str) -> str:
        """Return the query that found a trial; "" if it may contain the name of a shortlist or a note."""
        words = query.casefold()
        untold = (SHORTLIST_FACET, self.options.with_label), (NOTE_FACET, self.options.with_notes)
        return "" if any(facet in words and not ticked for facet, ticked in untold) else query

"""Make the cell of the user's decisions on a trial.

The names of shortlists are free text that may name a patient. They are shown only on the screen, and are not in the
words of the cell, which are copied, printed and exported.
"""

from collections.abc import Iterator

from desktop.comparison.cells import Compared
from desktop.comparison.parts import Cell, Line
from desktop.sheet.parts import Item, Items, plain
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import DECISION_FACET, NOT_STATED
from desktop.trials.shortlists import ShortlistEntry, entries_in


def decision_cell(trial: Compared) -> Cell:
    """Return the cell of the decisions on a trial, with their reasons; each shortlist may have another one."""
    entries = entries_in(trial.subject.stored.own_work)
    if not entries:
        return Cell((Line(trial.words.label(DECISION_FACET, NOT_STATED)),), (NOT_STATED,), is_silent=True)
    lines = dict.fromkeys(
        Line(trial.words.label(DECISION_FACET, entry.decision), tuple(_notes(entry))) for entry in entries
    )
    named = (
        Item(plain(f"{entry.shortlist}: {trial.words.label(DECISION_FACET, entry.decision)}"), tuple(_notes(entry)))
        for entry in entries
    )
    values = tuple(dict.fromkeys(entry.decision for entry in entries))
    return Cell(tuple(lines), values, behind=(Items("decisions", "", tuple(named)),))


def _notes(entry: ShortlistEntry) -> Iterator[str]:
    if entry.reason:
        yield entry.reason
    if entry.decided:
        yield f"decided {day_in_words(entry.decided[:10])}"

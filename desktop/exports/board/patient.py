"""Make the page of a board pack for one patient: what is known of her, and how each trial of the pack fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.exports.board.shortened import shortened, some

PATIENT_ROWS = 6
"""The maximum of trials on one page."""
PATIENT_HEADS = ("No.", "Trial", "Fit", "What fits", "What speaks against it, or is open", "Record of", "Page")
PATIENT_WIDTHS = (3, 22, 10, 24, 29, 7)  # per cent; the last column gets the rest
_MOST_NAME, _MOST_COHORT, _MOST_FITTING, _MOST_SAID = 90, 60, 6, 60


class PatientCut(NamedTuple):
    """Hold the maximum of deciding criteria for a trial, and of letters of each sentence; 0 omits the sentences."""

    decisive: int
    quote: int


PATIENT_CUTS = (PatientCut(4, 140), PatientCut(3, 70), PatientCut(3, 0))
"""The cuts from the longest to the shortest; the printer uses the first that fits a sheet."""


@dataclass(frozen=True)
class Decisive:
    """Hold one deciding criterion: its name, the trial's value, and the sentence, "" if there is none.

    ``source`` says that the sentence is one of the exclusion criteria, else "".
    """

    criterion: str
    said: str
    quote: str
    source: str = ""


@dataclass(frozen=True)
class PatientRow:
    """Hold how one trial fits, in words; ``date`` is the ISO date of its record, "" if unknown."""

    name: str
    identifier: str
    fit: str
    cohort: str
    fitting: tuple[str, ...]
    decisive: tuple[Decisive, ...]
    date: str


@dataclass(frozen=True)
class PatientPart:
    """Hold the content of the page for one patient: the ``known`` answers, a row for each trial, and a note.

    ``label`` is the user's own text, and is printed only if that was ticked.
    """

    label: str = ""
    known: tuple[tuple[str, str], ...] = ()
    rows: tuple[PatientRow, ...] = ()
    note: str = ""

    @property
    def pages(self) -> tuple[Sequence[PatientRow], ...]:
        """Return the rows of each page."""
        return tuple(self.rows[start : start + PATIENT_ROWS] for start in range(0, len(self.rows), PATIENT_ROWS))


NO_PATIENT = PatientPart()


def cut_row(row: PatientRow, cut: PatientCut) -> PatientRow:
    """Return a row shortened to its space, with the number of omitted items."""
    more = len(row.decisive) - cut.decisive
    return replace(
        row,
        name=shortened(row.name, _MOST_NAME),
        cohort=shortened(row.cohort, _MOST_COHORT),
        fitting=(some([shortened(each, _MOST_SAID) for each in row.fitting], _MOST_FITTING, "; "),),
        decisive=(*(_short(each, cut) for each in row.decisive[: cut.decisive]), *_left_out(more)),
    )


def _short(each: Decisive, cut: PatientCut) -> Decisive:
    return replace(
        each, said=shortened(each.said, _MOST_SAID), quote=shortened(each.quote, cut.quote) if cut.quote else ""
    )


def _left_out(more: int) -> Iterator[Decisive]:
    if more > 0:
        yield Decisive(f"… {more} more", "see the trial", "")

"""Read the tables of outcomes of a MedPath page: a row is "nameTime", its method follows after an empty line."""

import re
from collections.abc import Iterator

from desktop.documents.medpath.page import Page
from desktop.documents.medpath.run_together import split_outcome_row
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.trial import Outcome, OutcomeRank

_RANKS: tuple[tuple[OutcomeRank, str], ...] = (
    ("primary", "Primary Outcome Measures"),
    ("secondary", "Secondary Outcome Measures"),
    ("other", "Other Outcome Measures"),
)
# The Indian registry writes the time of an outcome after it.
_TIME_POINT = re.compile(r"(?P<measure>.*?)\s*\bTime ?point:\s*(?P<time>.*)", re.IGNORECASE)
_TIME_POINT_SEAM = re.compile(r"(?<=\S)(?=Time ?point:)", re.IGNORECASE)


def outcomes_of(page: Page) -> Iterator[Outcome]:
    """Yield the outcomes of a page in order."""
    for rank, label in _RANKS:
        yield from _rows(rank, page.under(label))


def _rows(rank: OutcomeRank, lines: list[str]) -> Iterator[Outcome]:
    measure, time_frame, method = "", "", list[str]()
    after_gap = False
    for line in lines:
        words = one_line(line)
        if not words:
            after_gap = True
            continue
        name, time, told = _split_row(words)
        # A line without a time is the method, unless no empty line separates it from the row above.
        if measure and not time and (after_gap or method):
            method.append(words)
            continue
        if measure:
            yield Outcome(rank, measure, "\n".join(method), time_frame)
        measure, time_frame, method, after_gap = name, time, [told] if told else [], False
    if measure:
        yield Outcome(rank, measure, "\n".join(method), time_frame)


def _split_row(words: str) -> tuple[str, str, str]:
    pointed = _TIME_POINT.fullmatch(_TIME_POINT_SEAM.sub(" ", words))
    if pointed and pointed["measure"]:
        return pointed["measure"], pointed["time"], ""
    return split_outcome_row(words)

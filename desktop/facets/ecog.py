"""ECOG maximum: the highest performance status (ECOG, WHO, Zubrod: one scale) with which a patient may enter."""

import re
from collections.abc import Iterable, Iterator

from desktop.facets.entry.sayings import Phrasebook, Saying
from desktop.facets.entry.sentences import begins_with_another_cancer
from desktop.facets.entry.units import Side, Unit, units
from desktop.facets.entry.words import Words
from desktop.facets.matching import best
from desktop.facets.reading import ACCOUNT, Reading, plain
from desktop.facets.small_letters import lowered
from desktop.trials.finding import Finding

_FACET = "ecog_max"
_WORST = 4
_BREAST, _NAMING = "breast", ("conditions", "title")
# A line that begins with a grade or a limit, and is no number of a list.
_GRADES_BELOW = re.compile(r"\n+[^\w\n<≤]*(?!\d+[.)]\s)(?:[0-4]\b|[<≤])[^\n]*")
# A grade alone in its line: some copies break a line at the sign between two grades ("0~1").
# Its unit may stand behind it, and more behind a semicolon.
_GRADE_ALONE = re.compile(r"\n+[^\S\n]*([1-4])(?:[^\S\n]+[^\W\d]+)?[^\S\n]*(?:;|[.,]?[^\S\n]*(?=\n|$))")


def find_ecog(reading: Reading, book: Phrasebook, words: Words | None = None) -> list[Finding]:
    """Return the highest performance status allowed, "0" to "4", with its evidence; none where none is stated.

    Of several limits (one for each cohort, say) the highest is the trial's. What the inclusion criteria say goes before
    what follows from the exclusion criteria, and both before the summary or the abstract. A limit of another
    cancer alone, which ``words`` tell, is none of a trial of breast cancer.
    """
    for side in ("in", "out", "prose"):
        limits = list(_limits(reading, _units(reading, book, side), book))
        if words and any(_BREAST in reading.lowered(name) for name in _NAMING):
            limits = [each for each in limits if not begins_with_another_cancer(each[1].unit.span.plain, words)]
        if limits:
            highest = max(limit for limit, _ in limits)
            return best(_finding(reading, each, highest) for limit, each in limits if limit == highest)
    return []


def _units(reading: Reading, book: Phrasebook, side: Side) -> Iterator[Unit]:
    for unit in units(reading, book.hints["text"], sides=(side,)):
        section = unit.span.section
        if side != "prose" or section in ACCOUNT or section.startswith("abstract"):
            yield unit


def _with_grades_below(reading: Reading, unit: Unit) -> Iterator[Unit]:
    """Yield a unit, with each of the lines of grades below it where it is their heading or begins their range."""
    span, text = unit.span, reading.sections[unit.span.section]
    end = span.end
    while below := _below(span.text.rstrip(), text, end):
        between = " " * (below.start() - span.end)
        # Of a grade alone, what stands behind it counts for nothing.
        end = below.end(below.lastindex or 0)
        in_plain = span.plain + between + plain(text[below.start() : end].replace("\n", " "))
        wider = span._replace(end=end, text=text[span.start : end], plain=in_plain, lowered=lowered(in_plain))
        yield unit.at(wider)
    if end == span.end:
        yield unit


def _below(unit: str, text: str, end: int) -> re.Match[str] | None:
    """Return the line at ``end`` that belongs to a unit: "ECOG status:", "0-1" or "ECOG status: 0", "1"."""
    if unit.endswith(":"):
        return _GRADES_BELOW.match(text, end)
    alone = _GRADE_ALONE.match(text, end)
    return alone if alone and "0" <= unit[-1:] < alone[1] else None


def _limits(reading: Reading, found: Iterable[Unit], book: Phrasebook) -> Iterator[tuple[int, Saying]]:
    for unit in (each for own in found for each in _with_grades_below(reading, own)):
        said: dict[tuple[int, int], list[Saying]] = {}
        for each in book.read(unit):
            said.setdefault((each.start, each.end), []).append(each)
        for together in said.values():
            grades = [int(each.detail) if each.what == "grade" else int(each.what[-1]) for each in together]
            limit = max(grades) if together[0].force == "top" else min(grades) - 1
            if 0 <= limit <= _WORST:
                yield limit, together[0]


def _finding(reading: Reading, each: Saying, limit: int) -> Finding:
    quote = reading.quote(each.unit.span, each.start, each.end)
    return Finding(_FACET, str(limit), each.rule, each.basis, quote)

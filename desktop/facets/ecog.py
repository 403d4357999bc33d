"""ECOG maximum: the highest performance status (ECOG, WHO, Zubrod: one scale) with which a patient may enter."""

from collections.abc import Iterable, Iterator

from desktop.facets.entry.sayings import Phrasebook, Saying
from desktop.facets.entry.units import Side, Unit, units
from desktop.facets.matching import best
from desktop.facets.reading import ACCOUNT, Reading
from desktop.trials.finding import Finding

_FACET = "ecog_max"
_WORST = 4


def find_ecog(reading: Reading, book: Phrasebook) -> list[Finding]:
    """Return the highest performance status allowed, "0" to "4", with its evidence; none where none is stated.

    Of several limits (one for each cohort, say) the highest is the trial's. What the inclusion criteria say goes before
    what follows from the exclusion criteria, and both before the summary or the abstract.
    """
    for side in ("in", "out", "prose"):
        limits = list(_limits(_units(reading, book, side), book))
        if limits:
            highest = max(limit for limit, _ in limits)
            return best(_finding(reading, each, highest) for limit, each in limits if limit == highest)
    return []


def _units(reading: Reading, book: Phrasebook, side: Side) -> Iterator[Unit]:
    for unit in units(reading, book.hints["text"], sides=(side,)):
        section = unit.span.section
        if side != "prose" or section in ACCOUNT or section.startswith("abstract"):
            yield unit


def _limits(found: Iterable[Unit], book: Phrasebook) -> Iterator[tuple[int, Saying]]:
    for unit in found:
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

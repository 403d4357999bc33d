"""Headings of criteria that the line below them answers: "Hormone receptor status:", "- Any status allowed"."""

from collections.abc import Callable

from desktop.facets.entry.lexicon import Language
from desktop.facets.entry.units import Unit
from desktop.facets.reading import Reading, Span

_LONGEST = 80  # letters, of a heading or of the line that answers it


def answered(unit: Unit, reading: Reading, language: Language, names_it: Callable[[Span], bool]) -> Unit:
    """Return a heading together with the line below it, if that ``names_it`` not itself; any other unit as it is."""
    heading = unit.span
    if unit.side != "in" or heading.plain[-1:] != ":" or len(heading.plain) > _LONGEST:
        return unit  # looked at first: most sentences are no headings
    if not language.tells["status_heading"].pattern.search(heading.plain):
        return unit
    below = next(reading.below(heading), None)
    if below is None or len(below.plain) > _LONGEST or below.plain.endswith(":") or names_it(below):
        return unit
    return unit.at(_joined(heading, below, reading, language))


def _joined(heading: Span, below: Span, reading: Reading, language: Language) -> Span:
    mark = language.tells["list_mark"].pattern.match(below.plain)
    rest = mark.end() if mark else 0
    gap = " " * (below.start + rest - heading.end)
    return Span(
        heading.section,
        heading.start,
        below.end,
        reading.sections[heading.section][heading.start : below.end],
        heading.plain + gap + below.plain[rest:],
        heading.lowered + gap + below.lowered[rest:],
        heading.hinted | below.hinted,
    )

"""Ways to enter that one criterion lists in its line: "any of the following: 1) grade 3; 2) ER-negative; 3) T2"."""

import re

from desktop.facets.layout import Layout
from desktop.facets.reading import Span

_NUMBER = r"(?:[(]?\b(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[①-⑩])"
_AT_START = re.compile(rf"\s*{_NUMBER}")
_BEFORE = re.compile(rf"(?:[;:]|{_NUMBER})\s*$")
_BORDERS = re.compile(rf";|(?:(?<=\s)|(?<=:)){_NUMBER}")
_SHORTEST = 1  # letters
_MOST_READ = 2_000  # letters of a line


def inline_ways(text: str, span: Span, layout: Layout) -> tuple[str, ...]:
    """Return the ways that the line of a sentence lists, if the sentence tells one of them; else none."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.start)
    end = end if end >= 0 else len(text)
    if end - start <= len(span.text):
        return ()  # looked at first: most sentences are lines of their own
    heading = layout.ways_in_line.search(text, start, min(span.end, start + _MOST_READ))
    if heading is None:
        return ()
    if heading.end() <= span.start:
        listed = text[heading.end() : span.start]
        if not (_AT_START.match(span.text) or _BEFORE.search(listed) or not listed.strip()):
            return ()  # a sentence behind the list
    ways = (each.strip(" .,;") for each in _BORDERS.split(text[heading.end() : min(end, start + _MOST_READ)]))
    return tuple(each for each in ways if len(each) > _SHORTEST)


def ways_begin(span: Span, layout: Layout) -> int:
    """Return where in a sentence the ways begin that it lists, 0 if it lists none."""
    heading = layout.ways_in_line.search(span.plain)
    return heading.end() if heading else 0

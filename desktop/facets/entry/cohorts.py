"""The cohorts that a text names, and which of them a place in a sentence speaks of."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from desktop.facets.layout import Layout

_LONGEST_HEADING = 160
_MOST_READ = 50_000  # letters of a text
# Behind the cohort of which all else speaks: "Cohort B: …", "Part 2B (one line): …", "Part 2B (one line) Adults …"
_OPENS = re.compile(r"\s?:|\s\([^()\n]{1,120}\)(?::|\s(?=[A-Z]))")
_SENTENCE = re.compile(r"\w\W+\w+\W+\w+\W+\w+\.$")  # a line of more than a name: "Part 1: at least one line."
_SHORT = 60  # letters: a line that begins with a cohort and is no longer is its heading


def heading_of(text: str, layout: Layout) -> str:
    """Return the cohort that a criterion opens for those below it ("Cohort A:"), "" if it opens none."""
    line = text.strip()
    opens = line.endswith(":") and len(line) <= _LONGEST_HEADING
    if not opens and (len(line) >= _SHORT or (line.endswith(".") and _SENTENCE.search(line))):
        return ""
    if not opens and (behind := _named_last(line, layout)):
        return behind
    named = layout.cohort.search(line, 0, _LONGEST_HEADING) if opens else _named_first(line, layout)
    if opens and not named and (kind := layout.cohort_behind.search(line)):
        return kind["name"]
    return named.group() if named else ""


def opening_of(text: str, layout: Layout) -> str:
    """Return the cohort of which a whole criterion speaks, since it begins with it: "Cohort B: …"; "" for none."""
    named = _named_first(text, layout)
    begins = _OPENS.match(text, named.end()) if named else None
    if not named or begins is None:
        return ""
    return "" if layout.cohort.search(text, begins.end()) else named.group()


def _named_first(text: str, layout: Layout) -> re.Match[str] | None:
    """Return the cohort with which a text begins, but for bullets and brackets."""
    return layout.cohort.match(text, len(text) - len(text.lstrip("-*•(. ")), _LONGEST_HEADING)


def _named_last(line: str, layout: Layout) -> str:
    """Return the cohort at the end of a heading of criteria: "Inclusion criteria for Cohort 1"; "" for none."""
    named = layout.cohort.search(line)
    if named is None or line[named.end() :].strip(" ).-"):
        return ""
    return named.group() if layout.cohort_headed.search(line[: named.start()]) else ""


class CohortsNamed:
    """Hold the cohorts that a sentence in plain signs names; ``default`` is the one whose heading it stands under.

    "(Cohort A)" stands behind what it is about, "Cohort A:" before it.
    """

    def __init__(self, text: str, layout: Layout, default: str = "") -> None:
        self._default = default
        named = [(each.start(), each.end(), each.group()) for each in layout.cohort.finditer(text)]
        self._bracketed = [each for each in named if each[0] and text[each[0] - 1] in "(["]
        self._before = [each for each in named if each not in self._bracketed]
        before = text[: self._before[0][0]].strip("-*•. ").lower() if self._before else None
        self._opens = before is not None and layout.before_cohort.search(before) is not None

    def at(self, start: int, end: int) -> str:
        """Return the cohort that the words from ``start`` to ``end`` are about, "" if they are about no single one."""
        behind = next((name for first, _, name in self._bracketed if first >= end), "")
        if behind:
            return behind
        count = bisect_right(self._before, start, key=lambda each: each[1])
        if count and (self._opens or count > 1):
            return self._before[count - 1][2]
        return self._default


@lru_cache(maxsize=256)
def labels(cohort: str, layout: Layout) -> frozenset[str]:
    """Return the single cohorts behind a name: "Cohorts 1 and 2" are two; none for ""."""
    named = layout.cohort.search(cohort)
    return frozenset(_single(named, layout)) if named else frozenset()


def labels_in(text: str, layout: Layout) -> frozenset[str]:
    """Return the single cohorts that a text names anywhere."""
    return frozenset(label for named in layout.cohort.finditer(text, 0, _MOST_READ) for label in _single(named, layout))


def of_one(label: str, other: str) -> bool:
    """Tell whether two single cohorts are the same, or one is a part of the other: 1 and 1b, A and A2, not 1 and 10."""
    short, long = sorted((label.lower(), other.lower()), key=len)
    if not long.startswith(short):
        return False
    return short == long or short[-1].isdigit() != long[len(short)].isdigit()


def _single(named: re.Match[str], layout: Layout) -> Iterator[str]:
    kind = named["kind"].lower().replace("-", "")
    return (f"{kind} {each}" for each in layout.cohort_label.findall(named["labels"]))

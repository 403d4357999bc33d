"""The cohorts that a text names, and which of them a place in a sentence speaks of."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

_LABEL = r"(?-i:[A-Z]?\d{1,2}[a-z]?|[A-Z]\d?|[IVX]+)"
_NAMED = re.compile(
    rf"\b((?:sub-?)?(?:cohort|arm|part|group|module|stratum|population))s?\s+({_LABEL}\b(?:(?:,|/|\s+and|\s+or|\s*&)\s*{_LABEL}\b)*)",
    re.IGNORECASE,
)
# "Criteria for patients in BM cohorts:": a cohort whose name stands before its kind.
_NAME_FIRST = re.compile(
    r"\b(?:for|in|of)\s+(?:the\s+)?((?-i:[A-Z][\w/+-]*)(?:\s+(?-i:[A-Z][\w/+-]*))?\s+(?:cohort|arm|group|stratum))s?\s*:$",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\b{_LABEL}\b", re.IGNORECASE)
_LONGEST_HEADING = 160
_OPENINGS = (
    "",
    "for",
    "in",
    "for patients in",
    "for participants in",
    "for subjects in",
    "patients in",
    "participants in",
)
_MOST_READ = 50_000  # letters of a text
_SHORT = 60  # letters: a line that begins with a cohort and is no longer is its heading


def heading_of(text: str) -> str:
    """Return the cohort that a criterion opens for those below it ("Cohort A:"), "" if it opens none."""
    line = text.strip()
    opens = line.endswith(":") and len(line) <= _LONGEST_HEADING
    if not opens and len(line) >= _SHORT:
        return ""
    named = _NAMED.search(line, 0, _LONGEST_HEADING) if opens else _named_first(line)
    if opens and not named and (kind := _NAME_FIRST.search(line)):
        return kind[1]
    return named.group() if named else ""


def opening_of(text: str) -> str:
    """Return the cohort of which a whole criterion speaks, since it begins with it: "Cohort B: …"; "" for none."""
    named = _named_first(text)
    if not named or text[named.end() : named.end() + 2].lstrip()[:1] != ":":
        return ""
    return "" if _NAMED.search(text, named.end()) else named.group()


def _named_first(text: str) -> re.Match[str] | None:
    """Return the cohort with which a text begins, but for bullets and brackets."""
    return _NAMED.match(text, len(text) - len(text.lstrip("-*•(. ")), _LONGEST_HEADING)


class CohortsNamed:
    """Hold the cohorts that a sentence in plain signs names; ``default`` is the one whose heading it stands under.

    "(Cohort A)" stands behind what it is about, "Cohort A:" before it.
    """

    def __init__(self, text: str, default: str = "") -> None:
        self._default = default
        named = [(each.start(), each.end(), each.group()) for each in _NAMED.finditer(text)]
        self._bracketed = [each for each in named if each[0] and text[each[0] - 1] in "(["]
        self._before = [each for each in named if each not in self._bracketed]
        self._opens = bool(self._before) and text[: self._before[0][0]].strip("-*•. ").lower() in _OPENINGS

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
def labels(cohort: str) -> frozenset[str]:
    """Return the single cohorts behind a name: "Cohorts 1 and 2" are two; none for ""."""
    named = _NAMED.search(cohort)
    return frozenset(_single(named)) if named else frozenset()


def labels_in(text: str) -> frozenset[str]:
    """Return the single cohorts that a text names anywhere."""
    return frozenset(label for named in _NAMED.finditer(text, 0, _MOST_READ) for label in _single(named))


def of_one(label: str, other: str) -> bool:
    """Tell whether two single cohorts are the same, or one is a part of the other: 1 and 1b, A and A2, not 1 and 10."""
    short, long = sorted((label.lower(), other.lower()), key=len)
    if not long.startswith(short):
        return False
    return short == long or short[-1].isdigit() != long[len(short)].isdigit()


def _single(named: re.Match[str]) -> Iterator[str]:
    kind = named[1].lower().replace("-", "")
    return (f"{kind} {each}" for each in _ONE.findall(named[2]))

"""HER2 states that are told by immunohistochemistry scores and hybridisation results instead of by name."""

import re
from dataclasses import dataclass

from desktop.facets.rules import Rules

_FACET = "her2_scores"
_MENTION = re.compile(r"her[\s-]*2|erb-?\s?b-?\s?2|her/neu|growth\s+factor\s+receptor\s*(?:type\s*)?2", re.IGNORECASE)
_RANGE = re.compile(r"[0-3]\+?[-~]\+?[0-3]\+?")
_SIGNS = re.compile(r"(?<![\d+])\+{2,3}(?!\d)")


@dataclass(frozen=True)
class Scores:
    """Hold the HER2 states that a sentence defines by scores, and where; offsets count within the sentence."""

    states: tuple[str, ...]
    start: int
    end: int


def her2_scores(sentence: str, rules: Rules) -> Scores | None:
    """Return the HER2 states a sentence in plain signs defines by scores alone; None if it defines none.

    ASCO-CAP 2018: 3+ or amplified is positive; "0, 1+ or 2+ without amplification" is negative. A group of 1+ or of 2+
    without amplification but not 0 is low (FDA 2022), 0 alone is zero. 2+ alone, without a hybridisation result,
    is equivocal: needs_review.
    """
    if not _MENTION.search(sentence):
        return None
    found: set[int] = set()
    start, end = len(sentence), 0
    for rule in rules.scoped(_FACET, "scores"):
        for match in rule.find(sentence):
            found |= _numbers(match["run"] or match["before"], match["bound"] or "")
            start, end = min(start, match.start()), max(end, match.end())
    if not found:
        return None
    for rule in rules.scoped(_FACET, "more"):
        for match in rule.find(sentence):
            if match.start() >= start:
                found |= _numbers(match["run"], "")
                end = max(end, match.end())
    return Scores(_states(found, sentence, rules), start, end)


def _numbers(run: str, bound: str) -> set[int]:
    compact = re.sub(r"\s", "", run)
    if not compact.strip("+"):
        return {len(compact)}
    numbers = {int(each) for each in re.findall(r"[0-3]", compact)} | {len(each) for each in _SIGNS.findall(compact)}
    if len(numbers) == 2 and _RANGE.fullmatch(compact):
        return set(range(min(numbers), max(numbers) + 1))
    lowest, highest = min(numbers), max(numbers)
    bounds = {"≤": (0, highest), "<=": (0, highest), "<": (0, highest - 1), ">": (lowest + 1, 3)}
    bounds |= {"≥": (lowest, 3), ">=": (lowest, 3), "atleast": (lowest, 3)}
    first, last = bounds.get("".join(bound.split()).lower(), (None, None))
    return numbers if first is None or last is None else set(range(first, last + 1))


def _states(scores: set[int], sentence: str, rules: Rules) -> tuple[str, ...]:
    states: list[str] = []
    if 3 in scores or _says(rules, "amplified", sentence):
        states.append("positive")
    if scores == {0}:
        states.append("ultralow" if _says(rules, "membrane", sentence) else "zero")
    elif 0 in scores:
        states.append("negative")
    elif 1 in scores or (2 in scores and _says(rules, "unamplified", sentence)):
        states.append("low")
    return tuple(states) or ("needs_review",)


def _says(rules: Rules, scope: str, sentence: str) -> bool:
    return rules.scoped(_FACET, scope).matches(sentence)

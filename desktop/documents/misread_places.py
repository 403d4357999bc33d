"""Tell which records of a document hold what was put right in its text, by the letters beside each such character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.trials.trial import Trial

# What parts one field of a document from the next.
_APART = re.compile(r"[\t\",;|<>\\]")
# ASCII that is no letter and no figure, and any space.
_BETWEEN = re.compile(r"[\x00-/:-@\[-`{-\x7f\s]+")
_BESIDE = 8
_FEWEST = 7
_MOST = 5_000
_LONGEST_LINE = 200_000


@dataclass(frozen=True)
class MisreadPlaces:
    """Hold the characters that were put right, each with the letters before or behind it; none means: anywhere."""

    traces: frozenset[str] = frozenset()

    def are_in(self, trial: Trial) -> bool:
        """Return whether a trial holds one of these characters in one of these places."""
        text = repr(trial)
        if text.isascii():
            return False
        told = _letters(text)
        return not told.isascii() and (not self.traces or any(trace in told for trace in self.traces))


def misread_places(before: str, after: str) -> MisreadPlaces:
    """Return where a text differs from what it was before its characters were put right; both have the same lines."""
    traces: set[str] = set()
    for old, new in zip(before.split("\n"), after.split("\n"), strict=True):
        if old == new:
            continue
        if len(new) > _LONGEST_LINE or len(traces) > _MOST:
            return MisreadPlaces()
        told = {trace for part in _APART.split(new) for trace in _traces(_letters(part))}
        known = _letters(old)
        for length in {len(trace) for trace in told}:
            told -= _of_length(known, length)
        traces |= told
    return MisreadPlaces(frozenset(traces))


def _of_length(letters: str, length: int) -> frozenset[str]:
    """Return all parts of so many letters; to look for thousands of traces one by one would take the square."""
    return frozenset(letters[place : place + length] for place in range(len(letters) - length + 1))


def _traces(letters: str) -> Iterator[str]:
    for place, letter in enumerate(letters):
        if not letter.isascii():
            for trace in (letters[max(0, place - _BESIDE) : place + 1], letters[place : place + 1 + _BESIDE]):
                # Fewer letters stand in other records, too, unless they are all that the field holds.
                if len(trace) >= _FEWEST or len(letters) < _FEWEST:
                    yield trace


def _letters(text: str) -> str:
    """Return letters, figures and signs beyond ASCII: what is the same in a document and in its record."""
    return _BETWEEN.sub("", text)

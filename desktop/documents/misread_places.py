"""Find the records of a document with repaired characters, by the letters beside each character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.trials.trial import Trial

# Separators between fields of a document.
_APART = re.compile(r"[\t\",;|<>\\]")
# ASCII signs that are no letter or digit, and any space.
_BETWEEN = re.compile(r"[\x00-/:-@\[-`{-\x7f\s]+")
_BESIDE = 8
_FEWEST = 7
_MOST = 5_000
_LONGEST_LINE = 200_000


@dataclass(frozen=True)
class MisreadPlaces:
    """Hold the repaired characters, each with the letters before or after it; no letters means anywhere."""

    traces: frozenset[str] = frozenset()

    def are_in(self, trial: Trial) -> bool:
        """Return whether a trial holds one of these characters in one of these places."""
        text = repr(trial)
        if text.isascii():
            return False
        told = _letters(text)
        return not told.isascii() and (not self.traces or any(trace in told for trace in self.traces))


def misread_places(before: str, after: str) -> MisreadPlaces:
    """Return the places in which the repaired text ``after`` differs from ``before``; both have the same lines."""
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
    """Return all parts of this length; searching for thousands of places one by one would take quadratic time."""
    return frozenset(letters[place : place + length] for place in range(len(letters) - length + 1))


def _traces(letters: str) -> Iterator[str]:
    for place, letter in enumerate(letters):
        if not letter.isascii():
            for trace in (letters[max(0, place - _BESIDE) : place + 1], letters[place : place + 1 + _BESIDE]):
                # Fewer letters may also occur in other records, unless they are the whole field.
                if len(trace) >= _FEWEST or len(letters) < _FEWEST:
                    yield trace


def _letters(text: str) -> str:
    """Return letters, digits and non-ASCII signs, which are the same in a document and in its record."""
    return _BETWEEN.sub("", text)

"""Abbreviations that a record writes out itself: "N-acetylcysteine (NAC)" is no neoadjuvant chemotherapy."""

import re
from collections.abc import Callable

from desktop.facets.reading import Reading

_LETTERS = re.compile(r"(?<![\w-])[A-Z]{3,5}(?![\w-])")
_SMALL = re.compile(r"[a-z]{3}")
_BEFORE = 60  # characters before the brackets in which the meaning stands
_SENTENCE_ENDS = re.compile(r"[.;:?!]\s")


def letters_in(text: str) -> str:
    """Return the abbreviation that a text consists of but for small words, "" if it has none or has longer words."""
    found = _LETTERS.search(text)
    return found[0] if found and not _SMALL.search(text) else ""


def means_another(letters: str, reading: Reading, same: Callable[[str], bool]) -> bool:
    """Tell whether the record writes an abbreviation out, and never in words that say the ``same``."""
    written = re.compile(rf"\(\s*{letters}\s*[);,]")
    behind = _written_behind(letters)
    meanings = [match[0] for text in reading.sections.values() if letters in text for match in behind.finditer(text)]
    meanings += [
        _SENTENCE_ENDS.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
        for text in reading.sections.values()
        if letters in text
        for match in written.finditer(text)
    ]
    meanings = [each for each in meanings if _SMALL.search(each)]
    return bool(meanings) and not any(same(each) for each in meanings)


def _written_behind(letters: str) -> re.Pattern[str]:
    """Return the pattern of words behind an abbreviation that begin with its letters ("ABC: Active Breath Control")."""
    words = r"[\s-]+".join(rf"{letter}[a-z]+" for letter in letters)
    return re.compile(rf"(?<=\b{letters}) ?(?:\[[A-Z_ ]{{3,30}}\])? ?[:=(] ?(?i:{words})\b")

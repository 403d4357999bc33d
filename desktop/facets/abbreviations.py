"""Abbreviations that a record writes out itself: "N-acetylcysteine (NAC)" is no neoadjuvant chemotherapy."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from desktop.facets.layout import Layout
from desktop.facets.reading import Reading

_LETTERS = re.compile(r"(?<![\w-])[A-Z]{3,5}(?![\w-])")
_SMALL = re.compile(r"[a-z]{3}")
_BEFORE = 60  # characters before the brackets in which the meaning stands
_SENTENCE_ENDS = re.compile(r"[.;:?!]\s")
_QUOTE = "[\"'“”]?"
_MOST_REMEMBERED = 256  # abbreviations; eight hundred trials had sixty
_TRADE_MARK = r"(?:[®™]|\(R\)|\(TM\))?"


class _Meanings(NamedTuple):
    """Hold what a record writes for an abbreviation: words that begin with its letters, and what stands before it."""

    by_initials: tuple[str, ...]
    before: tuple[str, ...]


def letters_in(text: str) -> str:
    """Return the abbreviation that a text consists of but for small words, "" if it has none or has longer words."""
    found = _LETTERS.search(text)
    return found[0] if found and not _SMALL.search(text) else ""


def means_another(letters: str, reading: Reading, same: Callable[[str], bool]) -> bool:
    """Tell whether the record writes an abbreviation out, and never in words that say the ``same``."""
    by_initials, before = _meanings(letters, reading)
    return bool(by_initials or before) and not any(map(same, (*by_initials, *before)))


def words_of_another(letters: str, reading: Reading, same: Callable[[str], bool]) -> str:
    """Return the words in which a record writes an abbreviation out, "" if there are none or any say the ``same``.

    The words begin with its letters: what merely stands before brackets ("every three weeks (AC)") may be anything.
    """
    by_initials, before = _meanings(letters, reading)
    return by_initials[0] if by_initials and not any(map(same, (*by_initials, *before))) else ""


def _meanings(letters: str, reading: Reading) -> _Meanings:
    """Return what a record writes for an abbreviation; worked out once for all facets."""
    name = f"abbreviations.{letters}"
    if name not in reading.kept:
        texts = [text for text in reading.sections.values() if letters in text]
        by_initials = [words for text in texts for words in _of_initials(letters, text, reading.layout)]
        before = [
            words for text in texts for words in _before_brackets(letters, text, reading.layout) if _SMALL.search(words)
        ]
        reading.kept[name] = _Meanings(tuple(by_initials), tuple(before))
    found: _Meanings = reading.kept[name]
    return found


def _before_brackets(letters: str, text: str, layout: Layout) -> Iterator[str]:
    """Yield the end of the sentence before an abbreviation in brackets ("(ABC)", "["ABC"]", "(ABC device)").

    A measure says nothing of it: "up to 4 cm (DCIS)".
    """
    for match in _in_brackets(letters).finditer(text):
        words = _SENTENCE_ENDS.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
        if not layout.measure.search(words):
            yield words


def _of_initials(letters: str, text: str, layout: Layout) -> Iterator[str]:
    """Yield words that begin with the letters of an abbreviation beside it, signs between them.

    "ABC: Active Breath Control", "ABC, the active breath control", "active breath control device (ABC)".
    """
    for pattern in _beside_words(letters, layout):
        yield from (match["words"] for match in pattern.finditer(text))


# Trials share most of their abbreviations, and an expression takes longer to make than a trial to be searched by it.
@lru_cache(maxsize=_MOST_REMEMBERED)
def _in_brackets(letters: str) -> re.Pattern[str]:
    return re.compile(rf"[(\[]\s*{_QUOTE}{letters}{_QUOTE}{_TRADE_MARK}(?:\s[a-z]+)?\s*[)\];,]")


@lru_cache(maxsize=_MOST_REMEMBERED)
def _beside_words(letters: str, layout: Layout) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return expressions for words that begin with letters, behind these and before them."""
    words = layout.between_initials.pattern.join(rf"{letter}[a-z]+" for letter in letters)
    # The letters are looked for first: a text is taken apart at few places then.
    joins = rf"[:=(\[]|- |{layout.behind_letters.pattern}"
    return (
        re.compile(rf"\b{letters} ?(?:\[[A-Z_ ]{{3,30}}\])? ?(?:{joins}) ?(?P<words>(?i:{words}))\b"),
        re.compile(
            rf"\b(?P<words>(?i:{words}))(?:\s[a-z]+)?{_TRADE_MARK}\s?[,/(\[-]\s?(?:[A-Z][a-z]+ )?{_QUOTE}{letters}s?\b"
        ),
    )

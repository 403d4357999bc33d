"""Many hints looked for in one pass: which of them a text may hold each word tells, and is remembered of each."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from desktop.facets.hints import Hint
from desktop.facets.small_letters import lowered

_SEPARATORS = re.compile("[ ,;:(]")
_MOST_REMEMBERED = 32_768  # words; a trial has some four hundred, most of which the trials before it had, too
_LONGEST_REMEMBERED = 60  # letters
_BEGINNING, _EXACT_BEGINNING = 3, 2  # letters by which parts of hints are looked up
# They would tell nothing, and be asked for more often than all words that do.
_IN_MOST_LINES = frozenset(("the", "of", "or", "and", "at", "for", "to", "in", "on", "with", "from"))
_UNLISTED = 1  # the bit of hints that are in no list: any text may hold them

Parts = dict[str, dict[str, int]]
"""By their first letters: parts of hints, each with its bits."""


class Listed(NamedTuple):
    """Hold the bits of which a text has one if it holds a hint for certain, and if it may hold it."""

    surely: int
    perhaps: int


_NOT_LISTED = Listed(0, _UNLISTED)


class HintedWords(dict[str, int]):
    """Give for each word of a text in plain signs, as bits, the hints of a list that it may hold.

    A hint has a bit. What it has in several words ("hormone receptor") has two of its own, for the longest of them:
    only in a text with both is it looked for.
    """

    def __init__(self, hints: Iterable[Hint] = ()) -> None:
        super().__init__()
        listed = [each for each in dict.fromkeys(hints) if _can_be_looked_up(each)]
        self._parts: Parts = {}
        self._exact_parts: Parts = {}
        self._before: dict[str, int] = {}
        several = dict.fromkeys(
            (word, words is hint.exact)
            for hint in listed
            for words in (hint.words, hint.exact)
            for word in words
            if not _is_one_word(word, exact=words is hint.exact)
        )
        first = _UNLISTED << (1 + len(listed))
        self._several = {each: first << place for place, each in enumerate(several)}
        self._by_bit = {
            bit: (word if is_exact else lowered(word), is_exact) for (word, is_exact), bit in self._several.items()
        }
        self._both = len(several)
        self._of_several = sum(self._several.values())
        self._of_one = first - 1
        for (word, is_exact), bit in self._several.items():
            parts = _longest_parts(word, exact=is_exact)
            parts = [each for each in parts if each.strip() not in _IN_MOST_LINES] or parts
            self._add(parts[0], bit, exact=is_exact)
            self._add(parts[-1], bit << self._both, exact=is_exact)
        self._listed = {hint: self._list(hint, _UNLISTED << (1 + place)) for place, hint in enumerate(listed)}

    def _list(self, hint: Hint, bit: int) -> Listed:
        perhaps = bit
        for words, is_exact in ((hint.words, False), (hint.exact, True)):
            for word in words:
                if (word, is_exact) in self._several:
                    perhaps |= self._several[word, is_exact]
                else:
                    self._add(word, bit, exact=is_exact)
        return Listed(bit, perhaps)

    def _add(self, part: str, bits: int, *, exact: bool) -> None:
        if _least(part, exact=exact) == _EXACT_BEGINNING:
            alike = self._exact_parts.setdefault(part[:_EXACT_BEGINNING], {})
        else:
            part = lowered(part)
            alike = self._parts.setdefault(part[:_BEGINNING], {})
        alike[part] = alike.get(part, 0) | bits

    def listed(self, hint: Hint) -> Listed:
        """Return what tells whether a text holds a hint."""
        return self._listed.get(hint) or _NOT_LISTED

    def stands(self, hint: Hint, bits: int, texts: tuple[str, str], start: int, end: int) -> bool:
        """Tell whether a hint stands in a stretch of a text, given in plain signs and in small letters as well.

        ``bits`` are those of the stretch for which it may hold the hint.
        """
        if bits == _UNLISTED:
            return hint.search(texts[0 if hint.cased else 1], start, end) is not None
        while bits:
            lowest = bits & -bits
            word, is_exact = self._by_bit[lowest]
            if texts[0 if is_exact else 1].find(word, start, end) >= 0:
                return True
            bits ^= lowest
        return False

    def of(self, text: str) -> int:
        """Return the bits of the hints that a text in plain signs may hold."""
        return self.of_parted(parted(text))

    def of_parted(self, text: str) -> int:
        """Return the bits of the hints that a text may hold whose words are ``parted``."""
        held = reduce(or_, filter(None, map(self.__getitem__, text.split())), _UNLISTED)
        return held & (self._of_one | (held >> self._both) & self._of_several)

    def __missing__(self, word: str) -> int:
        found = self._before.get(word)
        if found is None:
            found = _held(f" {lowered(word)} ", self._parts, _BEGINNING)
            if _has_capitals_inside(word):
                found |= _held(f" {word} ", self._exact_parts, _EXACT_BEGINNING)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:  # what is common comes back from those before as it is met again
                self._before = dict(self)
                self.clear()
            self[word] = found
        return found


def parted(text: str) -> str:
    """Return a text in plain signs with spaces for the signs that part words; every offset stays as it was."""
    return text.replace(",", " ").replace(";", " ").replace(":", " ").replace("(", " ")


def _is_one_word(word: str, *, exact: bool) -> bool:
    """Tell whether a word of a hint stands in a single word of a text, which tells it for certain."""
    return not _SEPARATORS.search(word) and not (exact and not _has_capitals_inside(word))


def _can_be_looked_up(hint: Hint) -> bool:
    """Return whether all words of a hint are long enough, and separated only by what separates the words of a text."""
    words = [*((word, False) for word in hint.words), *((word, True) for word in hint.exact)]
    are_long = all(_longest_parts(word, exact=exact) for word, exact in words)
    return are_long and not any(each.isspace() for word, _ in words for each in _SEPARATORS.sub("", word))


def _has_capitals_inside(word: str) -> bool:
    """Tell whether a word is no mere word of small letters, of which the first may be a capital."""
    letters = word.strip(" ")
    return not (letters[1:].islower() and letters.isalpha())


def _has_letters(part: str) -> bool:
    return part.lower() != part.upper()


def _least(part: str, *, exact: bool) -> int:
    """Return by how many first letters a part of a hint is looked up."""
    return _EXACT_BEGINNING if (exact and _has_capitals_inside(part)) or not _has_letters(part) else _BEGINNING


def _longest_parts(word: str, *, exact: bool) -> list[str]:
    """Return the longest parts of a word of a hint, at most two; a space marks where one begins or ends."""
    first, *others = _SEPARATORS.split(word)
    parts = [f"{first} ", *(f" {each} " for each in others[:-1]), f" {others[-1]}"] if others else [word]
    long = [each for each in parts if each.strip() and len(each) >= _least(each, exact=exact)]
    return sorted(long, key=len)[-2:]


def _held(word: str, parts: Parts, beginning: int) -> int:
    found = 0
    for place in range(len(word) - beginning + 1):
        if alike := parts.get(word[place : place + beginning]):
            for part, bits in alike.items():
                if word.startswith(part, place):
                    found |= bits
    return found

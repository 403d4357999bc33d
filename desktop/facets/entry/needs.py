"""What a text must hold for a pattern to match, so that most patterns need not be tried on it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

Needs = tuple[frozenset[str], ...]
"""Sets of letters; a text that matches holds one letter of each."""
_NOTHING: Needs = ()
_HEAD_OF_GROUP = re.compile(r"\?(?:[:>=]|<=|P<[^>]*>)")
_BRACKET = re.compile(r"[()]")
_DENIED_GROUPS = ("?!", "?<!")
_QUANTIFIERS = ("{", "*", "?", "+")


class Sieve:
    """Tell of many rules, by one look at each letter of a text, which may match it."""

    def __init__(self, needs: Iterable[Sequence[frozenset[str]]], sides: Sequence[frozenset[str]] = ()) -> None:
        """Take what each rule needs, of which the first two sets count, and its sides, none where it holds on all."""
        every = list(needs)
        self._count = len(every)
        self._on_all = sum(1 << place for place, own in enumerate(sides) if not own)
        self._on_side = {
            side: self._on_all | sum(1 << place for place, own in enumerate(sides) if side in own)
            for side in frozenset().union(*sides)
        }
        # A rule has one bit for each of its two sets; the second stand above all of the first.
        self._always = 0
        self._by_letter: dict[str, int] = {}
        for place, own in enumerate(every):
            for bit, letters in zip((1 << place, 1 << (place + self._count)), (*own, None, None), strict=False):
                if letters is None:
                    self._always |= bit
                for letter in letters or ():
                    self._by_letter[letter] = self._by_letter.get(letter, 0) | bit

    def passed(self, text: str, side: str = "") -> Iterator[int]:
        """Yield the places of the rules of a side for which a text holds a letter of each set, in order; all for ""."""
        held = reduce(or_, filter(None, map(self._by_letter.get, set(text))), self._always)
        left = held & (held >> self._count)
        if side:
            left &= self._on_side.get(side, self._on_all)
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest


@lru_cache(maxsize=8192)
def _of_group(content: str) -> Needs:
    """Return what texts hold that match a group; grammars have the same groups in many rules."""
    if content.startswith(_DENIED_GROUPS):
        return _NOTHING
    head = _HEAD_OF_GROUP.match(content)
    return needs_of(content[head.end() :] if head else content)


def _end_of_group(pattern: str, place: int) -> int:
    """Return the place behind the bracket that closes a group, given the place behind that which opens it."""
    depth = 1
    for bracket in _BRACKET.finditer(pattern, place):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    return len(pattern) + 1


def needs_of(pattern: str) -> Needs:
    """Return what texts that match a pattern hold; the pattern is made of letters, groups, "|" and quantifiers."""
    return _Parser(pattern).alternatives()


@dataclass
class _Parser:
    """Walk through a pattern once; ``place`` is where the rest begins."""

    pattern: str
    place: int = 0

    def alternatives(self) -> Needs:
        branches = [self._sequence()]
        while self._next("|"):
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return _NOTHING
        return (frozenset().union(*(min(each, key=len) for each in branches)),)

    def _sequence(self) -> Needs:
        found: Needs = _NOTHING
        while self.place < len(self.pattern) and self.pattern[self.place] not in "|)":
            needed = self._atom()
            if not self._may_be_absent():
                found += needed
        return tuple(dict.fromkeys(found))

    def _atom(self) -> Needs:
        letter = self.pattern[self.place]
        self.place += 1
        if letter == "(":
            return self._group()
        return _NOTHING if letter in ".^$" else (frozenset(letter),)

    def _group(self) -> Needs:
        begin, self.place = self.place, _end_of_group(self.pattern, self.place)
        return _of_group(self.pattern[begin : self.place - 1])

    def _may_be_absent(self) -> bool:
        """Take up a quantifier, and tell whether it lets what stands before it be absent."""
        if not self.pattern.startswith(_QUANTIFIERS, self.place):
            return False
        absent = False
        if self._next("{"):
            end = self.pattern.index("}", self.place)
            least = self.pattern[self.place : end].partition(",")[0]
            absent = int(least or 0) == 0
            self.place = end + 1
        elif self._next("*") or self._next("?"):
            absent = True
        else:
            self.place += 1  # "+"
        _ = self._next("?") or self._next("+")  # lazy or possessive
        return absent

    def _next(self, text: str) -> bool:
        if not self.pattern.startswith(text, self.place):
            return False
        self.place += len(text)
        return True

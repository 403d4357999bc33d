"""What a text must hold for a pattern to match, so that most patterns need not be tried on it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

Needs = tuple[frozenset[str], ...]
"""Sets of letters; a text that matches holds one letter of each."""
_NOTHING: Needs = ()
MOST_NEEDED = 4
"""How many sets of each alternative are asked for; more of them keep hardly anything out."""
_HEAD_OF_GROUP = re.compile(r"\?(?:[:>=]|<=|P<[^>]*>)")
_BRACKET = re.compile(r"[()]")
_DENIED_GROUPS = ("?!", "?<!")
_QUANTIFIERS = ("{", "*", "?", "+")


class Sieve:
    """Tell of many rules, by one look at each letter of a text, which may match it."""

    def __init__(self, rules: Iterable[Iterable[Needs]], sides: Sequence[frozenset[str]] = ()) -> None:
        """Take what each alternative of each rule needs, and the sides of each rule, none where it holds on all.

        The first sets of an alternative count, ``MOST_NEEDED`` of them.
        """
        self._every = [(place, own) for place, rule in enumerate(rules) for own in rule]
        self._sides = sides
        self._of_side: dict[str, _OneSide] = {}

    def passed(self, text: str, side: str = "") -> list[int]:
        """Return the places of the rules of a side that may match a text, in order; of all sides for "".

        It holds a letter of each set that one of their alternatives needs.
        """
        if side not in self._of_side:
            self._of_side[side] = _OneSide([each for each in self._every if self._holds_on(each[0], side)])
        return self._of_side[side].passed(text)

    def _holds_on(self, place: int, side: str) -> bool:
        own = self._sides[place] if self._sides else ()
        return not (side and own) or side in own


class _OneSide:
    """Tell what a sieve tells, of the alternatives of the rules of one side, each with the place of its rule."""

    def __init__(self, every: Sequence[tuple[int, Needs]]) -> None:
        self._count = len(every)
        self._rules = [place for place, _ in every]
        # An alternative has one bit for each of its sets; those for the second sets stand above all for the first.
        self._always = 0
        self._by_letter: dict[str, int] = {}
        for index, (_, own) in enumerate(every):
            for which in range(MOST_NEEDED):
                bit = 1 << (index + which * self._count)
                if which >= len(own):
                    self._always |= bit
                    continue
                for letter in own[which]:
                    self._by_letter[letter] = self._by_letter.get(letter, 0) | bit

    def passed(self, text: str) -> list[int]:
        left = reduce(or_, filter(None, map(self._by_letter.get, set(text))), self._always)
        for _ in range(MOST_NEEDED - 1):
            left &= left >> self._count
        found: list[int] = []
        while left:
            lowest = left & -left
            left ^= lowest
            place = self._rules[lowest.bit_length() - 1]
            if not found or place != found[-1]:  # the alternatives of a rule stand side by side
                found.append(place)
        return found


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


def needs_of_each(pattern: str) -> tuple[Needs, ...]:
    """Return what texts hold that match each alternative of a pattern, smallest sets first.

    They need more than those that match the pattern as a whole.
    """
    return tuple(tuple(sorted(each, key=len)) for each in _Parser(pattern).branches())


@dataclass
class _Parser:
    """Walk through a pattern once; ``place`` is where the rest begins."""

    pattern: str
    place: int = 0

    def branches(self) -> list[Needs]:
        branches = [self._sequence()]
        while self._next("|"):
            branches.append(self._sequence())
        return branches

    def alternatives(self) -> Needs:
        branches = self.branches()
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

"""Expressions that are looked for only in texts that hold a word without which they cannot match.

Most expressions over a whole section match nowhere, and Python tries them at each of its letters: a word is found, or
not, in a hundredth of the time.
"""

import re
from functools import cached_property, lru_cache

SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""A part of an expression: an escaped sign, a set of signs, or a single sign."""
_HEAD = re.compile(r"\?(?::|P<\w+>|>)")
_SHORTEST = 4  # letters; shorter words stand in most texts
_MAY_BE_ABSENT = ("?", "*", "{")
_BRACKETS = {"(": 1, "{": 1, ")": -1, "}": -1}


class Guarded:
    """Hold an expression for texts in small letters, and the words of which one stands wherever it matches."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._words = tuple(sorted(needed_words(source)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def search(self, low: str) -> re.Match[str] | None:
        """Return the first match in a text in small letters."""
        return self._pattern.search(low) if self._may_match(low) else None

    def finditer(self, low: str) -> list[re.Match[str]]:
        """Return the matches in a text in small letters."""
        return list(self._pattern.finditer(low)) if self._may_match(low) else []

    def _may_match(self, low: str) -> bool:
        for word in self._words:  # a loop, since any() takes twice as long
            if word in low:
                return True
        return not self._words


@lru_cache(maxsize=64)
def guarded(source: str) -> Guarded:
    """Return an expression with its words, worked out once."""
    return Guarded(source)


def needed_words(source: str, *, spaced: bool = False) -> frozenset[str]:
    """Return words of which a text holds one wherever an expression matches; none if that cannot be said.

    White space counts for nothing where the expression is ``spaced``.
    """
    signs = SIGN.findall(source)
    if spaced:
        signs = [] if "#" in signs else [each for each in signs if not each.isspace()]  # a comment may hold anything
    each = [_of_alternative(own) for own in _alternatives(signs)]
    return frozenset().union(*each) if all(each) else frozenset()


def _alternatives(signs: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    depth = 0
    for sign in signs:
        depth += _BRACKETS.get(sign, 0)
        if sign == "|" and not depth:
            found.append([])
        else:
            found[-1].append(sign)
    return found


def _of_alternative(signs: list[str]) -> frozenset[str]:
    """Return the longest word outside of groups, or the words of a group if the shortest of them is longer."""
    found: list[frozenset[str]] = []
    run, place = "", 0
    while place < len(signs):
        sign, after = signs[place], place + 1
        if sign in "({":
            after = _behind_bracket(signs, place)
        quantified = after < len(signs) and signs[after] in _MAY_BE_ABSENT
        if len(sign) == 1 and (sign.isalnum() or sign in " -") and not quantified:
            run += sign
        else:
            found.append(frozenset((run,)))
            run = ""
            if sign == "(" and not quantified:
                found.append(_of_group("".join(signs[place + 1 : after - 1])))
        place = after
    found.append(frozenset((run,)))
    best = max(found, key=lambda words: min(map(len, words), default=0))
    return best if best and min(map(len, best)) >= _SHORTEST else frozenset()


def _of_group(content: str) -> frozenset[str]:
    head = _HEAD.match(content)
    if content.startswith("?") and not head:
        return frozenset()  # what it says stands somewhere else, or nowhere
    return needed_words(content[head.end() :] if head else content)


def _behind_bracket(signs: list[str], place: int) -> int:
    depth = 0
    for at in range(place, len(signs)):
        depth += _BRACKETS.get(signs[at], 0)
        if not depth:
            return at + 1
    return len(signs)

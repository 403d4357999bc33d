"""A text as tokens: one pass over its pieces, the longest known phrase at each place."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate, compress, count
from operator import itemgetter
from typing import NamedTuple

from desktop.facets.entry.words import SKIPPED, Node, Words, parted
from desktop.facets.small_letters import lowered

WORD = "word"
NUMBER = "number"
MENTION = "mention"
"""Stands for what a sentence says of the subject, where another language asks of whom it is said."""
_SIGNS = {"(": "open", "[": "open", ")": "close", "]": "close", ",": "comma", "/": "slash", ":": "colon", ";": "stop"}
_SIGNS |= {".": "stop", "+": "plus", "-": "dash", "~": "dash", "&": "and", "%": "percent", "<": "below", "≤": "at_most"}
_SIGNS |= {">": "above", "≥": "at_least", "=": "colon", "?": "stop", "!": "stop", "±": "plus_minus"}
# What only marks a sentence as one of a list; rules for the beginning of a sentence ask for its first word.
# A number with a full stop before a small letter may be an ordinal of another language.
_MARK = re.compile(
    r"\s*(?:[*•·●▪‣○◦°]\s*)*"
    r"(?:\d{1,2}(?:\.\d{1,2})*\.\s+(?![a-z])|\(?(?:\d{1,2}(?:\.\d{1,2})*\)|[A-Za-z][.)]|[ivx]{2,4}[.)])\s+)?"
)
# What telling signs apart makes of them (signs.py).
_TOLD_APART = ("minus", "hyphen", "score_0", "score_1", "score_2", "score_3")
KINDS = frozenset((WORD, NUMBER, MENTION, *_SIGNS.values(), *_TOLD_APART))
"""The kinds that every language knows beside those of its words."""


class Token(NamedTuple):
    """Hold one token: its kind, where it stands in the text, and its text in small letters."""

    kind: str
    start: int
    end: int
    text: str


# The constructor that a named tuple has costs twice as much as the tuple.
_token: Callable[[tuple[str, int, int, str]], Token] = partial(tuple.__new__, Token)


class _KindsOfPieces(dict[str, str]):
    """Give the kind that a piece has by its first character."""

    def __missing__(self, character: str) -> str:
        kind = self[character] = NUMBER if character.isdecimal() else WORD
        return kind


_KINDS_OF_PIECES = _KindsOfPieces(_SIGNS)


class _Pieces(NamedTuple):
    """Hold the pieces of a text in small letters, where they begin and end, and their kinds for who knows no words."""

    written: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    kinds: Sequence[str]


class Row:
    """Hold the tokens of a text in order: their ``kinds``, and the tokens themselves as they are asked for."""

    def __init__(self, kinds: list[str], pieces: _Pieces, phrases: Sequence[tuple[int, int, str]]) -> None:
        """Take the kind of each piece, and of each phrase its first piece, the piece after it, and its kind."""
        self.kinds = kinds
        self._pieces = pieces
        self._phrases = phrases
        for first, after, kind in reversed(phrases):
            kinds[first:after] = (kind,)

    def tokens(self) -> list[Token]:
        """Return all tokens."""
        written, starts, ends, _ = self._pieces
        found: list[Token] = []
        done = 0
        for first, after, kind in (*self._phrases, (len(written), 0, "")):
            kinds = self.kinds[len(found) : len(found) + first - done]
            found += map(_token, zip(kinds, starts[done:first], ends[done:first], written[done:first], strict=True))
            if kind:
                found.append(self._phrase(first, after, kind))
            done = after
        return found

    def between(self, first: int, after: int) -> list[Token]:
        """Return the tokens from the place ``first`` to before ``after``."""
        return [self._at(place) for place in range(first, after)]

    def _at(self, place: int) -> Token:
        piece = place
        for first, after, kind in self._phrases:
            if piece == first:
                return self._phrase(first, after, kind)
            if piece < first:
                break
            piece += after - first - 1
        written, starts, ends, _ = self._pieces
        return _token((self.kinds[place], starts[piece], ends[piece], written[piece]))

    def _phrase(self, first: int, after: int, kind: str) -> Token:
        written, starts, ends, _ = self._pieces
        return _token((kind, starts[first], ends[after - 1], " ".join(written[first:after])))


class ChangedRow(Row):
    """Hold tokens that were made of those of a text."""

    def __init__(self, tokens: list[Token]) -> None:
        self.kinds = [each.kind for each in tokens]
        self._made = tokens

    def tokens(self) -> list[Token]:
        """Return all tokens."""
        return self._made

    def between(self, first: int, after: int) -> list[Token]:
        """Return the tokens from the place ``first`` to before ``after``."""
        return self._made[first:after]


def tokens_of(text: str, words: Words) -> list[Token]:
    """Return the tokens of a text in plain signs (``reading.plain``), in order."""
    return row_of(text, words).tokens()


def row_of(text: str, words: Words) -> Row:
    """Return the tokens of a text in plain signs as a row."""
    pieces = _pieces(text)
    written = pieces.written
    phrases = []
    after = 0
    behind = list(map(words.behind.get, written))
    for place, following, piece in compress(zip(count(), behind, (*written[1:], ""), strict=False), behind):
        if following and piece in following and place >= after:
            node = words.longer[written[place]]
            kind, last = _longest(node, text, pieces, place)
            if kind and (last > place + 1 or node.exact):  # else it is a single piece, which has its kind anyway
                phrases.append((place, last, kind))
                after = last
    return Row(list(map(words.single.get, written, pieces.kinds)), pieces, phrases)


# Several languages read the same sentence one after the other.
@lru_cache(maxsize=256)
def _pieces(text: str) -> _Pieces:
    mark = _MARK.match(text)
    first = mark.end() if mark else 0
    parts = parted(lowered(text[first:]))
    written = parts[1::2]
    borders = list(accumulate(map(len, parts), initial=first))
    kinds = list(map(_KINDS_OF_PIECES.__getitem__, map(itemgetter(0), written)))
    return _Pieces(written, borders[1:-1:2], borders[2::2], kinds)


def _longest(node: Node | None, text: str, pieces: _Pieces, start: int) -> tuple[str, int]:
    """Return the kind of the longest phrase that begins at a piece, and the piece after it; "" if there is none."""
    found, after = "", start
    place = start
    written, starts, ends, _ = pieces
    while node is not None:
        kind = node.kind
        if node.exact:
            kind = node.exact.get(text[starts[start] : ends[place]]) or kind
        place += 1
        if kind:
            found, after = kind, place
        if place == len(written):
            break
        following = node.following
        node = following.get(written[place])
        if node is None and written[place] in SKIPPED and place + 1 < len(written):
            place += 1
            node = following.get(written[place])
    return found, after

"""A text as tokens: one pass over its pieces, the longest known phrase at each place."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from desktop.facets.entry.words import PIECE, SKIPPED, Node, Words
from desktop.facets.reading import lowered

WORD = "word"
NUMBER = "number"
MENTION = "mention"
"""Stands for what a sentence says of the subject, where another language asks of whom it is said."""
_SIGNS = {"(": "open", "[": "open", ")": "close", "]": "close", ",": "comma", "/": "slash", ":": "colon", ";": "stop"}
_SIGNS |= {".": "stop", "+": "plus", "-": "dash", "~": "dash", "&": "and", "%": "percent", "<": "below", "≤": "at_most"}
_SIGNS |= {">": "above", "≥": "at_least", "=": "colon", "?": "stop", "!": "stop", "±": "plus_minus"}
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


def tokens_of(text: str, words: Words) -> list[Token]:
    """Return the tokens of a text in plain signs (``reading.plain``), in order."""
    singles = _singles(text)
    written = [each[3] for each in singles]
    written.append("")  # behind the last piece
    first = words.root.following
    found: list[Token] = []
    after = 0
    for place, single in enumerate(singles):
        if place < after:
            continue
        node = first.get(written[place])
        if node is None:
            found.append(single)
            continue
        behind = written[place + 1]
        if behind not in node.following and behind not in SKIPPED and not node.exact:
            found.append(_token((node.kind, single[1], single[2], single[3])) if node.kind else single)
            continue
        kind, after = _longest(node, text, singles, place)
        if kind:
            pieces = " ".join(written[place:after])
            found.append(_token((kind, single.start, singles[after - 1].end, pieces)))
        else:
            found.append(single)
    return found


# Several languages read the same sentence one after the other.
@lru_cache(maxsize=64)
def _singles(text: str) -> tuple[Token, ...]:
    """Return the pieces of a text as tokens of their own, which hold for every language."""
    low = lowered(text)
    signs = _SIGNS
    found = []
    for piece in PIECE.finditer(low):
        written = piece[0]
        kind = signs.get(written) or (NUMBER if written[0].isdigit() else WORD)
        found.append(_token((kind, *piece.span(), written)))
    return tuple(found)


def _longest(node: Node | None, text: str, singles: Sequence[Token], start: int) -> tuple[str, int]:
    """Return the kind of the longest phrase that begins at a piece, and the piece after it; "" if there is none."""
    found, after = "", start
    place = start
    while node is not None:
        kind = node.kind
        if node.exact:
            kind = node.exact.get(text[singles[start].start : singles[place].end]) or kind
        place += 1
        if kind:
            found, after = kind, place
        if place == len(singles):
            break
        following = node.following
        node = following.get(singles[place].text)
        if node is None and singles[place].text in SKIPPED and place + 1 < len(singles):
            place += 1
            node = following.get(singles[place].text)
    return found, after

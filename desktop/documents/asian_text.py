"""Recognise texts of East Asia without a stated encoding."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from desktop.paths import RESOURCES

_LOOKED_AT = 200_000
_FEWEST = 4
_MOST_DAMAGE = 0.005
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class _Encoding:
    codec: str
    least: float
    frequent: frozenset[str]


def decoded_asian(content: bytes) -> tuple[str, str] | None:
    """Return (text, name of its encoding) if it looks like Chinese, Japanese or Korean, else None.

    Each byte that cannot be decoded becomes a lone surrogate.
    """
    looked_at = content[:_LOOKED_AT]
    shares = [(_share(looked_at, each), each.codec) for each in _encodings()]
    share, codec = max(shares)
    return (content.decode(codec, "surrogateescape"), codec) if share else None


def _share(content: bytes, encoding: _Encoding) -> float:
    """Return the share (0 to 1) of frequent characters among the non-ASCII letters; 0 if not in this encoding."""
    text = content.decode(encoding.codec, "replace")
    letters = [letter for letter in text if not letter.isascii() and (letter.isalpha() or letter == _REPLACEMENT)]
    damaged = letters.count(_REPLACEMENT)
    # The examined part may end inside a character.
    if len(letters) < _FEWEST or damaged > 1 + len(letters) * _MOST_DAMAGE:
        return 0.0
    share = sum(letter in encoding.frequent for letter in letters) / len(letters)
    return share if share >= encoding.least else 0.0


@cache
def _encodings() -> Sequence[_Encoding]:
    listed = tomllib.loads((RESOURCES / "encodings.toml").read_text(encoding="utf-8"))["encoding"]
    return tuple(
        _Encoding(each["codec"], each["least"], frozenset("".join(each["frequent"].split()))) for each in listed
    )

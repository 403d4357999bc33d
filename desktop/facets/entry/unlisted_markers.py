"""Markers that no list names: the symbols that a sentence says to be there, by what stands before and behind them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path

from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.entry.words import Words
from desktop.facets.hints import Hint
from desktop.facets.named_expressions import NamedExpression, expressions_in
from desktop.facets.named_hints import Parts, hints_in, parts_in
from desktop.facets.toml_files import content_of

_HINT = "unlisted"
_TELLS = ("symbol", "behind", "before", "listed", "family", "member", "no_marker")
_MOST = 24  # symbols of one sentence
_MOST_REMEMBERED = 16_384  # words
_PARTS_OF_SYMBOLS = frozenset(("word", "number", "count", "dash", "colon", "stop"))


class _Remembered(dict[str, bool]):
    """Tell of a word whether it holds a symbol that is no known word and may be a marker's, which few words do."""

    def __init__(self, words: Words, symbol: re.Pattern[str], no_marker: re.Pattern[str]) -> None:
        super().__init__()
        self._known, self._symbol, self._no_marker = words, symbol, no_marker

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        symbols = (each[0] for each in self._symbol.finditer(word))
        found = self[word] = any(self._may_be_one(each) for each in symbols)
        return found

    def _may_be_one(self, symbol: str) -> bool:
        known = self._no_marker.fullmatch(symbol) is not None
        return not known and {each.kind for each in tokens_of(symbol, self._known)} <= _PARTS_OF_SYMBOLS


@dataclass(frozen=True)
class UnlistedMarkers:
    """Hold the hint of a sentence that may ask for a symbol, and the expressions that tell which it is."""

    hint: Hint
    words: Words
    tells: Mapping[str, NamedExpression]
    parts: tuple[Parts, ...]
    _words: _Remembered = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Begin to remember words."""
        words = _Remembered(self.words, self.tells["symbol"].pattern, self.tells["no_marker"].pattern)
        object.__setattr__(self, "_words", words)

    def in_text(self, text: str) -> list[tuple[int, int]]:
        """Return where the symbols stand that a text in plain signs says to be there, in order."""
        families = [match.span() for match in self.tells["family"].pattern.finditer(text)]
        if not families and not any(map(self._words.__getitem__, text.split())):
            return []
        symbols = self._symbols(text, families)
        named = {match.end() for match in self.tells["before"].pattern.finditer(text)}
        behind = self.tells["behind"].pattern
        told = [start in named or behind.match(text, end) is not None for start, end in symbols]
        if not any(told):
            return []
        listed = self.tells["listed"].pattern
        joined = [listed.fullmatch(text, one[1], other[0]) is not None for one, other in pairwise(symbols)]
        for places in (range(len(joined)), reversed(range(len(joined)))):
            for place in places:
                if joined[place] and (told[place] or told[place + 1]):
                    told[place] = told[place + 1] = True
        is_none = self.tells["no_marker"].pattern.fullmatch
        return [
            each
            for each, is_told in zip(symbols, told, strict=True)
            if is_told and (_is_inside(families, each) or not is_none(text, *each))
        ]

    def _symbols(self, text: str, families: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        found = [match.span() for match in islice(self.tells["symbol"].pattern.finditer(text), _MOST)]
        if not families:
            return found
        first = {start for start, _ in families}
        members = (each for span in families for each in self.tells["member"].pattern.finditer(text, *span))
        found = [each for each in found if each[0] in first or not _is_inside(families, each)]
        return sorted([*found, *(each.span() for each in islice(members, _MOST))])

    def named(self, text: str, start: int, end: int) -> str:
        """Return the name of the symbol at a place, with that of its family if the list names it once."""
        families = self.tells["family"].pattern.finditer(text)
        family = next((each["family"] for each in families if each.start() < start and end <= each.end()), "")
        return family + text[start:end]


def _is_inside(families: Sequence[tuple[int, int]], symbol: tuple[int, int]) -> bool:
    return any(start <= symbol[0] and symbol[1] <= end for start, end in families)


def load_unlisted_markers(file: Path, words: Words) -> UnlistedMarkers:
    """Return what finds markers that ``words`` do not know.

    Raises:
        VocabularyError: the file is missing or at fault; names file and fault.
    """
    content = content_of(file)
    hints = hints_in(content, file.name)
    tells = expressions_in(content.get("tells", {}), file.name, _TELLS, {})
    return UnlistedMarkers(hints[_HINT], words, tells, parts_in(content, file.name, hints, {}))


def with_symbols(tokens: Sequence[Token], spans: Sequence[tuple[int, int]], kind: str) -> list[Token]:
    """Return tokens in which those of each span are one of a kind; a span that holds a known word stays as it is."""
    found = list(tokens)
    for start, end in reversed(spans):
        inside = [place for place, each in enumerate(found) if start <= each.start and each.end <= end]
        if inside and {found[place].kind for place in inside} <= _PARTS_OF_SYMBOLS:
            text = "".join(found[place].text for place in inside)
            found[inside[0] : inside[-1] + 1] = [Token(kind, start, end, text)]
    return found

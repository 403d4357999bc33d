"""The regular expressions of the rules: compiled when first used, and tried on small letters where that is the same."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from desktop.errors import VocabularyError
from desktop.facets.needed_words import SIGN, needed_words

_CASED = "(?-i:"
_BORDER = r"\b"
_KEPT = re.compile(r"(\\.|\(\?P)", re.DOTALL)  # a letter after these is no text to be matched


class Expression:
    """Hold a regular expression in which spaces and case are ignored; ``where`` names its place in messages.

    Python finds small letters among small letters two to three times as fast as it ignores case. So each method takes
    a text twice, as it is and in small letters; only an expression with "(?-i:" in it is tried on the former.
    """

    def __init__(self, source: str, where: str) -> None:
        self._source = source
        self._where = where
        self._is_cased = _CASED in source
        self._compiled: re.Pattern[str] | None = None
        self._words: frozenset[str] = frozenset()
        self._last: tuple[str, tuple[int, ...]] = "", ()

    @property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression.

        Raises:
            VocabularyError: It is no regular expression.
        """
        if self._compiled is None:
            source = self._source if self._is_cased else in_small_letters(self._source)
            flags = re.VERBOSE | (re.IGNORECASE if self._is_cased else 0)
            try:
                self._compiled = re.compile(_with_shared_borders(source, spaced=True), flags)
            except re.error as error:
                raise VocabularyError(f"{self._where}: not a regular expression ({error}).") from error
            if not self._is_cased:
                self._words = needed_words(source, spaced=True)
        return self._compiled

    def finditer(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Yield the matches in order, as ``re.finditer``; their groups may be in small letters."""
        compiled = self.compiled
        if self._words and not any(word in lowered for word in self._words):
            return iter(())
        return compiled.finditer(text if self._is_cased else lowered)

    def match(self, text: str, lowered: str, place: int) -> re.Match[str] | None:
        """Return the match that begins at a place, None if there is none."""
        return self.compiled.match(text if self._is_cased else lowered, place)

    def places(self, text: str, lowered: str) -> tuple[int, ...]:
        """Return where matches begin, overlapping ones too; remembered for the last text, which many rules share."""
        last, places = self._last
        if last is not text:
            places = tuple(self._places(text if self._is_cased else lowered))
            self._last = text, places
        return places

    def _places(self, text: str) -> Iterator[int]:
        place = 0
        while match := self.compiled.search(text, place):
            yield match.start()
            place = match.start() + 1


@lru_cache(maxsize=256)
def for_small_letters(source: str) -> re.Pattern[str]:
    """Return an expression, compiled, that finds among small letters what the source finds in any case."""
    return re.compile(_with_shared_borders(in_small_letters(source)))


def _with_shared_borders(source: str, *, spaced: bool = False) -> str:
    """Return an expression in which alternatives side by side that begin at the border of a word share this border.

    Python tries each alternative at each letter otherwise, and there are five letters to a border. White space before
    an alternative counts for nothing where the expression is ``spaced``.
    """
    if "#" in source:  # a comment may hold anything
        return source
    found: list[str] = []
    for at_border, alternatives in groupby(_alternatives(source, spaced=spaced), key=_begins_at_border):
        own = list(alternatives)
        if at_border and len(own) > 1:
            own = [f"{_BORDER}(?:{'|'.join(each.removeprefix(_BORDER) for each in own)})"]
        found += own
    return "|".join(found)


def _begins_at_border(source: str) -> bool:
    return source.startswith(_BORDER)


def _alternatives(source: str, *, spaced: bool) -> list[str]:
    found, depth = [""], 0
    for sign in SIGN.findall(source):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return [each.lstrip() for each in found] if spaced else found


def in_small_letters(source: str) -> str:
    """Return an expression that finds among small letters what the source finds in any case."""
    parts = _KEPT.split(source)
    return "".join(part if index % 2 else part.lower() for index, part in enumerate(parts))

"""Many names looked for in running text at once: word by word in tables, since one expression takes long to build."""

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_WIDEST_GAP = 2


class NamesInside:
    """Find the longest of some names at each place of a text.

    Between the words of a name any two characters of punctuation or space may stand or be missing: "T-DM1" is found in
    "t dm1" and in "tdm1". A name begins and ends where words do.
    """

    def __init__(self, names: Iterable[str]) -> None:
        # By a name's letters and digits: after how many of them a gap may stand, for each way the name is written.
        self._gaps: dict[str, list[frozenset[int]]] = {}
        beginnings: set[str] = set()
        for name in names:
            words = _WORD.findall(name)
            gaps = frozenset(len("".join(words[:count])) for count in range(1, len(words)))
            letters = "".join(words)
            self._gaps.setdefault(letters, []).append(gaps)
            beginnings.update(letters[:gap] for gap in gaps)
        self._beginnings = beginnings | self._gaps.keys()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the names in a text in lower case, in order; none overlaps another."""
        done = 0
        for word in _WORD.finditer(text):
            if word.group() in self._beginnings and word.start() >= done and (end := self._end(text, word)):
                yield word.start(), end
                done = end

    def _end(self, text: str, word: re.Match[str]) -> int:
        """Return where the longest name ends that begins with a word, 0 if there is none."""
        letters, gaps, found = word.group(), set[int](), 0
        last = word
        while letters in self._beginnings:
            if any(gaps <= allowed for allowed in self._gaps.get(letters, ())):
                found = last.end()
            following = _WORD.search(text, last.end())
            if following is None or following.start() - last.end() > _WIDEST_GAP:
                break
            gaps.add(len(letters))
            letters += following.group()
            last = following
        return found

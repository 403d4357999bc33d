"""Many names looked for in running text at once: word by word in tables, since one expression takes long to build."""

import re
from collections.abc import Iterable, Iterator, Sequence

# A dose that is glued to a name is a word of its own ("docetaxel75 mg").
_WORD = re.compile(r"[^\W\d_]{6,}+(?=\d)|[^\W_]+")
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
        words = list(_WORD.finditer(text))
        after = 0
        for place in [place for place, word in enumerate(words) if word[0] in self._beginnings]:
            if place >= after and (behind := self._behind(words, place)):
                yield words[place].start(), words[behind - 1].end()
                after = behind

    def _behind(self, words: Sequence[re.Match[str]], place: int) -> int:
        """Return the place behind the longest name that begins with a word, 0 if there is none."""
        letters, gaps, found = words[place][0], set[int](), 0
        while letters in self._beginnings:
            if any(gaps <= allowed for allowed in self._gaps.get(letters, ())):
                found = place + 1
            place += 1
            if place == len(words) or words[place].start() - words[place - 1].end() > _WIDEST_GAP:
                break
            gaps.add(len(letters))
            letters += words[place][0]
        return found

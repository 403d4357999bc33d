"""Many names looked for in running text at once: word by word in tables, since one expression takes long to build."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count

# A dose that is glued to a name is a word of its own ("docetaxel75 mg").
_WORD = re.compile(r"[^\W\d_]{6,}+(?=\d)|[^\W_]+")
_PARTED = re.compile(f"({_WORD.pattern})")
_PARTED_ASCII = re.compile(r"([A-Za-z]{6,}+(?=[0-9])|[A-Za-z0-9]+)")
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
        # Asking what is a letter takes twice as long among the letters of all languages.
        parts = (_PARTED_ASCII if text.isascii() else _PARTED).split(text)
        words, gaps = parts[1::2], parts[2::2]
        borders: list[int] = []
        after = 0
        both = zip(count(), words, (*words[1:], ""), strict=False)
        for place, word, following in compress(both, map(self._beginnings.__contains__, words)):
            # Looked at first: most words with which a name of several may begin are followed by another.
            may_be = word in self._gaps or word + following in self._beginnings
            if may_be and place >= after and (behind := self._behind(words, gaps, place)):
                borders = borders or list(accumulate(map(len, parts)))
                yield borders[2 * place], borders[2 * behind - 1]
                after = behind

    def _behind(self, words: Sequence[str], gaps: Sequence[str], place: int) -> int:
        """Return the place behind the longest name that begins with a word, 0 if there is none."""
        letters, found = words[place], 0
        joints: set[int] = set()
        while letters in self._beginnings:
            written = self._gaps.get(letters)
            if written and any(joints <= allowed for allowed in written):
                found = place + 1
            if place + 1 == len(words) or len(gaps[place]) > _WIDEST_GAP:
                break
            joints.add(len(letters))
            place += 1
            letters += words[place]
        return found

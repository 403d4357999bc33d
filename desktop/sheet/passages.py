"""Cut the texts of a trial into pieces, with and without evidence, and write its codes in ordinary words."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from operator import itemgetter
from types import MappingProxyType

from desktop.sheet.parts import Piece, Place, Text, plain
from desktop.sheet.places import line_places
from desktop.trials.finding import Finding


class Passages:
    """Hold the sections of a trial with the places of its evidence."""

    def __init__(
        self,
        texts: dict[str, str],
        findings: Iterable[Finding],
        reworded: Mapping[Place, str] = MappingProxyType({}),
    ) -> None:
        """Find the evidence of findings in the sections; ``reworded`` is {place: words to show there}."""
        self.texts = texts
        self.places = tuple(sorted({place_of(finding) for finding in findings}))
        """The places of all evidence."""
        self.numbers = {place: number for number, place in enumerate(self.places)}
        marks: dict[str, list[Place]] = {}
        for place in self.places:
            marks.setdefault(place[0], []).append(place)
        words: dict[str, dict[Place, str]] = {}
        for place, shown in reworded.items():
            # Evidence that ends inside a reworded code could not be marked in it.
            if not any(_cuts(mark, place) for mark in marks.get(place[0], ())):
                words.setdefault(place[0], {})[place] = shown
        self._cut = {
            section: list(self._pieces(section, marks.get(section, []), words.get(section, {})))
            for section in {*marks, *words}
        }
        self.lengths = tuple(sum(len(piece.words) for piece in self.part(place)) for place in self.places)
        """The number of characters that are shown at each place of evidence."""

    def lines(self, section: str) -> list[Text]:
        """Return the lines of a section."""
        return [self.part(place) for place in line_places(section, self.texts.get(section, ""))]

    def part(self, place: Place) -> Text:
        """Return the text at a place."""
        section, start, end = place
        text = self.texts.get(section, "")
        if section not in self._cut:
            return plain(text[start:end])
        cut = self._cut[section]
        first = max(0, bisect_right(cut, start, key=itemgetter(0)) - 1)
        after = bisect_left(cut, end, key=itemgetter(0))
        found = []
        for left, right, piece in cut[first:after]:
            if start <= left and right <= end:
                found.append(piece)
            elif right > start:
                words = text[max(left, start) : min(right, end)]
                found.append(Piece(words, piece.evidence, piece.begins if start <= left else ()))
        return tuple(found)

    def _pieces(self, section: str, marks: list[Place], words: dict[Place, str]) -> Iterator[tuple[int, int, Piece]]:
        """Yield (start, end, piece) for a whole section, cut wherever evidence or codes begin or end."""
        text = self.texts.get(section, "")
        begins: dict[int, list[int]] = {}
        depth = Counter[int]()
        for mark in marks:
            begins.setdefault(mark[1], []).append(self.numbers[mark])
            depth[mark[1]] += 1
            depth[mark[2]] -= 1
        cuts = sorted({0, len(text), *(min(at, len(text)) for place in (*marks, *words) for at in place[1:])})
        inside = 0
        for left, right in pairwise(cuts):
            inside += depth[left]
            shown = words.get((section, left, right), text[left:right])
            yield left, right, Piece(shown, inside > 0, tuple(begins.get(left, ())))


def place_of(finding: Finding) -> Place:
    """Return the place of the evidence of a finding."""
    return finding.evidence.section, finding.evidence.start, finding.evidence.end


def _cuts(mark: Place, place: Place) -> bool:
    """Return whether a mark begins or ends inside a place."""
    _, start, end = place
    return start < mark[1] < end or start < mark[2] < end

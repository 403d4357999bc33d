"""A trial's sections as HTML in which the words behind every value are marked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from desktop.trials.finding import Finding
from desktop.ui.look.plain_html import plain_html

Place = tuple[str, int, int]
"""Section, start, end."""


class MarkedText:
    """Hold the sections of a trial with the places of its evidence; all text that leaves here is escaped."""

    def __init__(
        self,
        sections: Mapping[str, str],
        findings: Iterable[Finding],
        colour: str,
        reworded: Mapping[Place, str] = MappingProxyType({}),
    ) -> None:
        """Mark the evidence of findings with a ground colour; ``reworded`` is what is shown at places instead."""
        self._sections = sections
        self._colour = colour
        places = {place_of(finding) for finding in findings}
        self.anchors = {place: f"e{number}" for number, place in enumerate(sorted(places))}
        """The name of the anchor at each place of evidence."""
        # Evidence that ends inside a word of another length could not be marked in it.
        self._reworded = {place: words for place, words in reworded.items() if not any(map(place_cut(place), places))}
        self.lengths = {place: sum(len(piece) for _, _, piece in self._pieces(*place)) for place in places}
        """How many characters are shown at each place of evidence."""

    def has_evidence(self, section: str) -> bool:
        """Tell whether any evidence stands in a section."""
        return any(where == section for where, _, _ in self.anchors)

    def text(self, section: str) -> str:
        """Return a whole section as HTML."""
        return self.part(section, 0, len(self._sections.get(section, "")))

    def lines(self, section: str) -> list[str]:
        """Return the lines of a section as HTML, for sections that are lists."""
        parts, start = [], 0
        for line in self._sections.get(section, "").split("\n"):
            parts.append(self.part(section, start, start + len(line)))
            start += len(line) + 1
        return parts

    def part(self, section: str, start: int, end: int) -> str:
        """Return a stretch of a section as HTML, with the evidence inside it marked."""
        marks = self._marks(section, start, end)
        parts = []
        for left, right, text in self._pieces(section, start, end):
            inside = any(s <= left and right <= e for s, e in marks)
            names = "".join(f'<a name="{self.anchors[(section, s, e)]}"></a>' for s, e in sorted(marks) if s == left)
            words = plain_html(text)
            parts.append(names + (f'<span style="background-color:{self._colour}">{words}</span>' if inside else words))
        return "".join(parts)

    def _pieces(self, section: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield begin, end and shown text of the pieces of a stretch, cut where evidence or codes begin or end."""
        text = self._sections.get(section, "")
        words = {(s, e): shown for (where, s, e), shown in self._reworded.items() if where == section}
        spans = [*self._marks(section, start, end), *((s, e) for s, e in words if s < end and e > start)]
        cuts = sorted({start, end, *(max(s, start) for s, _ in spans), *(min(e, end) for _, e in spans)})
        for left, right in pairwise(cuts):
            yield left, right, words.get((left, right), text[left:right])

    def _marks(self, section: str, start: int, end: int) -> list[tuple[int, int]]:
        return [(s, e) for where, s, e in self.anchors if where == section and s < end and e > start]


def place_cut(place: Place) -> Callable[[Place], bool]:
    """Return what tells whether another place begins or ends inside this one."""
    section, start, end = place
    return lambda other: other[0] == section and (start < other[1] < end or start < other[2] < end)


def place_of(finding: Finding) -> Place:
    """Return where a finding was read."""
    return finding.evidence.section, finding.evidence.start, finding.evidence.end


def tr(text: str) -> str:
    """Return a text of the trial page in the user's language."""
    return QCoreApplication.translate("TrialPage", text)

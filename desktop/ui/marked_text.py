"""A trial's sections as HTML in which the words behind every value are marked."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from desktop.trials.finding import Finding
from desktop.ui.plain_html import plain_html

Place = tuple[str, int, int]
"""Section, start, end."""


class MarkedText:
    """Hold the sections of a trial with the places of its evidence; all text that leaves here is escaped."""

    def __init__(self, sections: Mapping[str, str], findings: Iterable[Finding], colour: str) -> None:
        """Mark the evidence of findings with a ground colour."""
        self._sections = sections
        self._colour = colour
        places = {place_of(finding) for finding in findings}
        self.anchors = {place: f"e{number}" for number, place in enumerate(sorted(places))}
        """The name of the anchor at each place of evidence."""

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
        text = self._sections.get(section, "")
        marks = [(s, e) for where, s, e in self.anchors if where == section and s < end and e > start]
        cuts = sorted({start, end, *(max(s, start) for s, _ in marks), *(min(e, end) for _, e in marks)})
        pieces = []
        for left, right in pairwise(cuts):
            inside = any(s <= left and right <= e for s, e in marks)
            names = "".join(f'<a name="{self.anchors[(section, s, e)]}"></a>' for s, e in sorted(marks) if s == left)
            words = plain_html(text[left:right])
            pieces.append(
                names + (f'<span style="background-color:{self._colour}">{words}</span>' if inside else words)
            )
        return "".join(pieces)


def place_of(finding: Finding) -> Place:
    """Return where a finding was read."""
    return finding.evidence.section, finding.evidence.start, finding.evidence.end


def tr(text: str) -> str:
    """Return a text of the trial page in the user's language."""
    return QCoreApplication.translate("TrialPage", text)

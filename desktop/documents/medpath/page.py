"""Sort the lines of a MedPath page, or of its copied part, by their labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.documents.medpath.head import is_phase_or_status
from desktop.documents.medpath.page_labels import (
    CHAPTERS,
    HEAD,
    LABELS,
    FoundLabel,
    bare_line,
    expected_labels,
    found_label,
    has_known_value,
    is_free_text,
    lines_of,
)
from desktop.trials.remarks import Remark, remark

_ABSENT = ("not available", "not specified", "not provided", "not reported", "n/a", "none", "")
_OF_THE_PAGE = ("MedPath", "Related News", "Research & Publications", "Show more", "Load more", "View more", "Back")
_SITE = "MedPath"
_IMPRINT = re.compile(r"©\s*Copyright\b.*|.*All Rights Reserved by MedPath.*")
_ADDRESS = re.compile(r"https?://\S+")
_TABLE_HEADERS = ("Group Intervention Description", "Name Time Method")
_TABLE_HEADER = re.compile(r"Group\s*Intervention\s*Description|Name\s*Time\s*Method")
_LOST_WITHOUT_HEADING = ("Status", "Sex", "Target Recruitment", "Study Type")
# The number of non-empty lines in which a page of this site must have a label of the head.
_HEAD_WITHIN = 12
_LANDMARKS_WITHIN = 500_000
_FEWEST_LABELS = 2
# Other registries and libraries may use one of these labels, but never two.
_ONLY_HERE = frozenset(
    (
        "Recruitment & Eligibility",
        "Study & Design",
        "Arm && Interventions",
        "Target Recruitment",
        "Target Recruit Count",
    )
)
_FIRST_LABELS = frozenset(each for each in CHAPTERS[HEAD] if each not in ("Brief Summary", "Detailed Description"))


@dataclass
class Page:
    """Hold the unchanged lines under each label.

    ``mended``: labels had lost a character and were repaired. ``last`` is the last label. ``ended``: the page goes on
    to the site's last lines. ``lost``: the last line was incomplete and was omitted.
    """

    lines: dict[str, list[str]] = field(default_factory=dict)
    mended: list[Remark] = field(default_factory=list)
    last: str = HEAD
    ended: bool = False
    lost: bool = False

    def under(self, label: str) -> list[str]:
        """Return the lines under a label, without "Not available" and the like; empty lines are kept."""
        return [line for line in self.lines.get(label, []) if not line.strip() or not is_absent(line)]

    def values(self, label: str) -> list[str]:
        """Return the values under a label, each on one line, without list marks."""
        return [value for line in self.under(label) if (value := bare_line(line))]

    def value(self, *labels: str) -> str:
        """Return the text under the first of the labels that has a value, on one line."""
        return next((told for label in labels if (told := " ".join(self.values(label)))), "")

    def first(self, *labels: str) -> str:
        """Return the first line under the first of the labels that has a value: the value of a single-valued label."""
        return next((values[0] for label in labels if (values := self.values(label))), "")

    def beyond(self, label: str) -> list[str]:
        """Return the lines after the value of a single-valued label, which belong to no label."""
        lines = self.lines.get(label, [])
        first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
        return lines[first + 1 :]


def is_absent(text: str) -> bool:
    """Return whether a text only says that there is no value."""
    return bare_line(text).rstrip(".").casefold() in _ABSENT


def is_page(text: str) -> bool:
    """Return whether a text has the landmarks of a MedPath page: a title, and below it two labels or more.

    Two labels that only this site has are enough in any place. If there are only labels that other sites may use, the
    first must follow the title directly, with only a phase, a status and words of the site between them.
    """
    text = text[:_LANDMARKS_WITHIN]
    if not any(each.split(" ")[0] in text for each in LABELS):
        return False
    words = [line for line in lines_of(text) if line.strip()]
    found = [found_label(line, LABELS) for line in words]
    labels = {each.label for each in found if each}
    if len(labels & _ONLY_HERE) >= _FEWEST_LABELS:
        return True
    first = next((place for place, each in enumerate(found) if each), len(words))
    if len(labels) < _FEWEST_LABELS or first > _HEAD_WITHIN:
        return False
    above = [line for line in words[:first] if not _is_of_page(line)]
    if not above:
        return False
    named = any(bare_line(line) == _SITE for line in words[:first])
    return named or (len(labels & _FIRST_LABELS) >= _FEWEST_LABELS and _is_head(above, found[first]))


def page_of(text: str) -> Page:
    """Return a MedPath page sorted by labels; a missing label has no lines."""
    lines = list(lines_of(text))
    page = Page(lost=not text.endswith("\n") and _could_go_on_as_label(lines[-1]))
    lines = lines[:-1] if page.lost else lines
    for place, line in enumerate(lines):
        if _IMPRINT.fullmatch(line.strip()):
            page.ended = True
        elif _is_of_page(line):
            continue
        elif found := _next_label(page, line, lines[place + 1 : place + 4]):
            if found.is_mended:
                page.mended.append(remark("heading_mended", written=found.written, meant=found.label))
            page.last = found.label
            page.lines[page.last] = [found.rest] if found.rest else []
        elif (told := _without_header(line)).strip() or page.lines:  # there is nothing above the title
            page.lines.setdefault(page.last, []).append(told)
    return page


def _could_go_on_as_label(line: str) -> bool:
    """Return whether the last line of a page may be an incomplete label, table header or imprint."""
    left = bare_line(line)
    further = (*LABELS, *_TABLE_HEADERS, *(each.replace(" ", "") for each in _TABLE_HEADERS), "© Copyright")
    return bool(left) and left not in LABELS and any(each.startswith(left) for each in further)


def _next_label(page: Page, line: str, following: Sequence[str]) -> FoundLabel | None:
    if page.last == HEAD and not any(each.strip() for each in page.lines.get(HEAD, ())):
        # The first line is the title, unless it is only a label.
        found = found_label(line, LABELS)
        return found if found and not found.rest else None
    expected = expected_labels(page.last, page.lines)
    free = is_free_text(page.last)
    if found := found_label(line, expected, in_text=free):
        return found
    if not free:
        return None
    # A copy may lack the heading of a chapter; then a label with a value ends the text.
    below = next((each for each in following if each.strip()), "")
    found = found_label(line, [each for each in _LOST_WITHOUT_HEADING if each not in page.lines], in_text=True)
    return found if found and has_known_value(found.label, found.rest or below) else None


def _is_head(above: Sequence[str], first: FoundLabel | None) -> bool:
    """Return whether the lines above the first label are a title and, at most, a phase and a status."""
    return first is not None and first.label in _FIRST_LABELS and all(map(is_phase_or_status, above[1:]))


def _is_of_page(line: str) -> bool:
    words = bare_line(line)
    return words in _OF_THE_PAGE or _ADDRESS.fullmatch(words) is not None


def _without_header(line: str) -> str:
    header = _TABLE_HEADER.match(bare_line(line))
    return bare_line(line)[header.end() :].strip() if header else line

"""Sort the lines of a research-portal page, or of its copied part, by their meaning."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.documents.articles.portal_lines import (
    ABOVE_TITLE,
    ABSTRACT,
    END,
    KIND,
    LISTS,
    NOTES,
    OF_THE_PAGE,
    OUTPUT,
    could_go_on_as_landmark,
    lines_of,
    row_of,
)
from desktop.documents.contents.broken_ends import whole_words
from desktop.documents.syntax.wrapped_text import BULLET
from desktop.trials.identifiers import Identifier

_HEADINGS = (("abstract", ABSTRACT), ("subjects", LISTS), ("notes", NOTES))
_DOI = re.compile(r"(?:doi\.org/|\bdoi:?\s*|^|\s|DOIs?)(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]])", re.IGNORECASE)
_PMID = re.compile(r"\b(?:PMID|PubMed ID)(?:\s*:)?\s*(\d{5,9})\b", re.IGNORECASE)
_LANDMARKS_WITHIN = 500_000
_LONGEST_LIST_ITEM_IN_WORDS = 12
_DATED = ("Publication status", "State", "Status")
_WHOLE_DATE = re.compile(r".*\b(?:19|20)\d{2}")
# The number of citations of the article, on its own line.
_COUNT = re.compile(r"[\d,.]+")
_ANY_LANDMARK = re.compile(r"Research\s+output\s*:|Original\s+language", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:TY|PMID) {0,2}- ")
_STEPS = ("›", "»", ">", "→")
_STEP = re.compile("[›»>→]")
_BROKEN_AT = range(60, 131)
# Shorter ones also occur in names: "van der Berg".
_SHORTEST_WORD_OF_PROSE = 4
_OUTPUT_PLACE, _ABSTRACT_PLACE = "Research output", "Abstract"


@dataclass
class PortalPage:
    """Hold the content of a page.

    ``last`` is the last heading or row; ``ended``: the page was copied up to its end.
    """

    title: str = ""
    authors: str = ""
    affiliations: list[str] = field(default_factory=list)
    output: str = ""
    abstract: list[str] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    last: str = _OUTPUT_PLACE
    ended: bool = False

    @property
    def ends_in_abstract(self) -> bool:
        """Return whether nothing follows the abstract that would show that it is complete."""
        return self.last in (_OUTPUT_PLACE, _ABSTRACT_PLACE)


def is_page(text: str) -> bool:
    """Return whether a text is the page of one article: by its line "Research output: …", or by the rows of its table.

    A list of articles has that line more than once, and a reference inside a page begins after it.
    """
    if not _ANY_LANDMARK.search(text):
        return False
    lines = lines_of(text[:_LANDMARKS_WITHIN])
    end = next((place for place, line in enumerate(lines) if END.fullmatch(line) or _REFERENCE.match(line)), len(lines))
    outputs = [place for place, line in enumerate(lines[:end]) if _is_output(line)]
    if len(outputs) == 1:
        return any(line and not ABOVE_TITLE.fullmatch(line) for line in lines[: outputs[0]])
    rows = (row_of(line, in_table=False) for line in lines[:end])
    labels = {row["label"] for row in rows if row}
    return not outputs and "Original language" in labels and bool(labels & {*_DATED, "Journal", "Pages (from-to)"})


def page_of(lines: Sequence[str], *, ends_in_line: bool) -> PortalPage:
    """Return the lines of a page sorted by their meaning.

    Args:
        lines: The lines of the page, single-spaced (``portal_lines.lines_of``).
        ends_in_line: Whether the text ends inside a line, which may be incomplete.
    """
    ends_in_line = ends_in_line and bool(lines and lines[-1])
    lines, left = _without_landmark_at_end(lines) if ends_in_line else (lines, "")
    page = PortalPage(identifiers=list(_numbers(lines)))
    begin = next((place for place, line in enumerate(lines) if _is_output(line)), None)
    # Without "Research output:" the head is the first two lines that are not empty.
    above = [line for line in lines[:begin] if not (ABOVE_TITLE.fullmatch(line) or OF_THE_PAGE.fullmatch(line))]
    if begin is not None:
        _put_head(page, above)
        page.output, end = _output(lines, begin)
        _sort(page, lines[end:])
    else:
        head = [line for line in above if line][:2]
        _put_head(page, head)
        _sort(page, lines[lines.index(head[-1]) + 1 :] if head else [])
    if ends_in_line and not left and not page.ended:
        _leave_out_broken_end(page)
    return page


def _is_output(line: str) -> bool:
    found = OUTPUT.match(line)
    return found is not None and KIND.match(found["told"]) is not None


def _output(lines: Sequence[str], begin: int) -> tuple[str, int]:
    """Return (text of "Research output:", its end); a copy may have each step of it on its own line."""
    told, end = OUTPUT.sub(r"\g<told>", lines[begin]), begin + 1
    while end < len(lines) and (_STEP.match(lines[end]) or told.endswith(_STEPS)):
        told, end = f"{told} {lines[end]}".strip(), end + 1
    return told, end


def _put_head(page: PortalPage, lines: Sequence[str]) -> None:
    """Set title, authors and affiliations of the page; title and authors may have several lines."""
    head: list[str] = []
    for place, line in enumerate(lines):
        broken = head and place and lines[place - 1] and (len(head) == 1 and _goes_on(head[0], lines[place - 1], line))
        if broken or (line and len(head) == 2 and (line.startswith((",", "& ", "and ")) or head[1].endswith(","))):
            head[-1] = f"{head[-1]} {line}"
        elif line:
            head.append(line)
    if head:
        page.title, page.authors, page.affiliations = head[0], "".join(head[1:2]), head[2:]


def _goes_on(title: str, before: str, line: str) -> bool:
    """Return whether a line continues a title that was broken at the length of a line, and is not an author."""
    prose = any(word.islower() and len(word) >= _SHORTEST_WORD_OF_PROSE for word in line.split())
    return prose and len(before) in _BROKEN_AT and not title.endswith((".", "?", "!"))


def _sort(page: PortalPage, lines: Sequence[str]) -> None:
    """Sort the lines after the head into the page, and drop parts of the site."""
    here: list[str] = page.abstract
    awaiting = ""
    for line in lines:
        if _is_end(page, line):
            page.ended = True
            break
        if not line or OF_THE_PAGE.fullmatch(_unmarked(line)) or (not page.rows and _COUNT.fullmatch(line)):
            continue
        row = row_of(line, in_table=bool(page.rows))
        heading = next((name for name, pattern in _HEADINGS if pattern.fullmatch(line)), "")
        if row and not page.rows.get(row["label"]):
            awaiting, here = row["label"], page.notes
            page.rows[awaiting], page.last = row["value"], awaiting
        elif heading:
            awaiting, here, page.last = "", getattr(page, heading), line.rstrip(": ")
        elif awaiting and not page.rows[awaiting]:
            page.rows[awaiting] = line
        elif not _is_number_line(line):
            _add(page, here, line)


def _is_end(page: PortalPage, line: str) -> bool:
    """Return whether the part on the page itself begins; "Fingerprint" is also a tab above the abstract."""
    return END.fullmatch(line) is not None and bool(page.abstract or page.rows or not line.startswith("Fingerprint"))


def _add(page: PortalPage, here: list[str], line: str) -> None:
    if here is page.abstract:
        page.last = _ABSTRACT_PLACE
    if here is page.notes and BULLET.match(line):
        # A list after the table without its heading, which the copy lacks.
        here, page.last = page.subjects, "Keywords"
    if here is not page.subjects:
        here.append(line)
        return
    subject = _unmarked(line)
    # Prose after a list does not belong to it.
    (page.subjects if len(subject.split()) <= _LONGEST_LIST_ITEM_IN_WORDS else page.notes).append(subject)


def _unmarked(line: str) -> str:
    mark = BULLET.match(line)
    return line[mark.end() :] if mark else line


def _without_landmark_at_end(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return (lines without an incomplete label or number at the end, that line or "")."""
    last = lines[-1] if lines else ""
    if last and not _is_output(last) and (could_go_on_as_landmark(last) or _is_number_line(last)):
        return lines[:-1], last
    return lines, ""


def _leave_out_broken_end(page: PortalPage) -> None:
    """Remove from the last value what may be incomplete."""
    if page.last in page.rows:
        value = page.rows[page.last]
        if not (page.last in _DATED and _WHOLE_DATE.fullmatch(value)):
            page.rows[page.last] = ""
    elif page.last == _OUTPUT_PLACE:
        page.output = page.output if page.output.endswith("review") else ""
    elif page.last == _ABSTRACT_PLACE:
        _cut_last(page.abstract)
    elif page.subjects:
        page.subjects.pop()
    else:
        _cut_last(page.notes)


def _cut_last(lines: list[str]) -> None:
    if lines:
        lines[-1:] = [left] if (left := whole_words(lines[-1])) else []


def _numbers(lines: Sequence[str]) -> Iterator[Identifier]:
    """Yield the article's own DOI and PubMed number, from lines with nothing else."""
    for line in lines:
        if END.fullmatch(line) and not line.startswith("Fingerprint"):
            return
        if not _is_number_line(line):
            continue
        if found := _DOI.search(line):
            yield Identifier("DOI", found[1])
        if found := _PMID.search(line):
            yield Identifier("PMID", found[1])


def _is_number_line(line: str) -> bool:
    return len(line.split()) <= 4 and bool(_DOI.search(line) or _PMID.search(line))

"""Sort the lines of a research-portal page by what they are, as far as the page was copied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.documents.articles.portal_lines import (
    ABOVE_TITLE,
    ABSTRACT,
    END,
    FURNITURE,
    KIND,
    LISTS,
    NOTES,
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
# How often the article was cited, on a line of its own.
_COUNT = re.compile(r"[\d,.]+")
_ANY_LANDMARK = re.compile(r"Research\s+output\s*:|Original\s+language", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:TY|PMID) {0,2}- ")
_STEPS = ("›", "»", ">", "→")
_STEP = re.compile("[›»>→]")
_BROKEN_AT = range(60, 131)
# Shorter ones stand in names, too: "van der Berg".
_SHORTEST_WORD_OF_PROSE = 4
_OUTPUT_PLACE, _ABSTRACT_PLACE = "Research output", "Abstract"


@dataclass
class PortalPage:
    """Hold what a page says.

    ``last`` is the heading or row that the page ends under, ``ended`` tells that it goes on to its own end.
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
        """Return whether nothing stands below the abstract that would show that it is whole."""
        return self.last in (_OUTPUT_PLACE, _ABSTRACT_PLACE)


def is_page(text: str) -> bool:
    """Return whether a text is the page of one article: by its line "Research output: …", or by the rows of its table.

    A list of articles has that line more than once, and a reference that a page holds begins below it.
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
    """Return a page's lines sorted by what they are.

    Args:
        lines: The lines of the page, single-spaced (``portal_lines.lines_of``).
        ends_in_line: Whether the last line has no end, so that it may be broken.
    """
    ends_in_line = ends_in_line and bool(lines and lines[-1])
    lines, left = _without_landmark_at_end(lines) if ends_in_line else (lines, "")
    page = PortalPage(identifiers=list(_numbers(lines)))
    begin = next((place for place, line in enumerate(lines) if _is_output(line)), None)
    # Without "Research output:" the head is what stands above the first empty line but one.
    above = [line for line in lines[:begin] if not (ABOVE_TITLE.fullmatch(line) or FURNITURE.fullmatch(line))]
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
    """Return what "Research output:" says, and where it ends: a copy may have put each step of it on a line."""
    told, end = OUTPUT.sub(r"\g<told>", lines[begin]), begin + 1
    while end < len(lines) and (_STEP.match(lines[end]) or told.endswith(_STEPS)):
        told, end = f"{told} {lines[end]}".strip(), end + 1
    return told, end


def _put_head(page: PortalPage, lines: Sequence[str]) -> None:
    """Put title, authors and affiliations in their places; title and authors may be broken into several lines."""
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
    """Return whether a line goes on from a title that was broken at the length of a line, and is no author."""
    prose = any(word.islower() and len(word) >= _SHORTEST_WORD_OF_PROSE for word in line.split())
    return prose and len(before) in _BROKEN_AT and not title.endswith((".", "?", "!"))


def _sort(page: PortalPage, lines: Sequence[str]) -> None:
    """Put the lines below the head where they belong; furniture goes nowhere."""
    here: list[str] = page.abstract
    awaiting = ""
    for line in lines:
        if _is_end(page, line):
            page.ended = True
            break
        if not line or FURNITURE.fullmatch(_unmarked(line)) or (not page.rows and _COUNT.fullmatch(line)):
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
    """Return whether the part on the page itself begins; "Fingerprint" stands above the abstract, too, on a tab."""
    return END.fullmatch(line) is not None and bool(page.abstract or page.rows or not line.startswith("Fingerprint"))


def _add(page: PortalPage, here: list[str], line: str) -> None:
    if here is page.abstract:
        page.last = _ABSTRACT_PLACE
    if here is page.notes and BULLET.match(line):
        # A list below the table whose heading the copy has left out.
        here, page.last = page.subjects, "Keywords"
    if here is not page.subjects:
        here.append(line)
        return
    subject = _unmarked(line)
    # Prose below a list no longer belongs to it.
    (page.subjects if len(subject.split()) <= _LONGEST_LIST_ITEM_IN_WORDS else page.notes).append(subject)


def _unmarked(line: str) -> str:
    mark = BULLET.match(line)
    return line[mark.end() :] if mark else line


def _without_landmark_at_end(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the lines without a last one that is half a label or half a number, and that line."""
    last = lines[-1] if lines else ""
    if last and not _is_output(last) and (could_go_on_as_landmark(last) or _is_number_line(last)):
        return lines[:-1], last
    return lines, ""


def _leave_out_broken_end(page: PortalPage) -> None:
    """Leave out of the last value what may be half of it."""
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
    """Yield the article's own DOI and PubMed number, from lines that hold nothing else."""
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

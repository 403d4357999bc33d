"""Read what PubMed saves as "Abstract (text)": numbered records of paragraphs, without tags.

A record has the source ("1. J Clin Oncol. 2020 Mar 1;38(7):1-9. doi: …"), the title, the authors, "Author
information:", notices ("Erratum in"), the abstract, and the numbers ("PMID: …"), each as a hard-wrapped paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.documents.articles.publication import Record, find_doi, publication
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.articles.pubmed_source import SourceParts, source_parts
from desktop.documents.articles.reference_values import initials_first, items_of
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_NUMBERED = re.compile(r"(?P<number>\d{1,6})\. (?P<told>\S[\s\S]*)")
_PMID = re.compile(r"^PMID: ?(?P<pmid>\d{1,9})\b", re.MULTILINE)
_NUMBERS = re.compile(r"(?:DOI|PMCID|PMID): ?\S")
_NAME = re.compile(r"[^\W\d_][\w'’.\- ]{0,60}? [^\W\d_a-z]{1,4}(?: (?:Jr|Sr|2nd|3rd|4th|II|III))?")
_GROUP = re.compile(
    r"\b(?:group|investigators?|consortium|collaborat\w+|committee|network|trialists\S*|team|board|society|"
    r"association|task force|panel)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?:\((?:\d{1,4}|[#*†‡§¶])\))+")
_NO_AUTHORS = "[No authors listed]"
_LANGUAGE = re.compile(r"\[Article in (?P<language>[^;\]]+)[^\]]*\]")
_BOOK = re.compile(r"In: (?P<book>[^\n.]{1,300}?)(?: \[Internet\])?\.")
_LAST_DATE = re.compile(r"(?P<date>(?:18|19|20)\d{2}(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)\.?$")
_NOTICE = re.compile(
    r"(?P<kind>(?:Comment|Erratum|Retraction|Expression of concern|Update|Republished|Corrected and republished|"
    r"Summary for patients|Original report|Reprint|Dataset described|Dataset use reported)\s+(?:in|on|of|for|from))\b"
    r"(?:\s*:)?[ \t]*\n(?P<told>.*)",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\) ?\d{4}|Copyright\b|Published (?:by|online|\d{4}) |Crown Copyright|This is an open[- ]access|"
    r"This article is protected by copyright|Publisher: Abstract available)",
    re.IGNORECASE,
)
_LABELLED = (
    ("affiliations", re.compile(r"Author information:\s*", re.IGNORECASE)),
    ("collaborators", re.compile(r"Collaborators:\s*", re.IGNORECASE)),
    ("conflict_of_interest", re.compile(r"(?:Conflict of interest statement|COI Statement):\s*", re.IGNORECASE)),
)
_KEYWORDS = re.compile(r"^(?:KEYWORDS|Keywords):\s*(?P<words>[^\n]*(?:\n(?![A-Z ]{4,40}:)[^\n]*)*)", re.MULTILINE)
# A line that begins a part of the abstract: "METHODS: …", "Patients and methods: …".
_PART = re.compile(r"\n(?=[A-Z][A-Za-z/,&' ()-]{2,60}: )")
# Some articles have thousands of authors.
_WITHIN = 1_000_000


@dataclass
class _Parts:
    """Hold the paragraphs of one record by their meaning."""

    number: str
    source: str
    rest: list[str] = field(default_factory=list)


def recognises(text: str) -> bool:
    """Return whether a text begins with a numbered source, or a numbered title of a book, and has a PubMed number."""
    start = text[:_WITHIN].lstrip("\ufeff \t\n")
    if not start[:1].isdecimal():
        return False
    first = _PARAGRAPH.split(start, maxsplit=1)[0]
    if not _NUMBERED.fullmatch(first) or not _PMID.search(start):
        return False
    return _is_source(first) or _BOOK.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications of the text; yield an error for one that cannot be read."""
    for place, parts in enumerate(_records(text), start=1):
        record = _record(parts)
        try:
            yield publication(record)
        except DocumentError as fault:
            number = f" (PMID {record.pmid})" if record.pmid else ""
            yield DocumentError(f"record {place}{number}: {fault}")


def _records(text: str) -> Iterator[_Parts]:
    """Yield the paragraphs of each record.

    A numbered paragraph begins a record if it has the next number and the record before has its PubMed number. A source
    with all its parts always begins a record.
    """
    here: _Parts | None = None
    ended = False
    for paragraph in _PARAGRAPH.split(text.strip("\ufeff \t\n")):
        numbered = _NUMBERED.fullmatch(paragraph)
        if numbered and (here is None or _begins(numbered, here, ended=ended)):
            if here:
                yield here
            here, ended = _Parts(numbered["number"], numbered["told"]), False
        elif here:
            here.rest.append(paragraph)
            ended = ended or _PMID.search(paragraph) is not None
    if here:
        yield here


def _begins(numbered: re.Match[str], here: _Parts, *, ended: bool) -> bool:
    follows = int(numbered["number"]) == int(here.number) + 1
    source = source_parts(numbered["told"])
    if ended:
        return follows or bool(source.journal)
    return follows and bool(source.journal and (source.doi or (source.volume and source.pages)))


def _is_source(paragraph: str) -> bool:
    numbered = _NUMBERED.fullmatch(paragraph)
    return numbered is not None and bool(source_parts(numbered["told"]).journal)


def _record(parts: _Parts) -> Record:
    record = Record()
    source = source_parts(parts.source)
    rest = list(parts.rest)
    if source.journal:
        _take_source(record, source)
        record.title = one_line(rest.pop(0)) if rest and not _NUMBERS.match(rest[0]) else ""
    else:
        record.title = one_line(parts.source)
    if rest and (found := _LANGUAGE.fullmatch(one_line(rest[0]))):
        record.languages = [found["language"]]
        rest.pop(0)
    if rest and _is_authors(rest):
        _take_authors(record, rest.pop(0))
    abstract: list[str] = []
    for paragraph in rest:
        if _took(record, paragraph):
            continue
        if record.pmid:
            # Only a statement of conflicts can follow the numbers; it may have several paragraphs.
            record.remarks.append(("conflict_of_interest", one_line(paragraph)))
        else:
            abstract.append(paragraph)
    record.abstract = [("", "\n".join(line for paragraph in abstract for line in _lines(record, paragraph)))]
    return record


def _take_source(record: Record, source: SourceParts) -> None:
    record.journal, record.published, record.doi = source.journal, source.published, source.doi
    record.volume, record.issue, record.pages = source.volume, source.issue, source.pages


def _is_authors(rest: list[str]) -> bool:
    """Return whether the paragraph after the title names authors."""
    line = one_line(_MARKS.sub("", rest[0]))
    if line == _NO_AUTHORS:
        return True
    if _took(Record(), rest[0]) or _PART.search(f"\n{rest[0]}"):
        return False
    names = [part for part in re.split(r"[,;] ", line.removesuffix(".")) if part]
    persons = sum(_NAME.fullmatch(name.strip()) is not None for name in names)
    informed = len(rest) > 1 and (_BOOK.match(rest[1]) or any(shape.match(rest[1]) for _, shape in _LABELLED[:2]))
    return persons * 2 >= len(names) or (len(line) < 400 and bool(informed or _GROUP.search(line)))


def _take_authors(record: Record, paragraph: str) -> None:
    line, book = one_line(paragraph), _BOOK.search(paragraph)
    if book:
        line = one_line(paragraph[: book.start()])
        record.journal = record.journal or one_line(book["book"])
    if line == _NO_AUTHORS:
        return
    names = re.split(r"[,;] ", _MARKS.sub("", line).removesuffix("."))
    record.authors = [initials_first(name) for name in names if name.strip()]


def _took(record: Record, paragraph: str) -> bool:
    """Return whether a paragraph is not part of the abstract; its content is then added to the record."""
    if _NUMBERS.match(paragraph):
        _take_numbers(record, paragraph)
        return True
    for name, shape in _LABELLED:
        if found := shape.match(paragraph):
            record.remarks.append((name, "\n".join(_numbered_lines(paragraph[found.end() :]))))
            return True
    if found := _NOTICE.match(paragraph):
        kind = one_line(found["kind"]).capitalize()
        record.notices += [f"{kind}: {one_line(each)}" for each in re.split(r"\n(?=    \S)", found["told"])]
        return True
    if found := _BOOK.match(paragraph):
        record.journal = record.journal or one_line(found["book"])
        last = _LAST_DATE.search(paragraph)
        record.published = record.published or publication_date(last["date"] if last else paragraph[found.end() :])
        return True
    if _COPYRIGHT.match(paragraph):
        record.remarks.append(("copyright", one_line(paragraph)))
        return True
    return False


def _take_numbers(record: Record, paragraph: str) -> None:
    for line in paragraph.split("\n"):
        name, _, value = line.partition(":")
        if name == "DOI":
            record.doi = find_doi(value) or record.doi
        elif name == "PMCID":
            record.pmc = value.strip()
        elif name == "PMID" and (found := _PMID.match(line)):
            record.pmid = found["pmid"]


def _numbered_lines(text: str) -> Iterator[str]:
    """Yield the items of a list without the numbers in brackets at their beginnings."""
    for part in re.split(r"\n(?=\(\d{1,4}\))", text):
        if told := one_line(re.sub(r"^\(\d{1,4}\)", "", part)):
            yield told


def _lines(record: Record, paragraph: str) -> Iterator[str]:
    """Yield the parts of a paragraph of the abstract as lines; add its keywords to the record."""
    if found := _KEYWORDS.search(paragraph):
        record.keywords += items_of(one_line(found["words"]).removesuffix("."), ";")
        paragraph = paragraph[: found.start()] + paragraph[found.end() :]
    yield from (told for part in _PART.split(paragraph) if (told := one_line(part)))

"""Read a research-portal page of a journal article, as universities publish them.

The page has a title, the authors, "Research output: …", an abstract, then a table that a copy runs together
("Pages (from-to)6897-6904", "StatePublished - Nov 1 2011"), lists, and furniture, which is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.documents.articles.abstracts import abstract_sections
from desktop.documents.syntax.wrapped_text import BULLET, one_line
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.identifiers import Identifier, key_for
from desktop.trials.trial import Citation, Section, Trial

_OUTPUT = re.compile(r"Research output:\s*(?P<told>.*)", re.IGNORECASE)
# The rows of the table, as they begin; the longest first. Of these the second lot are words of prose as well.
_TELLING_ROWS = (
    "Title of host publication",
    "Externally published",
    "Early online date",
    "Publication status",
    "Original language",
    "Pages (from-to)",
    "Number of pages",
    "Article number",
    "Issue number",
    "DOIs",
    "ISSN",
)
_PLAIN_ROWS = ("Publisher", "Journal", "Volume", "Issue", "State", "Pages", "DOI")
_TELLING = "|".join(map(re.escape, _TELLING_ROWS))
_PLAIN = "|".join(_PLAIN_ROWS)
_ROW = re.compile(rf"(?P<label>{_TELLING}|(?:{_PLAIN})(?![a-z ]))[\s:]*(?P<value>.*)")
_ROW_IN_TABLE = re.compile(rf"(?P<label>{_TELLING}|(?:{_PLAIN})(?![a-z]))[\s:]*(?P<value>.*)")
_LISTS = re.compile(
    r"(?:ASJC Scopus subject areas|Keywords|Subject areas|UN SDGs|.*\bsubject areas)\s*:?", re.IGNORECASE
)
_NOTES = re.compile(r"(?:Bibliographical note|Funding(?: information)?|Publisher Copyright)\s*:?", re.IGNORECASE)
_ABSTRACT = re.compile(r"Abstract\s*:?", re.IGNORECASE)
_HEADINGS = (("abstract", _ABSTRACT), ("subjects", _LISTS), ("notes", _NOTES))
_FURNITURE = re.compile(
    r"Overview|Fingerprint|Projects|Press/Media|Equipment|Prizes|Student theses|Activities|Datasets|"
    r"View full fingerprint|"
    r"Sort by.*|Weight|Alphabetically|Powered by .*|Download as .*|Overview\s+Fingerprint.*|"
    r"Link to publication in Scopus|Link to the citations in Scopus|Other files and links|Access to Document|"
    r"Final published version|Open Access|Persistent link|Share(?: this)?|PlumX Metrics|Abstract available|"
    r"[\d,.]+\s+(?:\(?Scopus\)?\s+)?(?:Scopus\s+)?(?:citations?|downloads?)(?:\s*\(.*\))?.*|Citations?|"
    r"\d+\s+Link opens in a new tab.*",
    re.IGNORECASE,
)
# What follows is about the page, not the article.
_END = re.compile(r"Dive into the research topics of .*|Cite this\b.*|Fingerprint\b.*", re.IGNORECASE)
_DOI = re.compile(r"(?:doi\.org/|\bdoi:?\s*|^|\s|DOIs?)(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]])", re.IGNORECASE)
_PMID = re.compile(r"\b(?:PMID|PubMed ID)\s*:?\s*(\d{5,9})\b", re.IGNORECASE)
_CONTAINER = re.compile(
    r"Contribution to (?:journal|conference|specialist publication|newspaper)|Chapter in Book/[\w /]+?proceedings?|"
    r"Book/Report|Working paper|Preprint",
    re.IGNORECASE,
)
_PEER_REVIEW = re.compile(r"(?:not )?peer[- ]review(?:ed)?$", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:E-pub ahead of print|Published|Accepted/In press|In press|Unpublished)\s*[-–—]?\s*(?P<date>.*)"
)
_LANDMARKS_WITHIN = 500_000
_LONGEST_LIST_ITEM_IN_WORDS = 12


@dataclass
class _Page:
    title: str = ""
    authors: str = ""
    affiliations: list[str] = field(default_factory=list)
    output: str = ""
    abstract: list[str] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)


def recognises(text: str) -> bool:
    """Return whether a text has the landmarks of a research-portal page: "Research output:" or its table's rows."""
    lines = [one_line(line) for line in text[:_LANDMARKS_WITHIN].split("\n")]
    labels = {match["label"] for line in lines if (match := _ROW.fullmatch(line))}
    dated = labels & {"Publication status", "State"}
    table = "Original language" in labels and bool(dated or labels & {"Journal", "Pages (from-to)"})
    return table or (bool(labels) and any(_OUTPUT.match(line) for line in lines))


def read(text: str) -> Iterator[Trial]:
    """Yield the one publication of a research-portal page.

    Raises:
        DocumentError: The page has no title.
    """
    page = _page([one_line(line) for line in text.split("\n")])
    if not page.title:
        raise DocumentError("the page has no title above its authors; copy the page whole.")
    narrative = list(abstract_sections("\n".join(page.abstract)))
    narrative += [
        Section(name, "\n".join(lines))
        for name, lines in (("affiliations", page.affiliations), ("bibliographical_note", page.notes))
        if lines
    ]
    # The page's furniture (citation counts) changes from visit to visit; the article does not.
    record = "\n".join((page.title, page.authors, *page.abstract))
    yield Trial(
        key=key_for(page.identifiers, record),
        kind="publication",
        title=page.title,
        identifiers=tuple(dict.fromkeys(page.identifiers)),
        narrative=tuple(narrative),
        keywords=tuple(dict.fromkeys(page.subjects)),
        citation=_citation(page),
    )


def _citation(page: _Page) -> Citation:
    rows = page.rows
    return Citation(
        authors=_names(page.authors),
        journal=rows.get("Journal", "") or rows.get("Title of host publication", ""),
        volume=rows.get("Volume", ""),
        issue=rows.get("Issue number", "") or rows.get("Issue", ""),
        pages=rows.get("Pages (from-to)", "") or rows.get("Pages", "") or rows.get("Article number", ""),
        published=_published(rows),
        language=rows.get("Original language", ""),
        publication_types=_publication_types(page.output),
    )


def _page(lines: list[str]) -> _Page:
    """Return the page's lines sorted by what they are; ``lines`` are single-spaced."""
    page = _Page(identifiers=list(_numbers(lines)))
    begin = next((place for place, line in enumerate(lines) if _OUTPUT.match(line)), None)
    # Without "Research output:" the head is what stands above the first empty line but one.
    head = [line for line in lines[:begin] if line] if begin is not None else [line for line in lines if line][:2]
    if head:
        page.title, page.affiliations = head[0], head[2:]
        page.authors = head[1] if len(head) > 1 else ""
    if begin is not None:
        page.output = _output(lines[begin])
        _sort(page, lines[begin + 1 :])
    else:
        _sort(page, lines[lines.index(head[-1]) + 1 :] if head else [])
    return page


def _sort(page: _Page, lines: list[str]) -> None:
    """Put the lines below the head where they belong; furniture goes nowhere."""
    here: list[str] = page.abstract
    awaiting = ""
    for line in lines:
        if _END.fullmatch(line):
            break
        if not line or _FURNITURE.fullmatch(line):
            continue
        row = (_ROW_IN_TABLE if page.rows else _ROW).fullmatch(line)
        heading = next((name for name, pattern in _HEADINGS if pattern.fullmatch(line)), "")
        if row and not page.rows.get(row["label"]):
            awaiting, here = row["label"], page.notes
            page.rows[awaiting] = row["value"]
        elif heading:
            awaiting, here = "", getattr(page, heading)
        elif awaiting and not page.rows[awaiting]:
            page.rows[awaiting] = line
        elif not _is_number_line(line):
            _add(page, here, line)


def _add(page: _Page, here: list[str], line: str) -> None:
    if here is not page.subjects:
        here.append(line)
        return
    mark = BULLET.match(line)
    subject = line[mark.end() :] if mark else line
    # Prose below a list no longer belongs to it.
    (page.subjects if len(subject.split()) <= _LONGEST_LIST_ITEM_IN_WORDS else page.notes).append(subject)


def _numbers(lines: list[str]) -> Iterator[Identifier]:
    """Yield the article's own DOI and PubMed number, from lines that hold nothing else."""
    for line in lines:
        if _END.fullmatch(line):
            return
        if not _is_number_line(line):
            continue
        if found := _DOI.search(line):
            yield Identifier("DOI", found[1])
        if found := _PMID.search(line):
            yield Identifier("PMID", found[1])


def _is_number_line(line: str) -> bool:
    return len(line.split()) <= 4 and bool(_DOI.search(line) or _PMID.search(line))


def _output(line: str) -> str:
    match = _OUTPUT.match(line)
    return match["told"] if match else ""


def _publication_types(told: str) -> tuple[str, ...]:
    """Return the kinds of publication named in "Contribution to journalArticlepeer-review", run together or not."""
    told = _CONTAINER.sub("", told)
    review = _PEER_REVIEW.search(told)
    kinds = [*re.split(r"[›»>→|]", _PEER_REVIEW.sub("", told)), review.group() if review else ""]
    return tuple(kind.strip() for kind in kinds if kind.strip())


def _published(rows: dict[str, str]) -> str:
    told = rows.get("Publication status", "") or rows.get("State", "")
    match = _PUBLISHED.fullmatch(told)
    return partial_date(match["date"]) if match else partial_date(told)


def _names(authors: str) -> tuple[str, ...]:
    parts = re.split(r",\s+(?:and\s+)?|;\s*|\s+and\s+", authors)
    return tuple(name for part in parts if (name := part.strip(" *†‡")))

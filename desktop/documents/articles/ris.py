"""Read RIS, the exchange format of reference managers and databases, as their producers write it."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, find_doi, plain_author, publication
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.syntax.tagged_lines import TaggedLine, refuse_if_endless, tagged_lines
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

_SHAPE = re.compile(r"\ufeff?([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
_BEGINNING = re.compile(r"\s*\ufeff?TY {1,2}- ?[A-Z]")
_BEGINS = re.compile(r"^TY {1,2}- ", re.MULTILINE)
_TITLE_OR_AUTHOR = re.compile(r"^(?:TI|T1|AU|A1) {1,2}- ", re.MULTILINE)
_AUTHORS = frozenset({"AU", "A1"})
_EDITORS = frozenset({"A2", "A3", "A4", "ED"})
_JOURNAL = ("JF", "T2", "JO", "JA", "J2", "BT", "C3", "J1")
_PUBMED_LINK = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,9})\b")
_DOI_ALONE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_PMC = re.compile(r"\bPMC\d+", re.IGNORECASE)
# Words about the export, not the article.
_FURNITURE = re.compile(r"(?:Export Date|Cited By|CODEN|Date of Electronic Publication)\b.*", re.IGNORECASE | re.DOTALL)
_REFERENCES = re.compile(r"References\s*:\s*", re.IGNORECASE)
# The types of the RIS specification that an article can have; any other stands as it is written.
_TYPES = {
    "ABST": "Abstract",
    "BOOK": "Book",
    "CHAP": "Book chapter",
    "CONF": "Conference proceedings",
    "CPAPER": "Conference paper",
    "EJOUR": "Electronic article",
    "GEN": "Generic",
    "INPR": "Article in press",
    "JFULL": "Journal",
    "JOUR": "Journal article",
    "MGZN": "Magazine article",
    "NEWS": "Newspaper article",
    "RPRT": "Report",
    "SER": "Serial",
    "THES": "Thesis",
    "UNPB": "Unpublished work",
}


def recognises(text: str) -> bool:
    """Return whether a text begins with the type of a reference, or has it as a line of its first ones."""
    if _BEGINNING.match(text):
        return True
    # Some producers put their name and the number of records above the first.
    start = text[:2_000]
    return _BEGINS.search(start) is not None and _TITLE_OR_AUTHOR.search(text[:20_000]) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications of a RIS text; one that cannot be read comes as its fault.

    Raises:
        DocumentError: Marks of an unsettled merge stand in the text.
    """
    for place, lines in enumerate(_records(text), start=1):
        try:
            refuse_if_endless(lines)
            yield publication(_record(lines))
        except DocumentError as fault:
            yield DocumentError(f"record {place} (line {lines[0].line}): {fault}")


def _records(text: str) -> Iterator[list[TaggedLine]]:
    here: list[TaggedLine] = []
    for each in tagged_lines(text, _SHAPE):
        if each is None:
            continue
        if each.tag == "TY" and here:
            yield here
            here = []
        if each.tag == "ER":
            if here:
                yield here
            here = []
        elif here or each.tag == "TY":
            here.append(each)
    if here:
        yield here


def _record(lines: list[TaggedLine]) -> Record:
    values: dict[str, list[str]] = {}
    for each in lines:
        values.setdefault(each.tag, []).append(each.value)

    def first(*tags: str) -> str:
        return next((told for tag in tags for value in values.get(tag, ()) if (told := one_line(value))), "")

    notes = [value for value in values.get("N1", []) if value and not _FURNITURE.fullmatch(value)]
    title = first("TI", "T1", "CT") or first("BT")
    return Record(
        title=title,
        vernacular_title=first("TT"),
        abstract=[("", text) for text in _abstracts(values)],
        remarks=list(_remarks(values, notes)),
        authors=[plain_author(each.value) for each in lines if each.tag in _AUTHORS],
        keywords=[word for value in values.get("KW", ()) for word in _keywords(value)],
        types=[*(one_line(value) for value in values.get("M3", ()) if not find_doi(value)), _type(first("TY"))],
        languages=[one_line(value) for value in values.get("LA", ())],
        registry_numbers=[],
        references=[line for note in notes if _REFERENCES.match(note) for line in _references(note)],
        journal=next((name for tag in _JOURNAL if (name := first(tag)) and name != title), ""),
        volume=first("VL"),
        issue=first("IS"),
        pages=_pages(first("SP"), first("EP"), first("C7")),
        published=_published(values),
        doi=_doi(values),
        pmid=_pmid(values),
        pmc=next((found[0] for value in values.get("C2", ()) if (found := _PMC.search(value))), ""),
    )


def _abstracts(values: dict[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(text for tag in ("AB", "N2") for text in values.get(tag, ()) if text))


def _remarks(values: dict[str, list[str]], notes: list[str]) -> Iterator[tuple[str, str]]:
    editors = [plain_author(value) for tag in sorted(_EDITORS) for value in values.get(tag, ())]
    yield "editors", "\n".join(dict.fromkeys(editors))
    yield "affiliations", "\n".join(one_line(value) for value in values.get("AD", ()))
    yield "publisher", "\n".join(one_line(value) for tag in ("PB", "CY") for value in values.get(tag, ()))
    yield "notes", "\n".join(one_line(note) for note in notes if not _REFERENCES.match(note))


def _references(note: str) -> Iterator[str]:
    """Yield the cited works of a note that lists them, one a line."""
    for line in _REFERENCES.sub("", note, count=1).split("\n"):
        if told := one_line(line).removesuffix(";"):
            yield told


def _keywords(value: str) -> list[str]:
    """Return the keywords of one field: most producers write one, some one a line or several between semicolons."""
    return [word for part in re.split(r"\n|;\s", value) if (word := one_line(part))]


def _type(code: str) -> str:
    return _TYPES.get(code, code)


def _pages(first: str, last: str, article: str) -> str:
    if first and last and last != first:
        return f"{first}-{last}"
    return first or last or article


def _published(values: dict[str, list[str]]) -> str:
    """Return the most exact of the dates that a reference gives for one publication."""
    dates = [publication_date(value) for tag in ("DA", "PY", "Y1") for value in values.get(tag, ())]
    dates = [date for date in dates if date]
    # Some producers put the day of the export into DA.
    year = next((publication_date(value)[:4] for tag in ("PY", "Y1") for value in values.get(tag, ())), "")
    told = [date for date in dates if not year or date.startswith(year)]
    return max(told, key=len, default="")


def _doi(values: dict[str, list[str]]) -> str:
    for value in (*values.get("DO", ()), *values.get("M3", ())):
        if found := find_doi(value):
            return found
    # A link to the publisher's page may go on after the DOI; a note may cite the DOI of another article.
    links = (value for tag in ("UR", "L1", "L2", "L3", "LK", "N1") for value in values.get(tag, ()))
    return next((find_doi(value) for value in links if _DOI_ALONE.fullmatch(value)), "")


def _pmid(values: dict[str, list[str]]) -> str:
    """Return the PubMed number, from a link or note that says so or from the database's own number if it is PubMed."""
    for tag in ("UR", "L1", "L2", "LK"):
        for value in values.get(tag, ()):
            if found := _PUBMED_LINK.search(value):
                return found[1]
    for value in (*values.get("N1", ()), *values.get("AN", ()), *values.get("M1", ())):
        if found := _PMID.search(value):
            return found[1]
    database = " ".join((*values.get("DB", ()), *values.get("DP", ()))).casefold()
    of_pubmed = "AN" if "medline" in database or "pubmed" in database else "C2" if "scopus" in database else ""
    return next((value for value in values.get(of_pubmed, ()) if re.fullmatch(r"[0-9]{5,9}", value)), "")

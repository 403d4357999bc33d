"""Read RIS, the exchange format of reference managers and databases, in the variants of their producers."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, find_doi, plain_authors, publication
from desktop.documents.articles.publication_dates import completed_date, publication_date
from desktop.documents.articles.reference_words import Values, is_nothing, library_number, plain_type
from desktop.documents.articles.ris_records import recognises_ris, ris_records
from desktop.documents.syntax.raised_text import without_marks
from desktop.documents.syntax.tagged_lines import TaggedLine, each_record
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

_AUTHORS = frozenset({"AU", "A1"})
_EDITORS = frozenset({"A2", "A3", "A4", "ED"})
_JOURNAL = ("JF", "T2", "JO", "JA", "J2", "BT", "J1", "JI")
_CONFERENCES = frozenset({"CONF", "CPAPER"})
# The fields in which producers write their own, or a registry's, number of the work.
_ACCESSIONS = ("AN", "ID", "C3", "M3", "M1", "U2", "CN", "L3")
_STATE = re.compile(r"(?:status|phase)\s*:", re.IGNORECASE)
# Ovid separates them by full stops, but "Research Support, Non-U.S. Gov't" is one type.
_PARTED_TYPES = re.compile(r"[;|\n]|(?<=[a-zIV])\.\s+(?=[A-Z])")
# EBSCOhost writes everything into one note.
_TYPES_IN_NOTE = re.compile(r"Publication Types?:\s*([^.\n]{1,500}(?:U\.S\. Gov't[^.\n]{0,300})?)")
_DOI_ALONE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
# Words about the export, not about the article.
_OF_EXPORT = re.compile(r"(?:Export Date|Cited By|CODEN|Date of Electronic Publication)\b.*", re.IGNORECASE | re.DOTALL)
_REFERENCES = re.compile(r"References\s*:\s*", re.IGNORECASE)
# The types of the RIS specification for articles; any other is kept as written.
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
    """Return whether a text holds the type of a reference, or other tags of RIS."""
    return recognises_ris(text)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications and registrations of a RIS text; yield an error for one that cannot be read.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    return each_record(ris_records(text), lambda lines: publication(_record(lines)))


def _record(lines: list[TaggedLine]) -> Record:
    values: dict[str, list[str]] = {}
    for each in lines:
        values.setdefault(each.tag, []).append(without_marks(each.value))

    def first(*tags: str) -> str:
        told = (one_line(value) for tag in tags for value in values.get(tag, ()))
        return next((value for value in told if value and not is_nothing(value)), "")

    notes = [value for value in values.get("N1", []) if value and not _OF_EXPORT.fullmatch(value)]
    title = first("TI", "T1", "CT") or first("BT")
    code = first("TY")
    in_proceedings = code in _CONFERENCES
    return Record(
        title=title,
        vernacular_title=first("TT"),
        abstract=[("", text) for tag in ("AB", "N2") for text in values.get(tag, ())],
        remarks=list(_remarks(values, notes)),
        authors=[name for each in lines if each.tag in _AUTHORS for name in plain_authors(each.value)],
        keywords=[word for value in values.get("KW", ()) for word in _keywords(value)],
        types=[*_types(values, notes), _type(code)],
        languages=[one_line(value) for value in values.get("LA", ())],
        references=[line for note in notes if _REFERENCES.match(note) for line in _references(note)],
        journal=_journal(values, title, in_proceedings=in_proceedings),
        volume=first("VL", "VO"),
        issue=first("IS", "IP"),
        pages=_pages(first("SP"), first("EP"), first("PG", "C7")),
        published=_published(values),
        doi=_doi(values),
        pmid=library_number("PMID", values),
        pmc=library_number("PMC", values),
        accessions=[line for tag in _ACCESSIONS for value in values.get(tag, ()) for line in value.split("\n")],
        links=[value for tag in ("UR", "L2", "LK") for value in values.get(tag, ())],
        databases=[line for tag in ("DB", "DP") for value in values.get(tag, ()) for line in value.split("\n")],
        publishers=[one_line(value) for value in values.get("PB", ())],
    )


def _journal(values: Values, title: str, *, in_proceedings: bool) -> str:
    tags = (*_JOURNAL, "C3") if in_proceedings else _JOURNAL
    names = [one_line(value) for tag in tags for value in values.get(tag, ())]
    # If MEDLINE's tag for the whole source is the only one, some programs write the name of the journal into it.
    names += [source for value in values.get("SO", ()) if not re.search(r"\d", source := one_line(value))]
    return next((name for name in names if name and name != title and not is_nothing(name)), "")


def _types(values: Values, notes: list[str]) -> Iterator[str]:
    """Yield the publication types from their own fields and from lines of a note."""
    for value in (*values.get("M3", ()), *values.get("PT", ())):
        if not find_doi(value):
            yield from (told for part in _PARTED_TYPES.split(value) if (told := one_line(part).rstrip(".")))
    for line in (line for note in notes for line in note.split("\n")):
        if told := plain_type(line):
            yield told
    for found in (found for note in notes for found in _TYPES_IN_NOTE.finditer(note)):
        yield from (told for part in found[1].split(";") if (told := plain_type(part)))


def _remarks(values: Values, notes: list[str]) -> Iterator[tuple[str, str]]:
    editors = [name for tag in sorted(_EDITORS) for value in values.get(tag, ()) for name in plain_authors(value)]
    yield "editors", "\n".join(dict.fromkeys(editors))
    yield "affiliations", "\n".join(one_line(value) for value in values.get("AD", ()))
    yield "publisher", "\n".join(one_line(value) for tag in ("PB", "CY") for value in values.get(tag, ()) if value)
    states = [value for value in values.get("M1", ()) if _STATE.match(value)]
    yield "notes", "\n".join(one_line(note) for note in (*notes, *states) if not _REFERENCES.match(note))


def _references(note: str) -> Iterator[str]:
    """Yield the cited works from a note that lists them, one per line."""
    for line in _REFERENCES.sub("", note, count=1).split("\n"):
        if told := one_line(line).removesuffix(";"):
            yield told


def _keywords(value: str) -> list[str]:
    """Return the keywords of one field: most producers write one, some several on lines or between semicolons."""
    return [word for part in re.split(r"\n|;\s", value) if (word := one_line(part))]


def _type(code: str) -> str:
    return _TYPES.get(code.upper(), code)


def _pages(first: str, last: str, article: str) -> str:
    if first and last and last != first:
        return f"{first}-{last}"
    return first or last or article


def _published(values: Values) -> str:
    """Return the most exact of the dates that a reference gives for one publication."""
    years = (publication_date(value)[:4] for tag in ("PY", "Y1", "YR") for value in values.get(tag, ()))
    year = next((year for year in years if year), "")
    told = (completed_date(value, year) for tag in ("DA", "PY", "Y1", "YR") for value in values.get(tag, ()))
    # Some producers write the day of the export into DA.
    dates = [date for date in told if date and (not year or date.startswith(year))]
    return max(dates, key=len, default="")


def _doi(values: Values) -> str:
    for value in (*values.get("DO", ()), *values.get("M3", ())):
        if found := find_doi(value):
            return found
    # A link to the publisher's page may continue after the DOI; a note may cite the DOI of another article.
    links = (value for tag in ("UR", "L1", "L2", "L3", "LK", "N1") for value in values.get(tag, ()))
    return next((find_doi(value) for value in links if _DOI_ALONE.fullmatch(value)), "")

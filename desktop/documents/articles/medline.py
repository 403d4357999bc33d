"""Read PubMed's MEDLINE format (.nbib, "PubMed" text): tags of four letters, empty lines between records."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, find_doi, plain_authors, publication
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.articles.reference_words import library_number, tags
from desktop.documents.articles.ris_records import is_rather_ris
from desktop.documents.articles.tag_likeness import is_tagged_in_medline
from desktop.documents.syntax.raised_text import without_marks
from desktop.documents.syntax.tagged_lines import TaggedLine, each_record, tagged_lines
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

# The tag is padded to four characters: "PMID- 1", "TI  - A title".
_SHAPE = re.compile(r"(?=.{4}-)([A-Z][A-Z0-9]{1,3}) *-(?: (.*)|$)")
_TITLE = re.compile(r"^(?:TI  |BTI )- ", re.MULTILINE)
_RIS = re.compile(r"^TY  - ", re.MULTILINE)
_NUMBER = re.compile(r"^PMID- \d", re.MULTILINE)
_TABBED = re.compile(r"^([A-Z][A-Z0-9]{1,3})[ ]?\t-", re.MULTILINE)
_TAG = re.compile(r"^([A-Z][A-Z0-9]{1,3}) *- ", re.MULTILINE)
# Ovid numbers its records, and begins with its name: "<1>", "VN  - Ovid Technologies".
_ORDINAL = re.compile(r"(?:<\d{1,6}>|\d{1,6}\.)[ \t]*\n")
_LANDMARKS = re.compile(r"^(OWN |STAT|DP  |TA  |JT  |PT  |LID |AID |AB  |FAU |AU  )- ", re.MULTILINE)
_WITHIN = 50_000
_BEGINS_RECORD = frozenset({"PMID", "TI", "BTI", "UI", "VN"})
_STANDS_ONCE = frozenset({"PMID", "OWN", "STAT", "DP", "TA", "JT", "TI", "SO", "AB"})
_KEYWORDS = frozenset({"MH", "OT"})
_CODED_SUBSTANCE = re.compile(r"^(?:0|[A-Z0-9]{10}|EC [\d.-]+|[\d-]+) \((.+)\)$")
_NOTICES = {
    "EIN": "Erratum in",
    "EFR": "Erratum for",
    "RIN": "Retraction in",
    "ROF": "Retraction of",
    "ECI": "Expression of concern in",
    "ECF": "Expression of concern for",
    "CIN": "Comment in",
    "CON": "Comment on",
    "UIN": "Update in",
    "UOF": "Update of",
    "RPI": "Republished in",
    "RPF": "Republished from",
}
_REMARKS = (
    ("AD", "affiliations"),
    ("IN", "affiliations"),
    ("RN", "substances"),
    ("GR", "funding"),
    ("COIS", "conflict_of_interest"),
    ("GN", "notes"),
)


def recognises(text: str) -> bool:
    """Return whether a text begins with a tagged line of MEDLINE, has a title, and a PubMed number or two tags."""
    start = _padded(text[:_WITHIN]).lstrip()
    if ordinal := _ORDINAL.match(start):
        start = start[ordinal.end() :].lstrip()
    if _NUMBER.match(start):
        return _TITLE.search(start) is not None
    tagged = _SHAPE.match(start) is not None and _TITLE.search(start) is not None and not _RIS.search(start)
    tagged = tagged and not is_rather_ris(_TAG.findall(start))
    own = tags("medline_only") & set(_TAG.findall(start))
    # No other format numbers its records so; without the number, two more tags are needed.
    return tagged and (_NUMBER.search(start) is not None or len(set(_LANDMARKS.findall(start)) | own) >= 2)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications of a MEDLINE text; yield an error for one that cannot be read.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    return each_record(_records(text), lambda lines: publication(_record(lines)), _number)


def _number(lines: list[TaggedLine]) -> str:
    pmid = next((one_line(each.value) for each in lines if each.tag == "PMID"), "")
    return f" (PMID {pmid})" if pmid else ""


def _records(text: str) -> Iterator[list[TaggedLine]]:
    """Yield the lines of each record; an empty line inside a record does not end it."""
    here: list[TaggedLine] = []
    seen: set[str] = set()
    for chunk in _chunks(text):
        tags = {each.tag for each in chunk}
        if here and (tags & _BEGINS_RECORD or tags & seen & _STANDS_ONCE):
            yield here
            here, seen = [], set()
        here.extend(chunk)
        seen |= tags
    if here:
        yield here


def _padded(text: str) -> str:
    """Return a text in which a tab after a tag is replaced by spaces."""
    return _TABBED.sub(lambda found: f"{found[1]:4}-", text) if "\t-" in text else text


def _chunks(text: str) -> Iterator[list[TaggedLine]]:
    chunk: list[TaggedLine] = []
    for each in tagged_lines(_padded(text), _SHAPE, is_tagged_in_medline):
        if chunk and (each is None or each.tag == "PMID"):
            yield chunk
            chunk = []
        if each is not None:
            chunk.append(each)
    if chunk:
        yield chunk


def _record(lines: list[TaggedLine]) -> Record:
    values: dict[str, list[str]] = {}
    for each in lines:
        values.setdefault(each.tag, []).append(one_line(without_marks(each.value)))

    def first(*tags: str) -> str:
        return next((value for tag in tags for value in values.get(tag, ()) if value), "")

    return Record(
        title=first("TI", "BTI"),
        vernacular_title=first("TT"),
        abstract=[("", value) for tag in ("AB", "OAB") for value in values.get(tag, ())],
        remarks=[(name, "\n".join(map(_uncoded, values[tag]))) for tag, name in _REMARKS if tag in values],
        authors=_authors(lines),
        keywords=[one_line(each.value) for each in lines if each.tag in _KEYWORDS],
        types=values.get("PT", []),
        languages=values.get("LA") or values.get("LG", []),
        registry_numbers=values.get("SI", []),
        notices=[f"{_NOTICES[each.tag]}: {one_line(each.value)}" for each in lines if each.tag in _NOTICES],
        journal=first("JT", "TA", "CTI", "NJ", "JN"),
        volume=first("VI", "VO"),
        issue=first("IP"),
        pages=first("PG"),
        published=publication_date(first("DP")) or publication_date(first("DEP")) or publication_date(first("YR")),
        revised=publication_date(first("LR")),
        doi=_doi(values),
        pmid=first("PMID") or library_number("PMID", values),
        pmc=first("PMC"),
    )


def _uncoded(remark: str) -> str:
    """Return a substance without its registration number: "37CQ2C7X93 (canakinumab)"."""
    return _CODED_SUBSTANCE.sub(r"\1", remark)


def _authors(lines: list[TaggedLine]) -> list[str]:
    """Return the authors in order: full names if the record has them, and names of groups."""
    full = any(each.tag == "FAU" for each in lines)
    names = []
    for each in lines:
        if each.tag == ("FAU" if full else "AU"):
            names += plain_authors(each.value)
        elif each.tag == "CN":
            names.append(one_line(each.value))
    return names


def _doi(values: dict[str, list[str]]) -> str:
    for tag in ("LID", "AID"):
        for value in values.get(tag, ()):
            if value.endswith("[doi]"):
                return value.removesuffix("[doi]").strip()
    return next(
        (found for tag in ("DO", "DI", "SO") for value in values.get(tag, ()) if (found := find_doi(value))), ""
    )

"""Read the XML that EndNote and, like it, other reference managers export."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from desktop.documents.articles.publication import Record, plain_authors, publication
from desktop.documents.articles.reference_values import date_of, doi_of, items_of, notes_and_types, pmid_of
from desktop.documents.articles.screening_notes import notes_and_decisions
from desktop.documents.syntax.first_sign import begins_xml
from desktop.documents.syntax.raised_figures import raised
from desktop.documents.syntax.safe_xml import parse_xml
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

_START = re.compile(
    r"<records>\s{0,200}<record\b[^<>]{0,500}>"
    r"(?=(?:[^<]{0,500}<[^<>]{0,500}>){0,40}?[^<]{0,500}"
    r"<(?:ref-type|source-app|rec-number|contributors|titles|foreign-keys)\b)"
)
_RECORD = re.compile(r"(?P<begin><record[\s>])|</record\s{0,20}>")
_START_WITHIN = 20_000


def recognises(text: str) -> bool:
    """Return whether a text is XML with EndNote's list of records."""
    start = text[:_START_WITHIN]
    return begins_xml(start) and _START.search(start) is not None


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield the publications of EndNote's XML; yield an error for one that cannot be read.

    Raises:
        DocumentError: The XML breaks off after a record, is unsafe, or holds no record.
    """
    for place, element in enumerate(_records(text), start=1):
        if isinstance(element, DocumentError):
            yield DocumentError(f"record {place} {element}")
            continue
        try:
            yield _publication(element)
        except DocumentError as fault:
            number = _line(element, "rec-number")
            yield DocumentError(f"record {place}{f' (number {number} in EndNote)' if number else ''}: {fault}")


def _records(text: str) -> Iterator[Element | DocumentError]:
    """Yield the records; if the XML is damaged or breaks off, yield the complete ones, and an error for each other.

    Raises:
        DocumentError: The XML is damaged, but in none of its records.
    """
    try:
        yield from parse_xml(text, doctype_allowed=True).iter("record")
    except DocumentError as fault:
        sound, line, counted = True, 1, 0
        for begin, end in _places(text):
            line, counted = line + text.count("\n", counted, begin), begin
            record = _whole(text[begin:end], line)
            sound = sound and not isinstance(record, DocumentError)
            yield record
        if sound:
            raise fault from None


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each record; if its end is missing, the start of the next one."""
    begin = -1
    for mark in _RECORD.finditer(text):
        if begin >= 0:
            yield begin, mark.start() if mark["begin"] else mark.end()
        begin = mark.start() if mark["begin"] else -1
    if begin >= 0:
        yield begin, len(text)


def _whole(text: str, line: int) -> Element | DocumentError:
    try:
        return parse_xml(text)
    except DocumentError:
        return DocumentError(f"(line {line}): its XML is damaged or breaks off; download the record again.")


def _publication(element: Element) -> Trial | ScreenedTrial:
    notes, screening = notes_and_decisions(_texts(element, "notes") + _texts(element, "research-notes"))
    trial = publication(_record(element, notes))
    return ScreenedTrial(trial, screening) if screening else trial


def _record(element: Element, notes: list[str]) -> Record:
    links = _lines(element, "urls/related-urls/url") + _lines(element, "urls/web-urls/url")
    title = _line(element, "titles/title")
    told, types = notes_and_types(notes)
    databases = _lines(element, "remote-database-name") + _lines(element, "remote-database-provider")
    return Record(
        title=title,
        abstract=[("", text) for text in _texts(element, "abstract")],
        remarks=list(_remarks(element, told)),
        authors=_people(element, "authors"),
        keywords=[word for text in _texts(element, "keywords/keyword") for word in items_of(text)],
        types=[*types, *_lines(element, "work-type"), *_types(element)],
        languages=_lines(element, "language"),
        journal=_journal(element, title),
        volume=_line(element, "volume"),
        issue=_line(element, "number") or _line(element, "issue"),
        pages=_line(element, "pages") or _line(element, "custom7"),
        published=date_of(_line(element, "dates/year"), *_lines(element, "dates/pub-dates/date")),
        doi=doi_of(_lines(element, "electronic-resource-num"), links),
        pmid=pmid_of(_line(element, "accession-num"), databases, (*links, *notes)),
        pmc=_line(element, "custom2"),
    )


def _journal(element: Element, title: str) -> str:
    named = (
        *("periodical/full-title", "titles/secondary-title", "alt-periodical/full-title"),
        *("titles/alt-title", "periodical/abbr-1", "titles/tertiary-title"),
    )
    return next((name for path in named if (name := _line(element, path)) and name != title), "")


def _types(element: Element) -> Iterator[str]:
    found = element.find("ref-type")
    if found is not None and (named := found.get("name") or _words(found)) and not named.isdigit():
        yield one_line(named)


def _people(element: Element, group: str) -> list[str]:
    names = _texts(element, f"contributors/{group}/author")
    return [name for text in names for name in plain_authors(text)]


def _remarks(element: Element, notes: list[str]) -> Iterator[tuple[str, str]]:
    yield "translated_title", _line(element, "titles/translated-title")
    yield "editors", "\n".join(_people(element, "secondary-authors"))
    yield "affiliations", "\n".join(line for text in _texts(element, "auth-address") for line in text.split("\n"))
    yield "publisher", "\n".join(_lines(element, "publisher") + _lines(element, "pub-location"))
    yield "notes", "\n".join(notes)


def _line(element: Element, path: str) -> str:
    return next(iter(_lines(element, path)), "")


def _lines(element: Element, path: str) -> list[str]:
    return [told for text in _texts(element, path) if (told := one_line(text))]


def _texts(element: Element, path: str) -> list[str]:
    return [told for each in element.iterfind(path) if (told := _words(each).strip())]


def _words(element: Element) -> str:
    """Return the text of an element, its lines ending in line feeds, powers as raised figures."""
    parts = [element.text or ""]
    for style in element:
        words = "".join(style.itertext())
        parts += (raised(words, "".join(parts[-2:])) if style.get("face") == "superscript" else words, style.tail or "")
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n")

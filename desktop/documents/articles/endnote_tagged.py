"""Read the tagged text of EndNote and Refer ("%T A title"), which many publishers and search engines export."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, plain_author, plain_authors, publication
from desktop.documents.articles.reference_values import date_of, doi_of, items_of, notes_and_types, pmid_of
from desktop.documents.articles.screening_notes import notes_and_decisions
from desktop.documents.syntax.tagged_lines import TaggedLine, each_record, tagged_lines
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

_SHAPE = re.compile(r"\ufeff?%([0-9A-Z!@#$&()*+^<>~\[\]?|=:;/-])(?:\s(.*)|$)")
_FIRST = re.compile(r"\s*\ufeff?%[0-9A-Z@] \S")
_TITLE = re.compile(r"^\ufeff?%[TB] \S", re.MULTILINE)
_LANDMARKS = re.compile(r"^\ufeff?%([0ABDJKNPRUVX]) \S", re.MULTILINE)
_WITHIN = 50_000
_BEGINS = frozenset("0T")


def recognises(text: str) -> bool:
    """Return whether a text begins with such a tag and has a title and two more of the common tags."""
    start = text[:_WITHIN]
    return (
        _FIRST.match(start) is not None
        and _TITLE.search(start) is not None
        and len(set(_LANDMARKS.findall(start))) >= 2
    )


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield the publications of a tagged text; yield an error for one that cannot be read.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    return each_record(_records(text), _publication)


def _records(text: str) -> Iterator[list[TaggedLine]]:
    """Yield the lines of each record.

    A record begins with a second title or type, or with the lines before it since the last empty line. Any other field
    may occur twice, in two languages.
    """
    here: list[TaggedLine] = []
    begun: set[str] = set()
    behind_gap = 0
    for each in tagged_lines(text, _SHAPE):
        if each is None:
            behind_gap = len(here)
            continue
        if each.tag in _BEGINS:
            is_second = each.tag in begun and here[-1].tag != each.tag
            if is_second or ("T" in begun and behind_gap == len(here)):
                begins_above = behind_gap > 0 and not any(line.tag in _BEGINS for line in here[behind_gap:])
                at = behind_gap if begins_above else len(here)
                yield here[:at]
                here, begun, behind_gap = here[at:], set(), 0
            begun.add(each.tag)
        here.append(each)
    if here:
        yield here


def _publication(lines: list[TaggedLine]) -> Trial | ScreenedTrial:
    values: dict[str, list[str]] = {}
    for each in lines:
        values.setdefault(each.tag, []).append(each.value)
    notes, screening = notes_and_decisions((*values.get("Z", ()), *values.get("<", ())))
    trial = publication(_record(values, notes))
    return ScreenedTrial(trial, screening) if screening else trial


def _record(values: dict[str, list[str]], notes: list[str]) -> Record:
    def every(*tags: str) -> list[str]:
        return [line for tag in tags for value in values.get(tag, ()) if (line := one_line(value))]

    def first(*tags: str) -> str:
        return next(iter(every(*tags)), "")

    title = first("T") or first("B")
    links = every("U", ">")
    told, types = notes_and_types(notes)
    remarks = [
        ("editors", "\n".join(map(plain_author, every("E")))),
        ("affiliations", "\n".join(every("+"))),
        ("publisher", "\n".join(every("I", "C"))),
        ("notes", "\n".join(told)),
    ]
    return Record(
        title=title,
        abstract=[("", value) for value in values.get("X", ()) if value],
        remarks=remarks,
        authors=[name for value in values.get("A", ()) for name in plain_authors(value)],
        keywords=[word for value in values.get("K", ()) for word in _keywords(value)],
        types=[*types, *every("9", "0")],
        languages=every("G"),
        journal=next((name for name in every("J", "B", "S", "O") if name != title), ""),
        volume=first("V"),
        issue=first("N"),
        pages=first("P"),
        published=date_of(first("D"), *every("8", "7")),
        doi=doi_of(every("R"), (*links, *every("M", "3"))),
        pmid=pmid_of(first("M"), every("W", "~"), (*links, *notes)),
        pmc=first("2"),
    )


def _keywords(value: str) -> list[str]:
    """Return the keywords of one field, separated by line ends or semicolons, else by commas."""
    words = items_of(value)
    return items_of(value, ",") if len(words) == 1 and value.count(",") > 1 else words

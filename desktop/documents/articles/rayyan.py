"""Read the table (CSV) of references that Rayyan exports, with decisions, reasons, labels and notes."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, find_doi, plain_authors, publication
from desktop.documents.articles.reference_table import Cells, columns_of, read_table
from desktop.documents.articles.reference_values import date_of, items_of, pmid_in
from desktop.documents.articles.screening_notes import notes_and_decisions
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

_KNOWN = frozenset((
    "key", "title", "year", "month", "day", "journal", "issn", "volume", "issue", "pages", "authors", "url", "language",
    "publisher", "location", "abstract", "notes", "doi", "keywords", "pubmed_id", "pmc_id", "pubmed id", "pmc id",
    "rayyan-inclusion", "rayyan-labels", "rayyan-exclusion-reasons", "user-notes",
))  # fmt: skip
_PLAIN = frozenset(column.replace("_", " ").replace("-", " ") for column in _KNOWN)
_OWN = ("rayyan inclusion", "rayyan labels", "rayyan exclusion reasons", "user notes")
_MOST_OF_THEM = 10
_NAMED = re.compile(r"\bRAYYAN-(?:INCLUSION|LABELS|EXCLUSION-REASONS):|^\"?rayyan-\d+\b", re.MULTILINE)
_NAMED_WITHIN = 500_000
_NUMBERS = r"(?:rayyan-)?\d{1,20}"


def recognises(text: str) -> bool:
    """Return whether the first line has key, title and most of Rayyan's columns, or the text contains its name.

    The name is in keys and notes, and in column names of other programs that write tables for Rayyan.
    """
    columns = columns_of(text, _KNOWN)
    if "title" not in columns:
        return False
    own = "key" in columns and len(columns & _PLAIN) >= _MOST_OF_THEM
    named = bool(columns & {"key", "notes"}) and _NAMED.search(text, 0, _NAMED_WITHIN) is not None
    return own or named or bool(columns & set(_OWN[:3]))


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield each row of the table as a publication, or its error.

    Raises:
        DocumentError: The first line has no such column names.
    """
    yield from read_table(text, _KNOWN, _publication, key="key", numbers=_NUMBERS)


def _publication(cells: Cells) -> Trial | ScreenedTrial:
    columns = [f"{name.upper().replace(' ', '-')}: {cells[name]}" for name in _OWN if cells.get(name)]
    notes, screening = notes_and_decisions((" | ".join((cells.get("notes", ""), *columns)),))
    year, month, day = cells.get("year", ""), cells.get("month", ""), cells.get("day", "")
    numbered = "-".join(part for part in (year, month, day) if part)
    trial = publication(
        Record(
            title=cells.get("title", ""),
            abstract=[("", cells.get("abstract", ""))],
            remarks=[
                ("publisher", "\n".join(one_line(cells.get(name, "")) for name in ("publisher", "location"))),
                ("notes", "\n".join(map(one_line, notes))),
            ],
            authors=[name for each in items_of(cells.get("authors", ""), r"\sand\s|;") for name in plain_authors(each)],
            keywords=items_of(cells.get("keywords", "")),
            languages=items_of(cells.get("language", "")),
            journal=cells.get("journal", ""),
            volume=cells.get("volume", ""),
            issue=cells.get("issue", ""),
            pages=cells.get("pages", ""),
            published=date_of(year, numbered, f"{month} {day}".strip()),
            doi=find_doi(cells.get("doi", "")),
            pmid=cells.get("pubmed id", "") or pmid_in((cells.get("url", ""),)),
            pmc=cells.get("pmc id", ""),
        )
    )
    return ScreenedTrial(trial, screening) if screening else trial

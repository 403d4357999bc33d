"""Read the table (CSV) of references that Covidence exports, with reasons for exclusion, notes and tags."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.articles.publication import Record, plain_authors, publication
from desktop.documents.articles.reference_table import Cells, columns_of, read_table
from desktop.documents.articles.reference_values import date_of, pmid_of
from desktop.documents.articles.screening_notes import covidence_screening
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

_KNOWN = frozenset((
    "title", "authors", "abstract", "published year", "published month", "journal", "volume", "issue", "pages",
    "accession number", "doi", "ref", "covidence #", "study", "notes", "tags", "published.year", "covidence..",
    "published.month", "accession.number",
))  # fmt: skip
_TELLING = frozenset(("authors", "abstract", "published year", "journal", "doi", "accession number"))
# Some libraries write more after their number: "107520452. Language: English. …".
_NUMBER = re.compile(r"[A-Za-z]{0,12}[-:]?[A-Za-z]?\d[\w.:/-]{3,40}?(?=[.;,]?(?:\s|$))")


def recognises(text: str) -> bool:
    """Return whether the first line has Covidence's number, the title and two more columns of references.

    Its tables of extracted data also have the number, but no references.
    """
    columns = columns_of(text, _KNOWN)
    return {"covidence", "title"} <= columns and len(columns & _TELLING) >= 2


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield each row of the table as a publication, or its error.

    Raises:
        DocumentError: The first line has no such column names.
    """
    yield from read_table(text, _KNOWN, _publication)


def _publication(cells: Cells) -> Trial | ScreenedTrial:
    screening = covidence_screening(cells.get("notes", ""), cells.get("tags", ""))
    number = _NUMBER.match(cells.get("accession number", ""))
    trial = publication(
        Record(
            title=cells.get("title", ""),
            abstract=[("", cells.get("abstract", ""))],
            authors=plain_authors(cells.get("authors", "")),
            journal=cells.get("journal", ""),
            volume=cells.get("volume", ""),
            issue=cells.get("issue", ""),
            pages=cells.get("pages", ""),
            published=_published(cells),
            doi=cells.get("doi", ""),
            pmid=pmid_of("", (), (cells.get("accession number", ""),)),
        )
    )
    if number and not any(each.registry == "PMID" for each in trial.identifiers):
        # The table does not say which library gave the number; others have numbers that look like PubMed's.
        trial = replace(trial, identifiers=(*trial.identifiers, Identifier("other", number.group())))
    return ScreenedTrial(trial, screening) if screening else trial


def _published(cells: Cells) -> str:
    year, month = cells.get("published year", ""), cells.get("published month", "")
    return date_of(year, f"{year}-{month}" if month.isdigit() else month)

"""Read the table (CSV) that PubMed saves: one line for each article, without abstract."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, publication
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.articles.pubmed_source import source_parts
from desktop.documents.articles.reference_table import Cells, columns_of, read_table
from desktop.documents.articles.reference_values import date_of, initials_first, items_of
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

_KNOWN = frozenset((
    "pmid", "title", "authors", "citation", "first author", "journal/book", "publication year", "create date", "pmcid",
    "nihms id", "doi",
))  # fmt: skip
# The table of the site until 2020.
_OLDER = frozenset((
    "title", "url", "description", "details", "shortdetails", "resource", "type", "identifiers", "db", "entrezuid",
    "properties",
))  # fmt: skip
_TELLING = frozenset(("citation", "first author", "journal book", "create date", "nihms id"))
_NUMBERS = r"\d{1,9}"
_PMC = re.compile(r"\bPMCID:\s?(PMC\d{1,9})\b")


def recognises(text: str) -> bool:
    """Return whether the first line has PubMed's column names, of today or before 2020, including number and title."""
    columns = columns_of(text, _KNOWN | _OLDER)
    return _is_older(columns) or ({"pmid", "title"} <= columns and len(columns & _TELLING) >= 2)


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield each row of the table as a publication, or its error.

    Raises:
        DocumentError: The first line has no such column names.
    """
    if _is_older(columns_of(text, _OLDER)):
        yield from read_table(text, _OLDER, _older_publication, key="entrezuid", numbers=_NUMBERS)
    else:
        yield from read_table(text, _KNOWN, _publication, key="pmid", numbers=_NUMBERS)


def _is_older(columns: frozenset[str]) -> bool:
    return {"title", "details", "entrezuid"} <= columns


def _older_publication(cells: Cells) -> Trial:
    """Return an article of the older table, which has the same columns with other names."""
    pmc = _PMC.search(cells.get("identifiers", ""))
    return _publication(
        {
            "title": cells.get("title", ""),
            "authors": cells.get("description", ""),
            "citation": cells.get("details", ""),
            "pmid": cells.get("entrezuid", ""),
            "pmcid": pmc[1] if pmc else "",
        }
    )


def _publication(cells: Cells) -> Trial:
    source = source_parts(cells.get("citation", ""))
    authors = items_of(one_line(cells.get("authors", "")).removesuffix("."), r"[,;] ")
    return publication(
        Record(
            title=cells.get("title", ""),
            authors=[initials_first(name) for name in authors],
            journal=cells.get("journal book", "") or source.journal,
            volume=source.volume,
            issue=source.issue,
            pages=source.pages,
            published=date_of(cells.get("publication year", ""), source.published)
            or publication_date(cells.get("publication year", "")),
            doi=cells.get("doi", "") or source.doi,
            pmid=cells.get("pmid", ""),
            pmc=cells.get("pmcid", ""),
        )
    )

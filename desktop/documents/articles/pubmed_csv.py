"""Read the table (CSV) that PubMed saves: one line an article, without abstract."""

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
_TELLING = frozenset(("citation", "first author", "journal book", "create date", "nihms id"))
_NUMBERS = r"\d{1,9}"


def recognises(text: str) -> bool:
    """Return whether the first line has PubMed's column names, number and title among them."""
    columns = columns_of(text, _KNOWN)
    return {"pmid", "title"} <= columns and len(columns & _TELLING) >= 2


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield the publications of the table row by row, faults in their rows' places.

    Raises:
        DocumentError: The first line has no such column names.
    """
    yield from read_table(text, _KNOWN, _publication, key="pmid", numbers=_NUMBERS)


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

"""Read tables of references from libraries and review programs, by the names of their columns."""

import re
from collections.abc import Callable, Iterator, Mapping

from desktop.documents.syntax.csv_rows import Table, rows_of, table_of
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

Cells = Mapping[str, str]
"""{plain name of a column: cell of a row}."""

_NO_WORD = re.compile(r"[\W_]+")


def plain_name(column: str) -> str:
    """Return the words of a column's name in lower case: "published year" for "Published.Year"."""
    return _NO_WORD.sub(" ", column).strip().lower()


def columns_of(text: str, known: frozenset[str]) -> frozenset[str]:
    """Return the plain names of a table's columns; empty if the text is no table with a known column."""
    table = _table(text, known)
    return frozenset(map(plain_name, table.columns)) - {""} if table else frozenset()


def read_table(
    text: str,
    known: frozenset[str],
    read_row: Callable[[Cells], Trial | ScreenedTrial],
    *,
    key: str = "",
    numbers: str = "",
) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield the trial of each row of a table, or its error with the place.

    ``key`` is the column by whose values (``numbers``, a regular expression without groups) the start of a row is
    found.

    Raises:
        DocumentError: The first line has no known column names.
    """
    table = _table(text, known)
    if table is None:
        raise DocumentError("its first line has no column names that are known; download the table again.")
    for row in rows_of(text.removeprefix("\ufeff"), table, key, numbers):
        if isinstance(row, DocumentError):
            yield row
            continue
        cells = {plain_name(column): cell for column, cell in row.cells.items()}
        try:
            yield read_row(cells)
        except DocumentError as fault:
            yield DocumentError(f"{row.place}: {fault}")


def _table(text: str, known: frozenset[str]) -> Table | None:
    return table_of(text.removeprefix("\ufeff"), known)

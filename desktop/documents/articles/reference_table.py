"""Read tables of references, as libraries and programs for reviews export them, by the names of their columns."""

import re
from collections.abc import Callable, Iterator, Mapping

from desktop.documents.syntax.csv_rows import Table, rows_of, table_of
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

Cells = Mapping[str, str]
"""The cells of a row by the plain name of their column."""

_NO_WORD = re.compile(r"[\W_]+")


def plain_name(column: str) -> str:
    """Return the words of a column's name in small letters: "published year" for "Published.Year"."""
    return _NO_WORD.sub(" ", column).strip().lower()


def columns_of(text: str, known: frozenset[str]) -> frozenset[str]:
    """Return the plain names of a table's columns, none if the text is no table with known ones."""
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
    """Yield what each row of a table tells, or its fault with its place.

    ``key`` names the column whose shape (``numbers``, a regular expression without groups) tells where a row begins.

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

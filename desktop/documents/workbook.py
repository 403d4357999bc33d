"""Turn the sheets of an Excel workbook (.xlsx) into text tables for the readers of tables.

Formulas give their last calculated values, dates are only as exact as shown. No file is extracted, and unpacked bytes
are counted, because a workbook of a few kilobytes may hold gigabytes.
"""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from defusedxml.common import DefusedXmlException

from desktop.errors import DocumentError

if TYPE_CHECKING:
    from openpyxl import Workbook

_ZIP = b"PK\x03\x04"
_MANIFEST, _BOOK, _BINARY_BOOK = "[Content_Types].xml", "xl/", "xl/workbook.bin"
# Sheets are compressed to a tenth, sheets of repeated rows to a thirtieth, zip bombs to a thousandth.
_HIGHEST_RATIO = 50
_RATIO_COUNTS_FROM = 4 << 20
_MOST_INFLATED = 512 << 20
_MOST_MEMBERS = 10_000
_CHUNK = 1 << 20
# Cells may share a text, but a table is rarely twice as long as its workbook.
_HIGHEST_GROWTH = 20
_MOST_ROWS = 1_048_576
"""The maximum of rows in a sheet, by the format."""
_MOST_COLUMNS = 1_000
_MOST_CELLS = 50_000_000
_HEADER_WITHIN = 20
_LONGEST_HEAD = 100_000
# The errors of zipfile and openpyxl for damaged workbooks, found by mutation tests; for XML a SyntaxError.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, SyntaxError),
    *(DefusedXmlException, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, AssertionError),
)
_DAMAGED = "the workbook is damaged; open it in a spreadsheet program, save it again, or save its table as CSV."
# "_x000D_" stands for a character that XML cannot hold.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_workbook(content: bytes) -> bool:
    """Return whether a document is a zip archive with the parts of a workbook."""
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except _DAMAGE:
        # The directory is at the end of an archive, but the names are also before the parts.
        return b"xl/workbook.xml" in content
    return _MANIFEST in names and any(name.startswith(_BOOK) for name in names)


@dataclass(frozen=True)
class Sheet:
    """Hold a sheet as the text of a table with commas; ``begins`` are the offsets of its first rows.

    Any of them may be the row of column names, because titles may be above it.
    """

    text: str
    begins: tuple[int, ...]

    def head(self, begin: int) -> str:
        """Return the text from an offset on, long enough to recognise the columns."""
        return self.text[begin : begin + _LONGEST_HEAD]


def sheets_in(content: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in order, without empty ones and diagrams.

    Raises:
        DocumentError: It is damaged, holds too much, or is of another form; one sentence without its name.
    """
    longest = _HIGHEST_GROWTH * _inflated(content) + _CHUNK
    try:
        with warnings.catch_warnings():
            # Warnings of the library on content that it could not save again.
            warnings.simplefilter("ignore")
            book = _opened(content)
        for sheet in book.worksheets:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                written = _written(sheet, longest)
            if written.begins:
                yield written
    except _DAMAGE as fault:
        raise DocumentError(_DAMAGED) from fault


def _inflated(content: bytes) -> int:
    """Return the size in bytes of the parts of a workbook, counted while they are unpacked.

    Raises:
        DocumentError: They are too large, or cannot be unpacked.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if _BINARY_BOOK in archive.namelist():
                raise DocumentError("it is a binary workbook (.xlsb); save it as an Excel workbook (.xlsx) or as CSV.")
            if len(members) > _MOST_MEMBERS:
                raise DocumentError(f"the workbook has more than {_MOST_MEMBERS} parts; save its table as CSV.")
            for member in members:
                total = _with_size_of(archive, member, total, len(content))
    except _DAMAGE as fault:
        raise DocumentError(_DAMAGED) from fault
    return total


def _with_size_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int, packed: int) -> int:
    with archive.open(member) as stream:
        while part := stream.read(_CHUNK):
            total += len(part)
            if total > _MOST_INFLATED or (total > _RATIO_COUNTS_FROM and total > _HIGHEST_RATIO * packed):
                raise DocumentError("the workbook inflates to much more than a table holds; save its table as CSV.")
    return total


def _opened(content: bytes) -> "Workbook":
    # Imported here because it is large, and few documents are workbooks.
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _bounded(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that hold cells; refuse a sheet that is wider or larger than any table."""
    cells = 0
    for row in rows:
        if not row:
            continue
        cells += len(row)
        if len(row) > _MOST_COLUMNS and any(each.value is not None for each in row[_MOST_COLUMNS:]):
            raise DocumentError(f"a sheet has more than {_MOST_COLUMNS} columns, as no table of trials has.")
        if cells > _MOST_CELLS:
            raise DocumentError("a sheet has more cells than a table of trials; save its table as CSV.")
        yield row[:_MOST_COLUMNS]


def _written(sheet: Any, longest: int) -> Sheet:  # noqa: ANN401 - the library's types forget the read-only sheets
    # The stated size of a sheet is often wrong, and may be harmful on purpose.
    sheet.reset_dimensions()
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    begins: list[int] = []
    # Empty cells at the end of a row are not stored; the row of column names is complete.
    columns = 0
    for cells in _bounded(sheet.iter_rows(max_row=_MOST_ROWS)):
        row = [_told(cell) for cell in cells]
        if not any(row):
            continue
        if len(begins) < _HEADER_WITHIN:
            begins.append(written.tell())
        row = _without_end(row)
        if len(begins) <= _HEADER_WITHIN and all(row):
            columns = max(columns, len(row))
        table.writerow(row + [""] * (columns - len(row)))
        if written.tell() > longest:
            raise DocumentError("the workbook repeats its texts more often than a table does; save its table as CSV.")
    return Sheet(written.getvalue(), tuple(begins))


def _without_end(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end."""
    end = next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
    return row[:end]


def _told(cell: Any) -> str:  # noqa: ANN401 - cells of the library have no common type
    """Return the text that a cell shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, cell.number_format or "")
    return str(value)


def _date(value: dt.date, shown_as: str) -> str:
    """Return a date only as exact as shown: "Mar-24" is a month, although a spreadsheet stores 1 March."""
    letters = _QUOTED_IN_FORMAT.sub("", shown_as).lower()
    day = value.date() if isinstance(value, dt.datetime) else value
    if "y" in letters and "d" not in letters:
        return day.isoformat()[: 7 if "m" in letters else 4]
    return day.isoformat()

"""Write a workbook of text cells row by row: no cell is a formula or a link, even if its text looks like one.

XlsxWriter stores the rows in files beside the target until the end, so that thousands of trials take little memory.
"""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from xlsxwriter import Workbook

MOST_LETTERS = 32_767
"""The maximum length of a cell, in UTF-16 units, as spreadsheets count."""
_MOST_ROWS = 1_048_576
_CUT = " …"
_LINE_HEIGHT, _MOST_LINES = 15, 6  # points; a row with all criteria visible would fill the screen
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}

Cell = str | int


@dataclass(frozen=True)
class SheetColumn:
    """Hold the heading of a column and its width in letters."""

    heading: str
    width: int


class TextWorkbook:
    """Write a workbook to a stream; after an exception in the block it is incomplete, but no temporary file is left."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="trial-catalogue-")
        self._book: Any = Workbook(_Destination(self._stream), {**_OPTIONS, "tmpdir": str(Path(self._folder.name))})
        self.head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = self._book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.number = self._book.add_format({"valign": "top"})
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._book.close()
        finally:
            for sheet in self._book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()
            self._folder.cleanup()

    def sheet(self, name: str, columns: Sequence[SheetColumn]) -> "TextSheet":
        """Return a new sheet with a header row that stays visible."""
        return TextSheet(self, name, columns)

    def add(self, name: str) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """Return a new, empty sheet of XlsxWriter."""
        return self._book.add_worksheet(name)


class _Destination:
    """Pass on what is written; after an error only count the bytes, so that XlsxWriter can close its zip file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0
        self._has_failed = False

    def write(self, content: bytes) -> int:
        """Write to the stream."""
        if not self._has_failed:
            try:
                self._stream.write(content)
            except OSError:
                self._has_failed = True
                raise
        self._place += len(content)
        return len(content)

    def tell(self) -> int:
        """Return the position in the stream."""
        return self._place

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a position in the stream."""
        self._place = place if self._has_failed else self._stream.seek(place, whence)
        return self._place

    def flush(self) -> None:
        """Write what is still in the buffer."""
        if not self._has_failed:
            self._stream.flush()


class TextSheet:
    """Append rows to a sheet; if the sheet is full, continue in another one."""

    def __init__(self, book: TextWorkbook, name: str, columns: Sequence[SheetColumn]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._number = 0
        self._begin()

    def append(self, cells: Sequence[Cell]) -> None:
        """Write one row; texts are cleaned and shortened to the maximum of a cell."""
        if self._row == _MOST_ROWS:
            self._begin()
        lines = max((self._lines(each, column) for each, column in zip(cells, self._columns, strict=True)), default=1)
        self._sheet.set_row(self._row, _LINE_HEIGHT * min(lines, _MOST_LINES))
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(self._row, place, cell, self._book.number)
            elif cell:
                self._sheet.write_string(self._row, place, cell_text(cell), self._book.text)
        self._row += 1
        # Set again after each row, because the last row is not known in advance.
        self._sheet.autofilter(0, 0, self._row - 1, len(self._columns) - 1)

    def _begin(self) -> None:
        self._number += 1
        self._sheet = self._book.add(self._name if self._number == 1 else f"{self._name} {self._number}")
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, cell_text(column.heading), self._book.head)
        self._sheet.autofilter(0, 0, 0, len(self._columns) - 1)
        self._row = 1

    def _lines(self, cell: Cell, column: SheetColumn) -> int:
        return 1 if isinstance(cell, int) else cell.count("\n") + 1 + len(cell) // column.width


def cell_text(text: str) -> str:
    """Return a text for a cell: without control characters, and no longer than a spreadsheet allows."""
    if not text.isprintable():
        text = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > MOST_LETTERS and len(text.encode("utf-16-le")) // 2 > MOST_LETTERS:
        kept = text.encode("utf-16-le")[: 2 * (MOST_LETTERS - len(_CUT))]
        text = kept.decode("utf-16-le", "ignore") + _CUT
    # WORKAROUND: XlsxWriter takes a text between these marks as its own XML and does not escape it; remove when it
    # does so for ``write_rich_string`` only: https://github.com/jmcnamara/XlsxWriter/blob/main/xlsxwriter/worksheet.py
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text

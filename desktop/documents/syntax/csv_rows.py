"""Read the rows of a table from text, with any separator, even if a program has damaged it.

A row with unmatched quotation marks must not include the rows after it: reading starts again at a line that looks like
the start of another record.
"""

import contextlib
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.documents.syntax.loose_quotes import cells_of
from desktop.errors import DocumentError
from desktop.trials.remarks import Remark, remark

# The csv module's limit is for the whole process; cells of registries are longer than its 131,072 characters.
csv.field_size_limit(2**31 - 1)

_SEPARATORS = (",", ";", "\t")
_DECLARED = re.compile(r"\s*sep=(.)[ \t]*\n", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n+")
_NOT_BLANK = re.compile(r"[^ \n]")
_LONGEST_HEADER = 20_000
_KEY_WITHIN = 4
_NUMBER = re.compile(r"\bNCT\d{8}\b")
_MORE = "|"
_READ_AGAIN = 8
_STARTS_TRIED = 3
_LONGEST_ROW = 200_000


@dataclass(frozen=True)
class Table:
    """Hold the form of a table: its separator, its column names in lower case, the offset of its first row."""

    separator: str
    columns: tuple[str, ...]
    begin: int


@dataclass(frozen=True)
class Row:
    """Hold one row: {column name in lower case: cell}, and remarks on what was repaired."""

    place: str
    cells: dict[str, str]
    warnings: tuple[Remark, ...] = ()


def table_of(text: str, known: frozenset[str]) -> Table | None:
    """Return the form of a table in a text; None if its first line has none of the known column names."""
    declared = _DECLARED.match(text)
    begin = declared.end() if declared else _first_line(text)
    end = text.find("\n", begin, begin + _LONGEST_HEADER)
    line = text[begin : end if end >= 0 else begin + _LONGEST_HEADER]
    best: Table | None = None
    most = 0
    for separator in (declared[1], *_SEPARATORS) if declared else _SEPARATORS:
        columns = tuple(" ".join(cell.split()).lower() for cell in _cells(line, separator) or ())
        found = sum(column in known for column in set(columns))
        if found > most:
            best, most = Table(separator, columns, end + 1 if end >= 0 else len(text)), found
    return best


def rows_of(text: str, table: Table, key_column: str, numbers: str = r"NCT\d{8}") -> Iterator[Row | DocumentError]:
    """Yield the rows of a table; yield an error with the place for a row that cannot be read.

    ``key_column`` is the column with the registry number; ``numbers`` (a regular expression without groups) is the form
    of these numbers, by which the start of a lost row is found.
    """
    yield from _Rows(text, table, key_column, numbers).read()


class _Rows:
    """Read the rows of one text; hold the offset reached."""

    def __init__(self, text: str, table: Table, key_column: str, numbers: str) -> None:
        self._text = text
        self._table = table
        self._at = table.begin
        self._line = text.count("\n", 0, table.begin) + 1
        # Counted as in a spreadsheet: the column names are row 1.
        self._row = 2
        self._start_of_next = _start_of_row(table, key_column, numbers)
        # The maximum of characters to read again, because each row may open a quotation mark that is never closed.
        self._to_read_again = _READ_AGAIN * len(text)
        self._reader = self._new_reader()

    def read(self) -> Iterator[Row | DocumentError]:
        while self._at < len(self._text):
            begin = self._at
            if empty := _EMPTY_LINES.match(self._text, begin):
                # Empty lines are no rows, and a text may consist of them.
                self._at = empty.end()
                self._line += empty.end() - begin
                continue
            row = self._row_of(self._next(), begin)
            if row is not None:
                self._row += 1
                yield row
            self._line += self._text.count("\n", begin, self._at)

    def _row_of(self, cells: list[str] | None, begin: int) -> Row | DocumentError | None:
        """Return a row or its error; None for an empty line or a repeated header."""
        width = len(self._table.columns)
        if cells is not None and (not any(cell.strip() for cell in cells) or self._is_header(cells)):
            return None
        place = self._place(begin)
        lines = self._text.find("\n", begin, self._at - 1) >= 0
        surplus = [cell for cell in (cells or ())[width:] if cell.strip()]
        if cells is None or surplus or (lines and (len(cells) != width or self._swallows_rows(begin))):
            if self._table.separator != "\t" and (loose := self._loose(begin)) is not None:
                return self._row_with(loose, place, ())
            if (plain := self._plain(begin)) is not None:
                # In a table with tabs, quotation marks have no meaning.
                told = (remark("quotation_marks"),) if self._table.separator != "\t" else ()
                return self._row_with(plain, place, told)
            lost = self._lost_row(begin)
            if cells is None or lost:
                return DocumentError(f"{place}: its quotation marks do not match; download the table again.")
        if surplus:
            return DocumentError(
                f"{place}: it has {len(cells)} cells under {width} column names, so that none can be trusted; "
                "download the table again."
            )
        short = remark("short_row", cells=len(cells), columns=width)
        return self._row_with(cells, place, (short,) if len(cells) < width else ())

    def _next(self) -> list[str] | None:
        """Return the cells of the next row; None if its quotation marks do not match."""
        if self._to_read_again < 0:
            # Too much was read without success: from here on each line is a row.
            self._reader = self._new_reader(self._line_end(self._at))
        try:
            return next(self._reader, [])
        except csv.Error:
            self._reader = self._new_reader()
            return None

    def _plain(self, begin: int) -> list[str] | None:
        """Return the cells of the first line without regard to quotation marks, if they are as many as the columns."""
        end = self._line_end(begin)
        line = self._text[begin:end].rstrip("\n")
        cells = [_unquoted(cell) for cell in line.split(self._table.separator)]
        if len(cells) != len(self._table.columns):
            return None
        self._begin_again(end)
        return cells

    def _loose(self, begin: int) -> list[str] | None:
        """Return the cells up to the next record, with single marks inside them, if they are as many as the columns.

        A line in a cell may look like the start of a record. It is one if the cells from there are a complete row.
        """
        starts: list[int] = []
        for place, end in enumerate(self._ends(begin)):
            if (cells := self._marked(begin, end)) is not None:
                if any(self._marked(start, end) is not None for start in starts):
                    return None
                self._begin_again(end)
                return cells
            if place:
                starts.append(end)
        return None

    def _ends(self, begin: int) -> Iterator[int]:
        """Yield the offsets at which a row may end: after its first line, and before each possible next row."""
        end = self._line_end(begin)
        yield end
        furthest = min(len(self._text), begin + _LONGEST_ROW)
        for _ in range(_STARTS_TRIED if self._start_of_next else 0):
            if self._start_of_next is None or self._to_read_again <= 0 or end >= furthest:
                return
            found = self._start_of_next.search(self._text, end, furthest)
            last = found.start() if found else furthest
            self._to_read_again -= last - begin
            yield last
            end = self._line_end(last)

    def _marked(self, begin: int, end: int) -> list[str] | None:
        return cells_of(self._text[begin:end].rstrip("\n"), self._table.separator, len(self._table.columns))

    def _lost_row(self, begin: int) -> bool:
        """Return whether another record begins inside the one that was read, and go back to it."""
        if self._start_of_next is None:
            return False
        found = self._start_of_next.search(self._text, self._line_end(begin), self._at)
        if found is None:
            return False
        self._begin_again(found.start())
        return True

    def _swallows_rows(self, begin: int) -> bool:
        """Return whether a cell of several lines contains a complete row.

        A surplus quotation mark that a later one closes joins many records to one.
        """
        at = self._line_end(begin)
        for _ in range(_STARTS_TRIED if self._start_of_next else 0):
            found = self._start_of_next.search(self._text, at, self._at) if self._start_of_next else None
            if found is None:
                return False
            at = self._line_end(found.start())
            with contextlib.suppress(csv.Error):
                inner = next(self._reader_of(self._lines_between(found.start(), self._at)), [])
                if len(inner) == len(self._table.columns):
                    return True
        return False

    def _begin_again(self, at: int) -> None:
        self._to_read_again -= self._at - at
        self._at = at
        self._reader = self._new_reader()

    def _row_with(self, cells: list[str], place: str, warnings: tuple[Remark, ...]) -> Row:
        named: dict[str, str] = {}
        twice: dict[str, None] = {}
        column = ""
        for name, written in zip(self._table.columns, cells, strict=False):
            cell = written.strip()
            if name:
                column = name
                if named.get(name) and cell and cell != named[name]:
                    twice[name] = None
                named[name] = named.get(name) or cell
            elif column and cell:
                # A spreadsheet has divided one cell into further columns without a name.
                named[column] = f"{named[column]}{_MORE}{cell}" if named[column] else cell
        return Row(place, named, (*warnings, *(remark("column_twice", column=name) for name in twice)))

    def _is_header(self, cells: list[str]) -> bool:
        return tuple(" ".join(cell.split()).lower() for cell in cells) == self._table.columns

    def _place(self, begin: int) -> str:
        number = _NUMBER.search(self._text, begin, self._line_end(begin))
        return f"row {self._row} (line {self._line}{f', {number.group()}' if number else ''})"

    def _line_end(self, begin: int) -> int:
        end = self._text.find("\n", begin)
        return end + 1 if end >= 0 else len(self._text)

    def _lines(self, end: int) -> Iterator[str]:
        while self._at < end:
            begin = self._at
            self._at = self._line_end(begin)
            yield self._text[begin : self._at]

    def _lines_between(self, begin: int, end: int) -> Iterator[str]:
        while begin < end:
            next_line = self._line_end(begin)
            yield self._text[begin:next_line]
            begin = next_line

    def _new_reader(self, end: int | None = None) -> Iterator[list[str]]:
        return self._reader_of(self._lines(len(self._text) if end is None else end))

    def _reader_of(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._table.separator, strict=True)


def _start_of_row(table: Table, key_column: str, numbers: str) -> re.Pattern[str] | None:
    place = table.columns.index(key_column) if key_column in table.columns else _KEY_WITHIN
    if place >= _KEY_WITHIN:
        return None
    separator = re.escape(table.separator)
    cell = rf'(?:"[^"\n]*"|[^"\n{separator}]*){separator}'
    return re.compile(rf'^{cell * place}"?{numbers}"?[ ]*(?:{separator}|$)', re.MULTILINE)


def _first_line(text: str) -> int:
    first = _NOT_BLANK.search(text)
    return text.rfind("\n", 0, first.start()) + 1 if first else len(text)


def _cells(line: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=separator), None)
    except csv.Error:
        return None


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) > 1 and bare.startswith('"') and bare.endswith('"'):
        return bare[1:-1].replace('""', '"')
    return cell

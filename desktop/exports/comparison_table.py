"""Write a comparison of trials as a table: CSV for a spreadsheet, HTML and tabbed lines to copy, HTML to print.

Each has a column for the names of the facts and one for each trial. No spreadsheet runs one of their cells as a formula
(see ``harmless_cell``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.comparison.parts import Cell, Column, Comparison, Line
from desktop.exports.csv_table import BYTE_ORDER_MARK, csv_cell, csv_line
from desktop.exports.harmless_cell import harmless, harmless_html
from desktop.exports.page import FULL_TEXT, Page, style_of
from desktop.exports.printable import printable
from desktop.templates import template

# The maximum for a printed cell; the rest can be read on the page of the trial.
_MOST_LINES, _MOST_LETTERS, _MOST_IN_NOTE, _MOST_NOTES, _MOST_IN_HEAD = 8, 90, 60, 3, 60
_FACT_WIDTH = 13  # per cent of the width of the sheet


@dataclass(frozen=True)
class PrintedComparison:
    """Hold a comparison as one page of HTML to print in landscape, with its style sheet."""

    title: str
    css: str
    page: Page


def comparison_csv(comparison: Comparison) -> bytes:
    """Return a comparison as a CSV table in UTF-8 with byte order mark (see ``csv_table``)."""
    lines = (csv_line(csv_cell(cell) for cell in row) for row in _rows(comparison, lambda cell: _texts(cell)))
    return (BYTE_ORDER_MARK + "".join(lines)).encode()


def comparison_lines(comparison: Comparison) -> str:
    """Return a comparison as tab-separated lines; tabs and line ends inside a cell become spaces."""
    rows = _rows(comparison, lambda cell: _texts(cell))
    return "\n".join("\t".join(harmless(" ".join("; ".join(cell).split())) for cell in row) for row in rows)


def comparison_html(comparison: Comparison, resources: Path) -> str:
    """Return a comparison as HTML for a word processor or mail."""
    return harmless_html(_html(comparison, resources))


def printed_comparison(comparison: Comparison, resources: Path) -> PrintedComparison:
    """Return a comparison to print; a cell that is too long for a sheet ends with the number of omitted lines."""
    rows = tuple(replace(row, cells=tuple(map(_for_print, row.cells))) for row in comparison.rows)
    columns = tuple(replace(each, name=_cut(each.name, _MOST_IN_HEAD)) for each in comparison.columns)
    css = style_of(resources, FULL_TEXT)
    title = f"Comparison of {len(comparison.columns)} trials"
    html = _html(replace(comparison, columns=columns, rows=rows), resources, title)
    return PrintedComparison(title, css, Page(lambda _: html, is_landscape=True))


def _html(comparison: Comparison, resources: Path, title: str = "") -> str:
    width = (100 - _FACT_WIDTH) // max(1, len(comparison.columns))
    return template(resources, "export/comparison.html", printable).render(
        comparison=comparison, title=title, widths=(_FACT_WIDTH, width)
    )


def _rows(comparison: Comparison, shown: Callable[[Cell], tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Yield the rows of a table, the header first; each cell is a tuple of its texts."""
    yield [("Fact",), *(_named(column) for column in comparison.columns)]
    yield from ([(row.label,), *map(shown, row.cells)] for row in comparison.rows)


def _named(column: Column) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (column.identifier, column.name, column.title))))


def _texts(cell: Cell) -> tuple[str, ...]:
    return tuple(line.in_full for line in cell.lines)


def _for_print(cell: Cell) -> Cell:
    more = len(cell.lines) - _MOST_LINES
    lines = tuple(map(_line_for_print, cell.lines[:_MOST_LINES]))
    return replace(cell, lines=(*lines, Line(f"… {more:,} more, see the trial")) if more > 0 else lines)


def _line_for_print(line: Line) -> Line:
    notes = tuple(_cut(note, _MOST_IN_NOTE) for note in line.notes[:_MOST_NOTES])
    return Line(_cut(line.words, _MOST_LETTERS), (*notes, "…") if len(line.notes) > _MOST_NOTES else notes)


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0] or text[:most]  # Chinese has no spaces
    return f"{words} …"

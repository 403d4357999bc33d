"""Prepare rows of the list for the clipboard."""

from collections.abc import Sequence
from html import escape

from desktop.workflows.copied_cells import pasteable


def as_tsv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as tab-separated lines, headings first; tabs and line ends inside a cell become spaces.

    No spreadsheet runs a cell as a formula (see ``desktop.exports.harmless_cell``).
    """
    return "\n".join("\t".join(map(pasteable, line)) for line in [heads, *rows])


def as_html(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML for a word processor or mail; everything is escaped.

    A spreadsheet prefers this to the plain text, and would also run formulas in it.
    """
    head = "".join(f"<th>{escape(pasteable(cell))}</th>" for cell in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(pasteable(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table border='1' cellspacing='0' cellpadding='3'><tr>{head}</tr>{body}</table>"

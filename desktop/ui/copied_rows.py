"""Rows of the list as they go to the clipboard."""

from collections.abc import Sequence
from html import escape


def as_tsv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as tab-separated lines, headings first; tabs and line ends inside a cell become spaces."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in [heads, *rows])


def as_html(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML for a word processor or mail; everything is escaped."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table border='1' cellspacing='0' cellpadding='3'><tr>{head}</tr>{body}</table>"

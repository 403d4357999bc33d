"""A trial's values for the clipboard, from which they may be pasted into a spreadsheet."""

from desktop.exports.harmless_cell import harmless, harmless_html


def pasteable(cell: str) -> str:
    """Return a value on one line that no spreadsheet runs as a formula."""
    return harmless(" ".join(cell.split()))


def pasteable_text(text: str) -> str:
    """Return a text whose lines may become cells, none of which a spreadsheet runs as a formula."""
    return harmless(text)


def pasteable_html(html: str) -> str:
    """Return HTML whose paragraphs may become cells, none of which a spreadsheet runs as a formula."""
    return harmless_html(html)

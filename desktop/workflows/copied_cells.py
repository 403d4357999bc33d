"""A trial's values as they go to the clipboard, from where they may land in a spreadsheet."""

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

"""Prepare a trial's values for the clipboard, because they may be pasted into a spreadsheet."""

from desktop.exports.harmless_cell import harmless, harmless_html


def pasteable(cell: str) -> str:
    """Return a value on one line that no spreadsheet runs as a formula."""
    return harmless(" ".join(cell.split()))


def pasteable_text(text: str) -> str:
    """Return a text of which no line runs as a formula if a spreadsheet makes cells of the lines."""
    return harmless(text)


def pasteable_html(html: str) -> str:
    """Return HTML of which no paragraph runs as a formula if a spreadsheet makes cells of the paragraphs."""
    return harmless_html(html)

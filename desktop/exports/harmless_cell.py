"""Prevent a spreadsheet from running an imported text as a formula.

A spreadsheet runs a cell as a formula when it begins with = + - or @ (a tab, a carriage return or spaces may come
before). Such values, "-5" too, get an apostrophe before them: '=1+1. Spreadsheets use this mark for "this is text"; a
program that reads the file may remove it.

A spreadsheet with another separator splits one of our cells into several. If that is ";", as in most of Europe, a cell
begins after each semicolon and each line end of a text, because there the quotation marks around the text are inside a
cell. So a sign after one of these separators gets an apostrophe too. A sign after a comma needs none: if the comma is
the separator, the quotation marks keep the text together.
"""

import re

# An East Asian spreadsheet accepts full-width signs too.
_SIGN = "[=+\\-@＝＋－＠]"
_BLANK = "\\s\ufeff\u200b"
_FORMULA = re.compile(rf"[\t\r]|[{_BLANK}\"]*{_SIGN}")
# Tab and line ends are white space, and also separate cells.
_RUN = f';|"{_BLANK}'
_SEPARATES = re.compile(r"[;|\t\n\r]")
# Possessive: each run is read only once, so that a text of line ends alone is not slow.
_FORMULA_BEHIND = re.compile(rf"(?<![{_RUN}])([{_RUN}]++)(?={_SIGN})")
# Several tags in a row, one of which begins a paragraph or a cell.
_HTML_BEHIND = re.compile(rf"(?<!>)((?:<[^<>]*>[{_BLANK}]*)++)(?={_SIGN})")
_BEGINS_CELL = re.compile(r"<(?:p|li|td|th|h\d|div|br|body|pre)\b", re.IGNORECASE)


def harmless(value: str) -> str:
    """Return a text that no spreadsheet runs as a formula, with any separator of cells."""
    if not value:
        return value
    if ";" in value or "|" in value or not value.isprintable():
        value = _FORMULA_BEHIND.sub(_with_apostrophe, value)
    if value[0].isalnum():  # true for almost all texts
        return value
    return f"'{value}" if _FORMULA.match(value) else value


def harmless_html(html: str) -> str:
    """Return HTML in which no paragraph or table cell begins like a formula; spreadsheets prefer HTML to plain text."""
    return _HTML_BEHIND.sub(lambda run: f"{run[1]}'" if _BEGINS_CELL.search(run[1]) else run[1], html)


def _with_apostrophe(run: re.Match[str]) -> str:
    return f"{run[1]}'" if _SEPARATES.search(run[1]) else run[1]

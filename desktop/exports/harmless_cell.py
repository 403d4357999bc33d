"""Prevent a spreadsheet from running an imported text as a formula.

A spreadsheet runs a cell as a formula when it begins with = + - or @ (a tab, a carriage return or spaces may come
before). Such values, "-5" too, get one apostrophe in front: '=1+1. It is the spreadsheets' own mark for "this is text";
a program that reads the file back may take it off.

Our one cell is several cells for a spreadsheet with another separator. Where that is ";", as in most of
Europe, a cell begins after each semicolon and each line end of a text, because the quotation
marks around the text are in the middle of a cell there. So a sign also gets its apostrophe after each of these
separators. The comma needs none: where it separates, the quotation marks keep a text together.
"""

import re

# An East Asian spreadsheet accepts full-width signs too.
_SIGN = "[=+\\-@＝＋－＠]"
_BLANK = "\\s\ufeff\u200b"
_FORMULA = re.compile(rf"[\t\r]|[{_BLANK}\"]*{_SIGN}")
# The tab and the line ends are blanks, and also separate cells.
_RUN = f';|"{_BLANK}'
_SEPARATES = re.compile(r"[;|\t\n\r]")
# Possessive: each run is read once and never again, so a text of line ends alone takes no longer.
_FORMULA_BEHIND = re.compile(rf"(?<![{_RUN}])([{_RUN}]++)(?={_SIGN})")
# Tags one after the other, among them one that begins a paragraph or a cell.
_HTML_BEHIND = re.compile(rf"(?<!>)((?:<[^<>]*>[{_BLANK}]*)++)(?={_SIGN})")
_BEGINS_CELL = re.compile(r"<(?:p|li|td|th|h\d|div|br|body|pre)\b", re.IGNORECASE)


def harmless(value: str) -> str:
    """Return a text that no spreadsheet runs as a formula, whatever separates its cells."""
    if not value:
        return value
    if ";" in value or "|" in value or not value.isprintable():
        value = _FORMULA_BEHIND.sub(_with_apostrophe, value)
    if value[0].isalnum():  # true for nearly all texts
        return value
    return f"'{value}" if _FORMULA.match(value) else value


def harmless_html(html: str) -> str:
    """Return HTML in which no paragraph and no table cell begins as a formula; spreadsheets prefer it to plain text."""
    return _HTML_BEHIND.sub(lambda run: f"{run[1]}'" if _BEGINS_CELL.search(run[1]) else run[1], html)


def _with_apostrophe(run: re.Match[str]) -> str:
    return f"{run[1]}'" if _SEPARATES.search(run[1]) else run[1]

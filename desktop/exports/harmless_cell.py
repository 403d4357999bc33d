"""Keep a spreadsheet from running what an imported text says.

A spreadsheet runs a cell as a formula when it begins with = + - or @ (a tab, a carriage return or spaces may stand
before). Such values, "-5" too, get one apostrophe in front: '=1+1. It is the spreadsheets' own mark for "this is text";
a program that reads the file back may take it off.

What is one cell to us is several to a spreadsheet that separates at another sign: where ";" separates, as in most of
Europe, the cells of our comma-separated file begin behind each semicolon and each line end of a text, for the quotation
marks around it stand in the middle of a cell there. So a sign gets its apostrophe behind each of those separators, too.
Only the comma is none: where it separates, the quotation marks hold a text together.
"""

import re

# Full-width signs are signs to an East Asian spreadsheet.
_SIGN = "[=+\\-@＝＋－＠]"
_BLANK = "\\s\ufeff\u200b"
_FORMULA = re.compile(rf"[\t\r]|[{_BLANK}\"]*{_SIGN}")
# The tab and the line ends are blanks and separate cells, too.
_RUN = f';|"{_BLANK}'
_SEPARATES = re.compile(r"[;|\t\n\r]")
# Each run is looked at once and given back to nothing, so that a text of nothing but line ends takes no longer.
_FORMULA_BEHIND = re.compile(rf"(?<![{_RUN}])([{_RUN}]++)(?={_SIGN})")
# Tags one after the other, among them one that begins a paragraph or a cell.
_HTML_BEHIND = re.compile(rf"(?<!>)((?:<[^<>]*>[{_BLANK}]*)++)(?={_SIGN})")
_BEGINS_CELL = re.compile(r"<(?:p|li|td|th|h\d|div|br|body|pre)\b", re.IGNORECASE)


def harmless(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula, wherever it separates cells."""
    if not value:
        return value
    if ";" in value or "|" in value or not value.isprintable():
        value = _FORMULA_BEHIND.sub(_with_apostrophe, value)
    if value[0].isalnum():  # as nearly all begin
        return value
    return f"'{value}" if _FORMULA.match(value) else value


def harmless_html(html: str) -> str:
    """Return HTML in which no paragraph and no table cell begins as a formula; spreadsheets prefer it to plain text."""
    return _HTML_BEHIND.sub(lambda run: f"{run[1]}'" if _BEGINS_CELL.search(run[1]) else run[1], html)


def _with_apostrophe(run: re.Match[str]) -> str:
    return f"{run[1]}'" if _SEPARATES.search(run[1]) else run[1]

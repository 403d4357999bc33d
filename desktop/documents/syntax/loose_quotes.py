"""Part the cells of a row whose quotation marks were written by a program that did not double those inside a cell.

A mark then ends a cell only where a separator or the end of the row follows.
"""

import re

_OPENING = re.compile(r' *"')
_MARKS = re.compile(r'"+')
_BETWEEN_LETTERS = re.compile(r'(?<=\S)"(?=\S)')


def cells_of(row: str, separator: str, count: int) -> list[str] | None:
    """Return the cells of a row, which may run over lines; None unless they are so many as wanted.

    Marks inside a cell stay, except one that stands alone and without space in a word: it closes the cell's own first.
    """
    for pairs_may_end in (False, True):
        cells = _parted(row, separator, count, pairs_may_end=pairs_may_end)
        if cells is not None and len(cells) == count:
            return cells
    return None


def _parted(row: str, separator: str, most: int, *, pairs_may_end: bool) -> list[str] | None:
    cells: list[str] = []
    at = 0
    while len(cells) < most:
        if opening := _OPENING.match(row, at):
            found = _quoted(row, opening.end(), separator, pairs_may_end=pairs_may_end)
            if found is None:
                return None
            cell, at = found
        else:
            end = row.find(separator, at)
            end = len(row) if end < 0 else end
            cell, at = row[at:end], end
            if "\n" in cell:
                return None
        cells.append(cell)
        if at >= len(row):
            return cells
        at += len(separator)
    return None


def _quoted(row: str, begin: int, separator: str, *, pairs_may_end: bool) -> tuple[str, int] | None:
    """Return the text of a cell after its first mark, and where the separator behind it stands."""
    if row.startswith('"', begin) and _ends(row, begin + 1, separator):
        return "", begin + 1
    for marks in _MARKS.finditer(row, begin):
        odd = len(marks.group()) % 2
        if _ends(row, marks.end(), separator) and (odd or pairs_may_end):
            return _text(row[begin : marks.end() - 1]), marks.end()
    return None


def _ends(row: str, at: int, separator: str) -> bool:
    # Behind a separator no program writes a space; a comma of the text has one.
    return at >= len(row) or (row.startswith(separator, at) and not row.startswith(" ", at + len(separator)))


def _text(written: str) -> str:
    text = written.replace('""', '"')
    return _BETWEEN_LETTERS.sub("", text) if text.count('"') == 1 else text

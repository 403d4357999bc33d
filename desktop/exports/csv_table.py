"""Trials as a CSV table that a spreadsheet opens right and that does no harm there.

UTF-8 with byte order mark, RFC 4180 (comma, CRLF, quotes doubled), ISO dates, one header row, one row a trial. Several
values in one cell are joined by "; ".

A spreadsheet runs a cell as a formula when it begins with = + - or @ (a tab, a carriage return or spaces may stand
before). Such values, "-5" too, get one apostrophe in front: '=1+1. It is the spreadsheets' own mark for "this is text";
a program that reads the file back may take it off. Each value of a joined cell is treated by itself, because a
spreadsheet that splits at semicolons makes cells of them.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from desktop.exports.csv_columns import Column, chosen_columns
from desktop.exports.exported_trial import ExportContext, ExportedTrial

JOINT = "; "
_BYTE_ORDER_MARK = "\ufeff"
# Full-width signs are signs to an East Asian spreadsheet.
_FORMULA = re.compile(r"[\t\r]|[\s\ufeff\u200b]*[=+\-@＝＋－＠]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def csv_chunks(trials: Iterable[ExportedTrial], columns: Sequence[str], context: ExportContext) -> Iterator[bytes]:
    """Yield the table in pieces, header first, then one row a trial; ``columns`` are column ids, () the default ones.

    Raises:
        ExportError: a column id is unknown (raised at once, before the first piece).
    """
    chosen = chosen_columns(columns)
    return _rows(trials, chosen, context)


def _rows(trials: Iterable[ExportedTrial], columns: Sequence[Column], context: ExportContext) -> Iterator[bytes]:
    yield (_BYTE_ORDER_MARK + _row(column.heading for column in columns)).encode()
    for exported in trials:
        yield _row([_cell(column.values(exported, context)) for column in columns]).encode()


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _cell(values: Iterable[str]) -> str:
    return JOINT.join([_harmless(value) for value in values if value])  # a list is joined faster


def _harmless(value: str) -> str:
    if not value.isprintable():  # looking is several times faster than replacing, and most cells are so
        value = _UNWRITABLE.sub("\ufffd", value)
    if value[0].isalnum():  # as nearly all begin
        return value
    return f"'{value}" if _FORMULA.match(value) else value

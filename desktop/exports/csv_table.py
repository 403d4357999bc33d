"""Write trials as a CSV table that a spreadsheet opens correctly and that does no harm there.

UTF-8 with byte order mark, RFC 4180 (comma, CRLF, quotes doubled), ISO dates, one header row, one row for each trial.
Several values in one cell are joined by "; ".

Anything that a spreadsheet would run as a formula becomes text (see ``harmless_cell``). Each value in a joined cell is
treated separately, because a spreadsheet may split cells at semicolons.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from desktop.exports.context import ExportContext
from desktop.exports.csv_columns import Column, chosen_columns
from desktop.exports.harmless_cell import harmless
from desktop.sheet.parts import JOINT
from desktop.sheet.subject import Subject

BYTE_ORDER_MARK = "\ufeff"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def csv_chunks(trials: Iterable[Subject], columns: Sequence[str], context: ExportContext) -> Iterator[bytes]:
    """Yield the header, then one row for each trial; ``columns`` are column ids, () for the default ones.

    Raises:
        ExportError: a column id is unknown (raised at once, before the first piece).
    """
    chosen = chosen_columns(columns)
    return _rows(trials, chosen, context)


def _rows(trials: Iterable[Subject], columns: Sequence[Column], context: ExportContext) -> Iterator[bytes]:
    yield (BYTE_ORDER_MARK + csv_line(column.heading for column in columns)).encode()
    for subject in trials:
        yield csv_line([csv_cell(column.values(subject, context)) for column in columns]).encode()


def csv_line(cells: Iterable[str]) -> str:
    """Return a line of a table from its cells, which must be harmless already."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def csv_cell(values: Iterable[str]) -> str:
    """Return the values of a cell as one text that no spreadsheet runs as a formula."""
    return JOINT.join([_written(value) for value in values if value])  # joining a list is faster


def _written(value: str) -> str:
    if not value.isprintable():  # checking is several times faster than replacing, and most cells need no replacement
        value = _UNWRITABLE.sub("\ufffd", value)
    return harmless(value)

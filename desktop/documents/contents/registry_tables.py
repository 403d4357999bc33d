"""Read dates in tables of registries that write the day first; a spreadsheet may have changed them."""

from collections.abc import Collection, Iterable

from desktop.documents.contents.table_dates import DateOrder, date_order, may_need_order, table_date
from desktop.documents.syntax.csv_rows import Row
from desktop.errors import DocumentError


def order_of(text: str, rows: Iterable[Row | DocumentError], columns: Collection[str]) -> DateOrder:
    """Return the order of day and month in a table: day first, unless its dates allow only the other order.

    ``rows`` are read only if the text holds a date of unknown order.
    """
    if not may_need_order(text):
        return DateOrder.DAY_FIRST
    cells = (row.cells.get(column, "") for row in rows if isinstance(row, Row) for column in columns)
    order = date_order(cells, by_default=DateOrder.DAY_FIRST)
    return order if order is DateOrder.MONTH_FIRST else DateOrder.DAY_FIRST


def date_in(cell: str, order: DateOrder) -> str:
    """Return the date of a cell in ISO form; the cell unchanged if it is no date."""
    return table_date(cell, order)[0] or cell

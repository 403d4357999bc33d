"""A table in a dialog from which the user can choose, but which she cannot edit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from desktop.ui.look.thousands import with_thousands


def plain_table(name: str, headings: Sequence[str], rows: int, parent: QWidget) -> QTableWidget:
    """Return a table with ``rows`` empty rows; ``name`` is its name for a screen reader."""
    table = QTableWidget(rows, len(headings), parent)
    table.setHorizontalHeaderLabels(headings)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.setAccessibleName(name)
    return table


def number_item(number: int) -> QTableWidgetItem:
    """Return a right-aligned cell with a number."""
    item = QTableWidgetItem(with_thousands(number))
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item

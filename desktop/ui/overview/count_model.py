"""A table of numbers of trials: totals in the first row and column, then the numbers for each value."""

from textwrap import wrap
from typing import Literal, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.thousands import with_thousands, with_thousands_in
from desktop.workflows.overview import Axis, AxisValue, Matrix

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Cell behind an index."""
_LINE = {Qt.Orientation.Horizontal: 11, Qt.Orientation.Vertical: 27}  # letters in a line of a heading

_NOTHING = Matrix(TrialQuery(), Axis("", "", (), is_multiple=False), None, (), 0)

Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """Hold one number to paint; ``most`` is the largest number of the table."""

    number: int
    most: int
    kind: Literal["shade", "total", "bar"]
    begins_group: bool


class CountModel(QAbstractTableModel):
    """Hold a matrix of numbers; one without columns has a single column and no row of all trials."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = _NOTHING
        self._most = 0

    def show_matrix(self, matrix: Matrix) -> None:
        """Hold another matrix."""
        self.beginResetModel()
        self.matrix = matrix
        self._most = matrix.most()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of rows; none if there is no trial."""
        if parent.isValid() or not self.matrix.rows.values:
            return 0
        return len(self.matrix.rows.values) + self._before

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of columns."""
        if parent.isValid():
            return 0
        return 1 + (len(self.matrix.columns.values) if self.matrix.columns else 0)

    def query_at(self, row: int, column: int) -> TrialQuery:
        """Return the query whose list has the number of a cell."""
        return self.matrix.opened_by(*(each if each >= 0 else None for each in (row - self._before, column - 1)))

    def values_at(self, row: int, column: int) -> tuple[str, str]:
        """Return (row value id, column value id) of a cell, "" for totals; they find the cell after a change."""
        of_row, of_column = self._row(row), self._column(column)
        return of_row.value if of_row else "", of_column.value if of_column else ""

    def place_of(self, row: str, column: str) -> tuple[int, int] | None:
        """Return (row, column) of the cell with these values; None if it no longer exists."""
        rows = [self.values_at(place, 0)[0] for place in range(self.rowCount())]
        columns = [self.values_at(0, place)[1] for place in range(self.columnCount())] if rows else []
        return (rows.index(row), columns.index(column)) if row in rows and column in columns else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what Qt asks for."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return with_thousands(self._number(row, column))
        if role == CELL_ROLE:
            return self._cell(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(row, column)
        return tooltip(self._words(row, column)) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the short label of a value in lines, or its whole label in words."""
        value = self._row(section) if orientation == Qt.Orientation.Vertical else self._column(section)
        label = value.label if value else self._all()
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(wrap(value.short if value else label, _LINE[orientation], break_long_words=False))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{value.group}: {label}" if value and value.group else label)
        return label if role == Qt.ItemDataRole.AccessibleTextRole else None

    @property
    def _before(self) -> int:
        """Return the number of rows before the values: one for the totals if there are columns."""
        return 1 if self.matrix.columns else 0

    def _row(self, row: int) -> AxisValue | None:
        return self.matrix.rows.values[row - self._before] if row >= self._before else None

    def _column(self, column: int) -> AxisValue | None:
        return self.matrix.columns.values[column - 1] if self.matrix.columns and column else None

    def _number(self, row: int, column: int) -> int:
        of_row, of_column = self._row(row), self._column(column)
        if of_row and of_column:
            return self.matrix.cells[row - self._before][column - 1]
        value = of_row or of_column
        return value.total if value else self.matrix.total

    def _cell(self, row: int, column: int) -> Cell:
        is_shaded = self._row(row) and self._column(column)
        kind: Literal["shade", "total", "bar"] = "shade" if is_shaded else "total" if self._before else "bar"
        return Cell(self._number(row, column), self._most, kind, self._begins_group(row))

    def _begins_group(self, row: int) -> bool:
        here, above = self._row(row), self._row(row - 1)
        return bool(here and above and here.group != above.group)

    def _words(self, row: int, column: int) -> str:
        """Return a cell in words: "HER2 status: Low (IHC 1+ or 2+/ISH−) · Drug class: Taxane — 14 trials"."""
        sides = ((self._row(row), self.matrix.rows), (self._column(column), self.matrix.columns))
        parts = [f"{axis.label}: {value.label}" for value, axis in sides if value and axis]
        number = self._number(row, column)
        count = with_thousands_in(QCoreApplication.translate("MainWindow", "%n trial(s)", "", number), number)
        return f"{' · '.join(parts) or self._all()} — {count}"

    def _all(self) -> str:
        return self.tr("All") if self.matrix.columns else self.tr("Trials")

"""A comparison as a table model: a column for each trial, a row for each fact."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.comparison.parts import Cell, Column, Comparison

Index = QModelIndex | QPersistentModelIndex
_NOTHING = Comparison((), ())


class CompareModel(QAbstractTableModel):
    """Show a comparison."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.comparison = _NOTHING

    def show(self, comparison: Comparison) -> None:
        """Show another comparison."""
        self.beginResetModel()
        self.comparison = comparison
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell."""
        return self.comparison.rows[row].cells[column]

    def column(self, number: int) -> Column:
        """Return the header of a column: its trial."""
        return self.comparison.columns[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of facts."""
        return 0 if parent.isValid() else len(self.comparison.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of trials."""
        return 0 if parent.isValid() else len(self.comparison.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; for a screen reader preceded by the fact and the trial."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row, column = self.comparison.rows[index.row()], self.column(index.column())
        said = "\n".join(line.in_full for line in row.cells[index.column()].lines)
        is_shown = role == Qt.ItemDataRole.DisplayRole
        return said if is_shown else f"{row.label}, {column.identifier} {column.name}: {said}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the header of a trial, or the name of a fact."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.comparison.rows[section].label
        column = self.column(section)
        return "\n".join(dict.fromkeys(filter(None, (column.identifier, column.name, column.status))))

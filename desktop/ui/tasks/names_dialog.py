"""The drug names that the vocabulary does not know, so that it can grow."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.look.plain_table import number_item, plain_table


class NamesDialog(QDialog):
    """List the names with their numbers of trials, the most frequent first; Enter or a double click finds them."""

    name_chosen = Signal(str)

    def __init__(self, names: Mapping[str, int], folder: str, parent: QWidget | None = None) -> None:
        """Show names with their counts; ``folder`` is where a user's own vocabulary lies."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Names not in the vocabulary"))
        told = self.tr(
            "These names are given in trials, but the drug vocabulary does not know them. To teach it one, copy "
            "drugs.csv from the program's resources into {0}, add the name there, and derive again."
        )
        words = QLabel(told.format(folder), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        headings = [self.tr("Name"), self.tr("Trials")]
        self.table = plain_table(self.tr("Names not in the vocabulary"), headings, len(names), self)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for row, (name, count) in enumerate(names.items()):
            self.table.setItem(row, 0, QTableWidgetItem(name))
            self.table.setItem(row, 1, number_item(count))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemActivated.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(560, 520)

    def _choose(self, item: QTableWidgetItem) -> None:
        name = self.table.item(item.row(), 0)
        if name:
            self.name_chosen.emit(name.text())
            self.accept()

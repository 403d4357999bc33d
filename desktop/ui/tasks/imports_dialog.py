"""The dialog that lists the imports, so that the trials of one import can be deleted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.storing.imports import Import
from desktop.ui.look.plain_table import number_item, plain_table


class ImportsDialog(QDialog):
    """List the imports, the latest first; the trials of one can be deleted."""

    delete_asked = Signal(int, int)
    """(number of an import, number of trials in its documents)."""

    def __init__(self, imports: Sequence[Import], parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._imports = imports
        self.setWindowTitle(self.tr("Imports"))
        words = QLabel(self.tr("What the catalogue was filled with, the latest first."), self)
        words.setWordWrap(True)
        headings = [
            self.tr("Imported"),
            self.tr("First document"),
            self.tr("Documents"),
            self.tr("Trials"),
            self.tr("No."),
        ]
        self.table = plain_table(self.tr("Imports"), headings, len(imports), self)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        for row, each in enumerate(imports):
            self._fill(row, each)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.delete_button = QPushButton(self.tr("&Delete its trials…"), self)
        self.delete_button.setAutoDefault(False)
        self.delete_button.setEnabled(bool(imports) and not read_only)
        self.delete_button.clicked.connect(self._delete)
        buttons.addButton(self.delete_button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        if imports:
            self.table.selectRow(0)
        self.resize(640, 420)

    def _fill(self, row: int, each: Import) -> None:
        self.table.setItem(row, 0, QTableWidgetItem(each.began[:16].replace("T", " ")))
        self.table.setItem(row, 1, QTableWidgetItem(each.first))
        self.table.setItem(row, 2, number_item(each.documents))
        self.table.setItem(row, 3, number_item(each.trials))
        self.table.setItem(row, 4, number_item(each.number))

    def _delete(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            each = self._imports[row]
            self.accept()
            self.delete_asked.emit(each.number, each.trials)

"""The imports that filled the catalogue, so that what one brought can be deleted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
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

from desktop.catalogue.imports import Import
from desktop.ui.grouped import grouped

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ImportsDialog(QDialog):
    """List the imports, the latest first; the trials of one can be deleted."""

    delete_asked = Signal(int, int)
    """The number of an import, and of how many trials its documents speak."""

    def __init__(self, imports: Sequence[Import], parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._imports = imports
        self.setWindowTitle(self.tr("Imports"))
        words = QLabel(self.tr("What the catalogue was filled with, the latest first."), self)
        words.setWordWrap(True)
        self.table = QTableWidget(len(imports), 4, self)
        self.table.setHorizontalHeaderLabels(
            [self.tr("Imported"), self.tr("First document"), self.tr("Documents"), self.tr("Trials")]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(self.tr("Imports"))
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
        for column, count in ((2, each.documents), (3, each.trials)):
            number = QTableWidgetItem(grouped(count))
            number.setTextAlignment(_RIGHT)
            self.table.setItem(row, column, number)

    def _delete(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            each = self._imports[row]
            self.accept()
            self.delete_asked.emit(each.number, each.trials)

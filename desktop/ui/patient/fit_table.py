"""The table of trials and how each fits: two lines for each trial, in the available width."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.ui.patient.fit_model import Column, FitModel

_LETTERS = {Column.FIT: 12, Column.ANSWERS: 12, Column.STATUS: 13, Column.DATE: 14}
"""Widths of the columns whose words are short, in widths of a letter."""
_SHARES = {Column.TITLE: 5, Column.WHY: 4}
"""Shares of the remaining width, and never fewer letters than ``_FEWEST``."""
_FEWEST = 14
_LINES = 2.4  # heights of a line in a row


class FitTable(QTableView):
    """Show the trials of a FitModel, with two lines in each cell."""

    def __init__(self, model: FitModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Trials of the list"))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._set_sizes()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give title and reasons the width that the others leave."""
        super().resizeEvent(event)
        self._set_sizes()

    def _set_sizes(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS.items():
            self.setColumnWidth(column, letters * letter)
        left = self.viewport().width() - sum(_LETTERS.values()) * letter
        for column, share in _SHARES.items():
            self.setColumnWidth(column, max(_FEWEST * letter, left * share // sum(_SHARES.values())))
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().lineSpacing() * _LINES))

"""The pane below a comparison: the sentences of one cell, with links to their trial."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.comparison.parts import Cell, Column
from desktop.paths import RESOURCES
from desktop.templates import template
from desktop.ui.look.theme import colours
from desktop.ui.trial_detail.sealed_browser import SealedBrowser
from desktop.ui.trial_detail.trial_page import style_sheet


class EvidencePane(QFrame):
    """Show the sentences of a cell of a comparison."""

    evidence_asked = Signal(object)
    """The Evidence to show in its trial, None for the part of the sheet from which the cell was made."""
    left = Signal()
    """The user wants to close the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        self._cell: Cell | None = None
        self.heading = QLabel(self)
        self.heading.setObjectName("title")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text = SealedBrowser(self)
        self.text.setObjectName("detail")
        self.text.setAccessibleName(self.tr("Evidence"))
        self.text.document().setDocumentMargin(10)
        self.text.anchorClicked.connect(self._follow)
        self.read = QPushButton(self.tr("&Read it in the trial"), self)
        self.read.setToolTip(self.tr("Ctrl+Enter in the table"))
        self.read.clicked.connect(lambda: self.evidence_asked.emit(self._first()))
        close = QPushButton(self.tr("C&lose"), self)
        close.setToolTip(self.tr("Esc"))
        close.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 4)
        row.setSpacing(10)
        row.addWidget(self.heading, 1)
        row.addWidget(self.read)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.text, 1)

    def show_cell(self, fact: str, column: Column, cell: Cell) -> None:
        """Show the sentences of the cell of a fact and a trial."""
        self._cell = cell
        self.heading.setText(" · ".join(dict.fromkeys((fact, column.identifier, column.name))))
        self.read.setEnabled(not column.is_damaged)
        self.redraw()

    def redraw(self) -> None:
        """Show the same in the present colours."""
        if self._cell is not None and not self.isHidden():
            self.text.document().setDefaultStyleSheet(style_sheet(colours()))
            self.text.setHtml(template(RESOURCES, "window/behind.html").render(behind=self._cell.behind))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _first(self) -> object:
        return next(iter(self._cell.evidence.values()), None) if self._cell else None

    def _follow(self, link: QUrl) -> None:
        """Follow the link of a sentence to its trial."""
        number = link.fragment().removeprefix("e")
        if self._cell and number.isdecimal() and int(number) in self._cell.evidence:
            self.evidence_asked.emit(self._cell.evidence[int(number)])

"""Arrange the three tables of the overview side by side or below each other, depending on the space."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.overview.count_table import CountTable
from desktop.workflows.overview import Matrix

_SPACE = 14  # pixels around each part
_MOST_OF_HEIGHT = 0.72  # share of the visible height: the beginning of the next table must be visible below a long one
_HALF = 0.45
_PLACES = {
    "beside": ((1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)),
    "two lines": ((1, 0, 1, 2), (2, 0, 1, 1), (2, 1, 1, 1)),
    "below": ((1, 0, 1, 1), (2, 0, 1, 1), (3, 0, 1, 1)),
}
"""For each arrangement, (row, column, number of rows, number of columns) of each part; row 0 is the note."""


class ThreeParts(QScrollArea):
    """Hold a note, and below it a large table and two smaller ones, each with its heading."""

    def __init__(self, tables: Sequence[CountTable], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables = tuple(tables)
        self.arrangement = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(_SPACE, _SPACE, _SPACE, _SPACE)
        self._grid.setSpacing(_SPACE)
        self.note = QLabel(inside)  # it scrolls, to leave the numbers their space
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(self.note, 0, 0, 1, 2)
        self._heads = [QLabel(inside) for _ in tables]
        self._parts = [_with_heading(head, table, inside) for head, table in zip(self._heads, tables, strict=True)]
        self.setWidget(inside)

    def show_matrices(self, matrices: Sequence[Matrix], heads: Sequence[str]) -> None:
        """Show the numbers of each table under a heading."""
        for label, table, matrix, head in zip(self._heads, self.tables, matrices, heads, strict=True):
            label.setText(head)
            table.setAccessibleName(self.tr("Number of trials: {0}").format(head))
            table.show_matrix(matrix)
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the tables again."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Use the arrangement that needs the least scrolling."""
        needed = [table.needed_size() for table in self.tables]
        arrangement = self._fitting(needed)
        if arrangement != self.arrangement:
            self.arrangement = arrangement
            for part, place in zip(self._parts, _PLACES[arrangement], strict=True):
                self._grid.addWidget(part, *place)
        beside = arrangement == "beside"
        large, *small = (size.width() for size in needed)
        shares = {"beside": (large, max(small)), "two lines": small, "below": (1, 0)}[arrangement]
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        self._grid.setRowStretch(1, 0 if beside else 1)
        self._grid.setRowStretch(2, 1 if beside else 0)
        self._set_heights(needed, beside=beside)

    def _set_heights(self, needed: Sequence[QSize], *, beside: bool) -> None:
        """Give each table the height that it needs, but never so much that nothing else is visible."""
        most = int(self.viewport().height() * (_HALF if beside else _MOST_OF_HEIGHT))
        for table, size, head in zip(self.tables, needed, self._heads, strict=True):
            line = table.fontMetrics().lineSpacing()
            room = max(most - head.sizeHint().height(), line * 5)
            table.setMinimumHeight(min(size.height() + line // 2, room))

    def _fitting(self, needed: Sequence[QSize]) -> str:
        room = self.viewport().width() - 3 * _SPACE
        large, *small = (each.width() for each in needed)
        if large + max(small) <= room:
            return "beside"
        return "two lines" if sum(small) <= room else "below"


def _with_heading(head: QLabel, table: CountTable, parent: QWidget) -> QWidget:
    part = QWidget(parent)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    head.setObjectName("heading")
    head.setTextFormat(Qt.TextFormat.PlainText)
    head.setWordWrap(True)
    head.setBuddy(table)
    column.addWidget(head)
    column.addWidget(table, 1)
    return part

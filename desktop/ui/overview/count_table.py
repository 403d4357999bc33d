"""The table of numbers, each on a shade or beside a bar; a click or Enter opens the list of its trials."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.look.thousands import with_thousands
from desktop.ui.overview.count_model import CountModel
from desktop.ui.overview.number_cell import PADDING, NumberCell
from desktop.workflows.overview import Matrix

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ROOM = 10  # pixels above and below a line of text, together
_WIDEST = 1.7  # times the needed width of a column, if there is room
_BAR_LETTERS = 16  # width of the longest bar at least


class CountTable(QTableView):
    """Show a matrix of numbers."""

    chosen = Signal(object)
    """The TrialQuery whose list has the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counts")
        self.counts = CountModel(self)
        self.setModel(self.counts)
        self.setItemDelegate(NumberCell(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for mode in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
            header.setMinimumSectionSize(1)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().sectionClicked.connect(lambda column: self._choose(0, column))
        self.verticalHeader().sectionClicked.connect(lambda row: self._choose(row, 0))
        self.clicked.connect(lambda index: self._choose(index.row(), index.column()))

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix; the current cell is again the one with the same values, if it exists."""
        at = self.currentIndex()
        before = self.counts.values_at(at.row(), at.column()) if at.isValid() else ("", "")
        self.counts.show_matrix(matrix)
        self.horizontalHeader().setVisible(matrix.columns is not None)
        self._fit()
        place = self.counts.place_of(*before) or (0, 0)
        self.setCurrentIndex(self.counts.index(*place))

    def needed_size(self) -> QSize:
        """Return the size that shows everything without scrolling."""
        width = self.verticalHeader().sizeHint().width() + self._column_width() * self.counts.columnCount()
        head = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        rows = sum(self.rowHeight(row) for row in range(self.counts.rowCount()))
        frame = 2 * self.frameWidth()
        return QSize(width + frame + self.verticalScrollBar().sizeHint().width(), head + rows + frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Treat Enter and Space like a click."""
        at = self.currentIndex()
        if (
            event.key() in _OPENING
            and at.isValid()
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (Qt.KeyboardModifier.NoModifier)
        ):
            self._choose(at.row(), at.column())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _choose(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.counts.index(row, column))
        self.chosen.emit(self.counts.query_at(row, column))

    def _fit(self) -> None:
        """Make all columns equally wide, and the rows as high as their headings."""
        count = self.counts.columnCount()
        if not count:
            return
        needed = self._column_width()
        room = (self.viewport().width() - 1) // count
        most = round(needed * _WIDEST)
        if not self.counts.matrix.columns:
            most = room
        self.horizontalHeader().setDefaultSectionSize(max(needed, min(room, most)))
        line = self.fontMetrics().lineSpacing()
        self.verticalHeader().setDefaultSectionSize(line + _ROOM)
        for row in range(self.counts.rowCount()):
            lines = self._heading(row, Qt.Orientation.Vertical).count("\n") + 1
            self.setRowHeight(row, line * lines + _ROOM)

    def _column_width(self) -> int:
        """Return the width in pixels that the widest heading or number needs."""
        if not self.counts.matrix.columns:
            letters = _BAR_LETTERS * self.fontMetrics().averageCharWidth()
            return letters + self._number_width() + 2 * PADDING
        metrics = self.horizontalHeader().fontMetrics()
        heads = [self._heading(column, Qt.Orientation.Horizontal) for column in range(self.counts.columnCount())]
        words = max((metrics.horizontalAdvance(line) for head in heads for line in head.split("\n")), default=0)
        return max(words * 11 // 10, self._number_width()) + 2 * PADDING

    def _number_width(self) -> int:
        """Return the width in pixels of the widest number, in bold as the totals are."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(bold).horizontalAdvance(with_thousands(self.counts.matrix.total))

    def _heading(self, section: int, orientation: Qt.Orientation) -> str:
        return str(self.counts.headerData(section, orientation))

"""The table of a comparison: the names of facts and a pinned trial stay visible while the others are scrolled."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.comparison.parts import Comparison
from desktop.ui.compare.compare_cell import CompareCell
from desktop.ui.compare.compare_model import CompareModel
from desktop.ui.compare.heads import FactNames, TrialHeads

_NARROWEST = 27  # letters of a column; if there is no space, the table scrolls
_NO_PIN = -1
_EDGE = 2  # pixels at the right of the pinned column
_CURRENT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_CHANGES_LAYOUT = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


class CompareTable(QTableView):
    """Show trials side by side. A second view above the first shows the pinned column.

    The second view gets no keyboard focus: it shows the same model, selection and scroll position.
    """

    opened = Signal()
    """The user wants to see the sentence of the current cell."""
    current_changed = Signal()
    """The current cell has changed."""
    trial_asked = Signal()
    """The user wants to read the trial of the current cell."""
    copy_asked = Signal()
    left = Signal()
    """Escape was pressed."""
    pin_changed = Signal(int)
    """The number of the pinned column, -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trials = CompareModel(self)
        self._heads = TrialHeads(self._trials, self)
        self._facts = FactNames(self._trials, self)
        self.setHorizontalHeader(self._heads)
        self.setVerticalHeader(self._facts)
        self._cell = CompareCell(self._trials, self)
        self.setModel(self._trials)
        self._over = QTableView(self)
        self._over_heads = TrialHeads(self._trials, self._over)
        self._over.setHorizontalHeader(self._over_heads)
        self._over.setModel(self._trials)
        for view in (self, self._over):
            _prepare(view, self._cell)
        self.setAccessibleName(self.tr("Comparison of trials"))
        self._prepare_over()
        self._heads.sectionClicked.connect(self.toggle_pin)
        self._over_heads.sectionClicked.connect(self.toggle_pin)
        self.clicked.connect(self.opened)
        self._over.clicked.connect(self.opened)
        self.verticalScrollBar().valueChanged.connect(self._over.verticalScrollBar().setValue)
        self._over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.selectionModel().currentChanged.connect(self._follow_current)

    @property
    def comparison(self) -> Comparison:
        """Return what is shown."""
        return self._trials.comparison

    @property
    def pinned(self) -> int:
        """Return the number of the pinned column, -1 for none."""
        return self._heads.pinned

    @property
    def pinned_view(self) -> QTableView:
        """Return the view that shows the pinned column above the others."""
        return self._over

    def show_comparison(self, comparison: Comparison) -> None:
        """Show another comparison; keep the current fact and trial, and the pinned trial, if possible."""
        before, index = self.comparison, self.currentIndex()
        fact = before.rows[index.row()].id if index.isValid() else ""
        key = before.columns[index.column()].key if index.isValid() else ""
        pinned = before.columns[self.pinned].key if self.pinned != _NO_PIN else ""
        self._cell.forget()
        self._trials.show(comparison)
        keys, facts = [each.key for each in comparison.columns], [row.id for row in comparison.rows]
        self.pin(keys.index(pinned) if pinned in keys else _NO_PIN)
        row, column = (facts.index(fact) if fact in facts else 0), (keys.index(key) if key in keys else 0)
        self.selectionModel().setCurrentIndex(self._trials.index(row, column), _CURRENT)

    def pin(self, column: int) -> None:
        """Keep a column at the left while the others are scrolled; -1 for none."""
        heads = self._heads
        for number in range(heads.count()):
            heads.moveSection(heads.visualIndex(number), number)  # the other columns get their own order back
        if column != _NO_PIN:
            heads.moveSection(heads.visualIndex(column), 0)
        self._heads.pinned = self._over_heads.pinned = column
        for number in range(self._trials.columnCount()):
            self._over.setColumnHidden(number, number != column)
        self._over.setVisible(column != _NO_PIN)
        self.lay_out()
        self.pin_changed.emit(column)

    def toggle_pin(self, column: int) -> None:
        """Pin a column, or unpin it if it is pinned."""
        self.pin(_NO_PIN if column == self.pinned else column)

    def lay_out(self) -> None:
        """Divide the width among the trials, and make each row as high as its highest cell."""
        number = self._trials.columnCount()
        if not number:
            return
        self._facts.setFixedWidth(self._facts.width_in(self.width()))
        letters = QFontMetrics(self.font()).averageCharWidth() * _NARROWEST
        room = self.width() - self._facts.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()
        width = max(letters, room // number)
        for column in range(number):
            self.setColumnWidth(column, width)
            self._over.setColumnWidth(column, width)
        self._heads.setFixedHeight(self._heads.height_at(width))
        for row in range(self._trials.rowCount()):
            heights = (self._cell.height(row, column, width) for column in range(number))
            height = max(self._facts.height_of(row), *heights)
            self.setRowHeight(row, height)
            self._over.setRowHeight(row, height)
        self._place_over()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a cell, so that the pinned column does not cover it."""
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if index.column() == self.pinned:
            self.horizontalScrollBar().setValue(across)
        elif self.pinned != _NO_PIN:
            hidden = self.columnWidth(self.pinned) - self.columnViewportPosition(index.column())
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, copy, pin or leave with a single key."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.trial_asked.emit()
        elif is_enter or event.key() == Qt.Key.Key_Space:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() == Qt.Key.Key_P and not event.modifiers():
            self.toggle_pin(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width of the page."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.lay_out()
        self._place_over()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() in _CHANGES_LAYOUT and hasattr(self, "_over"):
            self._cell.forget()
            self.lay_out()

    def _prepare_over(self) -> None:
        over = self._over
        over.setSelectionModel(self.selectionModel())
        over.verticalHeader().hide()
        over.setObjectName("pinned")  # the style sheet draws its edge
        over.setFrameShape(QFrame.Shape.NoFrame)
        over.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.setAccessibleName(self.tr("Pinned trial"))
        for policy in (over.setHorizontalScrollBarPolicy, over.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.hide()

    def _place_over(self) -> None:
        if self.pinned == _NO_PIN:
            return
        left, edge = self._facts.width() + self.frameWidth(), self.frameWidth()
        height = self._heads.height() + self.viewport().height()
        self._over_heads.setFixedHeight(self._heads.height())
        self._over.setGeometry(left, edge, self.columnWidth(self.pinned) + _EDGE, height)
        self._over.verticalScrollBar().setValue(self.verticalScrollBar().value())
        self._over.raise_()

    def _follow_current(self) -> None:
        self._over.viewport().update()
        self.current_changed.emit()


def _prepare(view: QTableView, cell: CompareCell) -> None:
    view.setItemDelegate(cell)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setCornerButtonEnabled(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setMinimumSectionSize(1)

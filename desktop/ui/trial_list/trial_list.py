"""The trial list: a table in which the user can sort, arrange and select."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.trial_list.star import star_box
from desktop.ui.trial_list.trial_cell import TrialCell, lines_for, row_height
from desktop.ui.trial_list.trial_header import TrialHeader
from desktop.ui.trial_list.trial_table_model import COLUMNS, TrialTableModel

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent

_UNTOLD = -1
"""An id that no trial has, so that the next trial to read is always reported."""
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class TrialList(QTableView):
    """Show the matching trials; report which one to read and how to sort."""

    trial_chosen = Signal(object)
    """The id of the trial to read, None if no trial is selected."""
    sort_asked = Signal(str, bool)
    """(sort key, descending)."""
    selection_changed = Signal(int)
    """The number of selected trials."""
    reading_asked = Signal()
    """Enter was pressed: the user wants to move to the detail pane."""
    delete_asked = Signal()
    """Delete was pressed: the user wants to delete the selected trials."""
    star_clicked = Signal(int)
    """The id of the trial whose star was clicked."""
    moved = Signal(int, int)
    """(id of a dragged trial, row before which it was dropped)."""
    painted = Signal()
    """Its trials are being painted for the first time."""

    def __init__(self, model: TrialTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trials = model
        self.sort = ("title", False)
        """(sort key, whether the order is descending)."""
        self._dragged: int | None = None
        self._read: int | None = None
        self._is_chosen = False
        """Whether the user chose the current trial, which otherwise is only the first of the list."""
        self.cell = TrialCell(model, self)
        self.setItemDelegate(self.cell)
        self.cell.painted.connect(self.painted)
        self.setAccessibleName(self.tr("Trials"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.header = TrialHeader(self)
        self.setHorizontalHeader(self.header)
        self.header.setSortIndicatorShown(True)  # a table switches this off in every header that it is given
        self.setModel(model)  # after the headings, because Qt asks the model for all of them at every step
        self.header.sort_asked.connect(self._sort_by)
        self.header.arrange_as_new()
        self._fit_rows()
        for signal in (self.header.geometriesChanged, self.header.sectionResized):
            signal.connect(self._follow_text)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._settle())
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_selection())

    def show_trials(self, ids: list[int]) -> None:
        """Show other trials; keep selection and current trial; if that is gone, the next one becomes current."""
        before, selected = self._trials.ids, set(self.selected_ids())
        following = (before.index(self._read) if self._read in before else 0, before)
        self._trials.show(ids)
        if rows := self._trials.rows_of(selected):
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self._selection(rows), flags)
            row = self._trials.row_of(self._read) if self._read is not None else -1
            index = self._first_cell(row if row in rows else rows[0])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        elif ids:
            self.choose(_next_left(*following, ids))
            self._is_chosen = False
        self._tell_selection()

    def show_from_first(self, ids: list[int]) -> None:
        """Show other trials from the top; only the first one is selected, and it is the current one."""
        self._trials.show(ids)
        self.scrollToTop()
        self._read = _UNTOLD  # the same trial is reported again, because other words are marked in it
        if ids:
            self.choose(ids[0])
        self._tell_selection()
        self._is_chosen = False

    def show_sorted(self, ids: list[int]) -> None:
        """Show the trials in another order: from the top, unless the user chose trials, which then stay in view."""
        if self._is_chosen or len(self.selected_ids()) > 1:
            self.show_trials(ids)
        else:
            self.show_from_first(ids)

    def mark(self, words: Sequence[str]) -> None:
        """Mark words in the titles, in any case."""
        bare = (word.strip('*"').lower() for word in words)
        marked = tuple(word for word in bare if word)
        if marked != self.cell.words:
            self.cell.words = marked
            self.viewport().update()

    def choose(self, trial_id: int) -> bool:
        """Select a trial alone and report it, even if it was already current; return False if it is not in the list."""
        row = self._trials.row_of(trial_id)
        if row < 0:
            return False
        # Not setCurrentIndex, which reacts to pressed keys: the Ctrl of a shortcut would add to the selection.
        self._go_to(row, _ALONE)
        return True

    def read(self, trial_id: int) -> bool:
        """Make a trial the current one; keep the selection if it is in it; return False if it is not in the list."""
        if trial_id not in self.selected_ids():
            return self.choose(trial_id)
        self._go_to(self._trials.row_of(trial_id), QItemSelectionModel.SelectionFlag.NoUpdate)
        return True

    def _go_to(self, row: int, flags: QItemSelectionModel.SelectionFlag) -> None:
        before = self._read
        self.selectionModel().setCurrentIndex(self._first_cell(row), flags)
        if self._read == before:
            self.trial_chosen.emit(before)

    def current_id(self) -> int | None:
        """Return the id of the current trial, which is always a selected one; None if there is none."""
        return self._read

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected trials in the order of the list."""
        ids = self._trials.ids
        rows = {
            row
            for span in self.selectionModel().selection().toList()
            for row in range(span.top(), span.bottom() + 1)
            if row < len(ids)
        }
        return [ids[row] for row in sorted(rows)]

    def selected_cells(self) -> tuple[list[str], list[list[str]]]:
        """Return (headings of the visible columns, cells of the selected rows) for copying."""
        shown = self.header.shown()
        places = [self._trials.row_of(trial_id) for trial_id in self.selected_ids()]
        rows = [row for row in map(self._trials.trial_row, places) if row is not None]
        cells = [[self._trials.copied_text(row, column) for column in shown] for row in rows]
        numbers = [COLUMNS.index(column) for column in shown]
        heads = [str(self._trials.headerData(number, Qt.Orientation.Horizontal)) for number in numbers]
        return heads, cells

    def _fit_rows(self) -> None:
        """Set the height of the rows to what the font needs."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        self.cell.lines = lines_for(self.fontMetrics(), self.header.sectionSize(0))
        header.setDefaultSectionSize(row_height(self.fontMetrics(), self.cell.lines))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_sort(self, sort: str, descending: bool) -> None:
        """Show by which column the list is sorted; a key without a column shows none."""
        self.sort = (sort, descending)
        number = next((n for n, column in enumerate(COLUMNS) if column.sort == sort), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.header.setSortIndicator(number, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the detail pane on Enter, and ask to delete the selected trials on Delete."""
        if event.key() == Qt.Key.Key_Delete and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.delete_asked.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.reading_asked.emit()
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go to the first and last trial on Home and End; Qt would go to the ends of the row."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action not in ends or not self._trials.ids:
            return super().moveCursor(action, modifiers)
        row = ends[action] % len(self._trials.ids)
        return self._trials.index(row, max(self.currentIndex().column(), 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Toggle a star on a click on it, without changing the selection."""
        place = event.position().toPoint()
        trial_id = self._starred_at(place)
        self._is_chosen |= self.indexAt(place).isValid()
        if not self.indexAt(place).isValid():
            event.accept()  # below the last row Qt would clear the selection, but the current trial must be selected
        elif trial_id is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self.star_clicked.emit(trial_id)

    def _starred_at(self, place: QPoint) -> int | None:
        """Return the id of the trial whose star is at a point; None if there is none."""
        index = self.indexAt(place)
        if not index.isValid() or COLUMNS[index.column()].id != "title":
            return None
        is_star = star_box(self.visualRect(index), self.fontMetrics()).adjusted(-5, -5, 5, 5).contains(place)
        return self._trials.ids[index.row()] if is_star else None

    def let_drag(self, *, allowed: bool) -> None:
        """Allow or forbid dragging trials to another place in the list."""
        self._trials.is_in_own_order = allowed
        self.setDragEnabled(allowed)
        self.setAcceptDrops(allowed)
        self.setDropIndicatorShown(allowed)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Remember which trial is dragged."""
        self._dragged = self.current_id()
        super().startDrag(actions)
        self._dragged = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Ignore files, which the window accepts."""
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept a trial of this list."""
        event.setAccepted(self._dragged is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Report where a trial was dropped."""
        if self._dragged is None:
            event.ignore()
            return
        place = event.position().toPoint()
        index = self.indexAt(place)
        row = index.row() if index.isValid() else len(self._trials.ids)
        below = index.isValid() and place.y() > self.visualRect(index).center().y()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the list will be read again, so Qt must not move a row
        event.accept()
        self.moved.emit(self._dragged, row + below)

    def keyboardSearch(self, _letters: str) -> None:
        """Ignore letters: Qt would read every row, and words belong in the search box."""

    def _follow_text(self) -> None:
        lines = lines_for(self.fontMetrics(), self.header.sectionSize(0))
        if self.verticalHeader().defaultSectionSize() != row_height(self.fontMetrics(), lines):
            self._fit_rows()

    def _sort_by(self, sort: str) -> None:
        self.sort_asked.emit(sort, self.sort == (sort, False))

    def _selection(self, rows: list[int]) -> QItemSelection:
        """Return rows as ranges, because Qt is slow with many single rows."""
        selection = QItemSelection()
        starts = [row for row, before in zip(rows, (-2, *rows), strict=False) if row != before + 1]
        ends = [row for row, after in zip(rows, (*rows[1:], -2), strict=False) if row != after - 1]
        for start, end in zip(starts, ends, strict=True):
            selection.select(self._first_cell(start), self._first_cell(end))
        return selection

    def _first_cell(self, row: int) -> QModelIndex:
        return self._trials.index(row, 0)

    def _tell_selection(self) -> None:
        self._settle()
        self.selection_changed.emit(len(self.selected_ids()))

    def _settle(self) -> None:
        """Make sure that the current trial is a selected one, because decisions concern the selected trials.

        Qt's current row is only that of the keyboard focus; with Ctrl it may be a row that is not selected.
        """
        row, selection = self.currentIndex().row(), self.selectionModel().selection()
        if not selection.contains(self._first_cell(row)):
            row = self._trials.row_of(self._read) if self._read is not None else -1
        if not selection.contains(self._first_cell(row)):
            row = min((span.top() for span in selection.toList()), default=-1)
        read = self._trials.ids[row] if 0 <= row < len(self._trials.ids) else None
        if read != self._read:
            self._read = read
            self._is_chosen = True
            self.trial_chosen.emit(read)


def _next_left(row: int, before: Sequence[int], ids: list[int]) -> int:
    """Return the first trial from a row on that still exists, else the last one; the first if none was current."""
    left = set(ids) if before else ()
    return next((each for each in before[row:] if each in left), ids[-1 if row else 0])

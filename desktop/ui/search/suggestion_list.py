"""The list of completions below the search box."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.theme import colours
from desktop.ui.look.thousands import with_thousands
from desktop.workflows.complete_words import Completion

_COMPLETION_ROLE = Qt.ItemDataRole.UserRole + 1
_PADDING, _GAP = 10, 8  # pixels
_WIDEST = 620  # pixels at the usual text size
_USUAL_LINE = 15


class SuggestionList(QListWidget):
    """Show completions over the window; the keyboard focus stays in the search box."""

    picked = Signal(object)
    """The Completion that was clicked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("suggestions")
        self.setAccessibleName(self.tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_Line(self))
        self.itemClicked.connect(lambda item: self.picked.emit(item.data(_COMPLETION_ROLE)))
        self.hide()

    def offer(self, completions: Sequence[Completion], below: QWidget) -> None:
        """Show completions below a field of the same window, none of them chosen; hide if there are none."""
        self.clear()
        for each in completions:
            item = QListWidgetItem(each.label, self)
            item.setData(_COMPLETION_ROLE, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(each))
            item.setToolTip(tooltip(" · ".join(filter(None, (each.label, each.also)))))
        self.setVisible(bool(completions))
        if completions:
            self._place(below)

    def completions(self) -> list[Completion]:
        """Return what is offered."""
        return [self.item(row).data(_COMPLETION_ROLE) for row in range(self.count())]

    def chosen(self) -> Completion | None:
        """Return the completion that is chosen by keys; None if there is none."""
        item = self.currentItem()
        return item.data(_COMPLETION_ROLE) if item is not None and not self.isHidden() else None

    def step(self, by: int) -> None:
        """Choose the next or previous completion; beyond either end, choose none."""
        row = self.currentRow() + by
        if self.currentRow() < 0 and by < 0:
            row = self.count() - 1
        self.setCurrentRow(row if 0 <= row < self.count() else -1)

    def _place(self, below: QWidget) -> None:
        scale = max(1.0, self.fontMetrics().lineSpacing() / _USUAL_LINE)
        corner = below.mapTo(self.window(), QPoint(0, below.height() + 2))
        frame = 2 * self.frameWidth() + 2
        height = sum(self.sizeHintForRow(row) for row in range(self.count())) + frame
        room = self.window().height() - corner.y() - _PADDING
        self.setGeometry(QRect(corner, QSize(min(below.width(), round(_WIDEST * scale)), min(height, room))))
        self.scrollToTop()
        self.raise_()

    def _spoken(self, completion: Completion) -> str:
        if completion.count is None:
            return ", ".join(filter(None, (completion.label, completion.also, _kind(completion))))
        return self.tr("{0}, filter, {1} trials").format(completion.label, with_thousands(completion.count))


def _kind(completion: Completion) -> str:
    if completion.kind == "drug":
        return QCoreApplication.translate("SuggestionList", "drug")
    return QCoreApplication.translate("SuggestionList", "filter")


class _Line(QStyledItemDelegate):
    """Paint a completion: its words at the left, its number or kind at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.lineSpacing() + 9)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        completion, now = index.data(_COMPLETION_ROLE), colours()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(now.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(now.hover))
        box, metrics = option.rect.adjusted(_PADDING, 0, -_PADDING, 0), option.fontMetrics
        right = _kind(completion) if completion.count is None else with_thousands(completion.count)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(now.muted))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, right)
        box.setRight(box.right() - metrics.horizontalAdvance(right) - _GAP)
        label = metrics.elidedText(completion.label, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(QColor(now.text))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, label)
        box.setLeft(box.left() + metrics.horizontalAdvance(label) + _GAP)
        painter.setPen(QColor(now.muted))
        also = metrics.elidedText(completion.also, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, also)
        painter.restore()

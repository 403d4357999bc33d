"""Paint a number of trials: on a shade, as a total, or after a bar; the number itself is always visible."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.look.theme import Colours, colours
from desktop.ui.look.thousands import with_thousands
from desktop.ui.overview.count_model import CELL_ROLE, Cell
from desktop.ui.overview.shades import shade

PADDING = 9  # pixels at each side of a number
_GAP = 1  # pixels between the shades of two cells
_BAR_ROOM = 4  # pixels above and below a bar
_CENTRE = Qt.AlignmentFlag.AlignCenter
_BEHIND_BAR = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def ink(cell: Cell, now: Colours) -> str:
    """Return the colour in which a number is written, as "#rrggbb"."""
    return now.text if cell.number else now.muted


def ground(cell: Cell, now: Colours) -> str:
    """Return the colour behind a number, as "#rrggbb"."""
    return shade(cell.number, cell.most, now) if cell.kind == "shade" else now.base


class NumberCell(QStyledItemDelegate):
    """Paint the cells of a table of numbers."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one number."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return
        now = colours()
        box = QRect(option.rect.left(), option.rect.top(), option.rect.width(), option.rect.height())
        painter.save()
        painter.fillRect(box.adjusted(_GAP, _GAP, 0, 0), QColor(ground(cell, now)))
        if cell.begins_group:
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), QColor(now.faint))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if cell.kind == "total" else QFont.Weight.Normal)
        painter.setFont(font)
        left = _paint_bar(painter, box, cell, now) if cell.kind == "bar" else box.left()
        painter.setPen(QColor(ink(cell, now)))
        words = QRect(left, box.top(), box.right() - left, box.height())
        painter.drawText(words, _BEHIND_BAR if cell.kind == "bar" else _CENTRE, with_thousands(cell.number))
        _paint_frame(painter, box, option.state, now)
        painter.restore()


def _paint_bar(painter: QPainter, box: QRect, cell: Cell, now: Colours) -> int:
    """Paint the bar of a number, in proportion to it, and return the x position of the number."""
    room = box.width() - painter.fontMetrics().horizontalAdvance(with_thousands(cell.most)) - 3 * PADDING
    length = max(room * cell.number // max(cell.most, 1), 2 if cell.number else 0)
    bar = QRect(box.left() + PADDING, box.top() + _BAR_ROOM, length, box.height() - 2 * _BAR_ROOM)
    painter.fillRect(bar, QColor(now.accent))
    return bar.left() + length + (PADDING if length else 0)


def _paint_frame(painter: QPainter, box: QRect, state: QStyle.StateFlag, now: Colours) -> None:
    """Paint a frame round the cell with the keyboard focus or under the mouse."""
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    if has_focus or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(QPen(QColor(now.text if has_focus else now.accent), 2 if has_focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))

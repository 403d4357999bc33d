"""One line of the facet panel, and how it is painted."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme import Colours, colours

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Line behind an item."""

Mark = Literal["none", "selected", "partly", "excluded"]
_MARGIN = 12
_STEP = 18  # at a line of 16 pixels; grows with the text


@dataclass(frozen=True)
class Line:
    """Hold what a line shows; ``depth`` 0 is a facet, 1 a value or group, 2 a value in a group."""

    kind: Literal["facet", "group", "value", "search", "note"]
    facet: str
    label: str
    value: str = ""
    count: int | None = None
    mark: Mark = "none"
    depth: int = 0
    bucket: bool = False
    chosen: int = 0
    group: str = ""

    @property
    def is_gone(self) -> bool:
        """Tell whether a selected value lets nothing through any more."""
        return self.count == 0 and self.mark in ("selected", "partly")


def arrow_width(line: Line) -> int:
    """Return how far from the left, in pixels, a click on a group opens it instead of selecting it."""
    return _MARGIN + _STEP if line.kind == "group" else 0


class FacetLine(QStyledItemDelegate):
    """Paint the lines of the facet panel."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the font asks for."""
        line = index.data(LINE_ROLE)
        extra = {"facet": 18, "search": 18, "note": 8}.get(line.kind if line else "", 9)
        return QSize(100, option.fontMetrics.lineSpacing() + extra)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line) or line.kind == "search":
            return
        now = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect.left(), option.rect.top(), option.rect.width(), option.rect.height())
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and line.kind != "note"
        if hovered:
            painter.fillRect(rect, QColor(now.hover))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(now.accent), 1))
            painter.drawRoundedRect(rect.adjusted(2, 1, -3, -2), 4, 4)
        open_ = bool(option.state & QStyle.StateFlag.State_Open)
        left = _paint_left(painter, rect, line, now, is_open=open_)
        _paint_words(painter, option, QRect(left, rect.top(), rect.right() - left - _MARGIN, rect.height()), line)
        painter.restore()


def _paint_left(painter: QPainter, rect: QRect, line: Line, now: Colours, *, is_open: bool) -> int:
    """Paint arrow and check box and return where the words begin."""
    middle = rect.center().y() + (3 if line.kind == "facet" else 0)
    if line.kind == "facet":
        _arrow(painter, QPoint(_MARGIN + 4, middle), now.muted, is_open=is_open)
        return _MARGIN + _STEP
    if line.kind == "note":
        return _MARGIN + _STEP
    left = _MARGIN + _STEP
    if line.kind == "group":
        _arrow(painter, QPoint(_MARGIN + 6, middle), now.faint, is_open=is_open)
    if line.depth == 2:
        left += _STEP
    _check_box(painter, QRect(left, middle - 7, 14, 14), line.mark, now)
    return left + 22


def _arrow(painter: QPainter, at: QPoint, colour: str, *, is_open: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    closed = ((-2, -4), (3, 0), (-2, 4))
    opened = ((-4, -2), (4, -2), (0, 3))
    painter.drawPolygon(QPolygon([at + QPoint(x, y) for x, y in (opened if is_open else closed)]))


def _check_box(painter: QPainter, box: QRect, mark: Mark, now: Colours) -> None:
    filled = mark in ("selected", "partly")
    colour = now.warning if mark == "excluded" else now.accent
    painter.setPen(QPen(QColor(colour if mark != "none" else now.faint), 1.3))
    painter.setBrush(QColor(now.accent) if filled else QColor(now.base))
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(now.on_accent if filled else colour), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, y = box.left(), box.top()
    if mark == "selected":
        painter.drawPolyline([QPoint(x + 3, y + 7), QPoint(x + 6, y + 10), QPoint(x + 11, y + 4)])
    elif mark == "partly":
        painter.drawLine(x + 4, y + 7, x + 10, y + 7)
    elif mark == "excluded":
        painter.drawLine(x + 4, y + 4, x + 10, y + 10)
        painter.drawLine(x + 10, y + 4, x + 4, y + 10)


def _paint_words(painter: QPainter, option: QStyleOptionViewItem, box: QRect, line: Line) -> None:
    now = colours()
    font = QFont(option.font)
    if line.kind == "facet":
        font.setWeight(QFont.Weight.DemiBold)
        box = box.adjusted(0, 6, 0, 0)
    font.setItalic(line.bucket or line.kind == "note")
    font.setStrikeOut(line.is_gone or line.mark == "excluded")
    painter.setFont(font)
    quiet = line.kind == "note" or (line.count == 0 and line.mark == "none")
    painter.setPen(QColor(now.faint if quiet else now.text))
    number = _number(line)
    width = painter.fontMetrics().horizontalAdvance(number) + (8 if number else 0)
    words = painter.fontMetrics().elidedText(line.label, Qt.TextElideMode.ElideRight, box.width() - width)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    font.setItalic(False)
    font.setStrikeOut(False)
    painter.setFont(font)
    painter.setPen(QColor(now.accent if line.chosen else now.faint if quiet else now.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)


def _number(line: Line) -> str:
    if line.kind == "facet":
        return f"{line.chosen} chosen" if line.chosen else ""
    return "" if line.count is None else f"{line.count:,}".replace(",", "\u202f")

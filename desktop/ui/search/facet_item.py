"""One line of the facet panel, and how it is painted."""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidgetItem

from desktop.ui.look.theme import colours
from desktop.ui.look.thousands import with_thousands

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Line behind an item."""

Mark = Literal["none", "selected", "partly", "excluded"]
_MARGIN = 12
_USUAL_LINE = 15  # pixels; the sizes below are for a text line of this height and grow with it
_STEP = 18
_BOX = 14
_GAP = 8  # pixels at least between words and number


@dataclass(frozen=True)
class Line:
    """Hold what a line shows; ``depth`` 0 is a facet, 1 a value or group, 2 a value in a group."""

    kind: Literal["facet", "switch", "group", "value", "search", "note"]
    facet: str
    label: str
    value: str = ""
    count: int | None = None
    mark: Mark = "none"
    depth: int = 0
    bucket: bool = False
    chosen: int = 0
    group: str = ""
    short: str = ""
    """The label for narrow lines."""
    numbers: tuple[int, ...] = ()
    """The counts of both readings of a facet, shown instead of the count."""
    counted: tuple[str, ...] = ()
    """What each of both numbers counts, in words."""

    @property
    def branch(self) -> str:
        """Return the name of a line that can be opened: the id of a facet, or "facet/group"."""
        return f"{self.facet}/{self.group}" if self.kind == "group" else self.facet


def line_of(item: QTreeWidgetItem) -> Line:
    """Return the line of an item; an empty note if there is none yet."""
    return line if isinstance(line := item.data(0, LINE_ROLE), Line) else Line("note", "", "")


def arrow_width(line: Line, metrics: QFontMetrics) -> int:
    """Return the width at the left, in pixels, in which a click on a group opens it instead of selecting it."""
    return _MARGIN + round(_STEP * _scale(metrics)) if line.kind == "group" else 0


def _scale(metrics: QFontMetrics) -> float:
    return max(1.0, metrics.lineSpacing() / _USUAL_LINE)


class FacetLine(QStyledItemDelegate):
    """Paint the lines of the facet panel."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the font needs."""
        line = index.data(LINE_ROLE)
        extra = {"facet": 18, "search": 18, "note": 8}.get(line.kind if line else "", 9)
        return QSize(100, option.fontMetrics.lineSpacing() + extra)

    def editorEvent(self, *_: object) -> bool:
        """Leave every click and key to the panel; Qt would tick a box in another place."""
        return False

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
        left = _paint_left(painter, rect, line, _scale(option.fontMetrics), is_open=open_)
        _paint_words(painter, option, QRect(left, rect.top(), rect.right() - left - _MARGIN, rect.height()), line)
        painter.restore()


def _paint_left(painter: QPainter, rect: QRect, line: Line, scale: float, *, is_open: bool) -> int:
    """Paint arrow and check box, and return the x position of the words."""
    now = colours()
    step = round(_STEP * scale)
    middle = rect.center().y() + (3 if line.kind == "facet" else 0)
    left = _MARGIN + step
    if line.kind == "facet":
        _arrow(painter, QPointF(_MARGIN + 4 * scale, middle), scale, now.muted, is_open=is_open)
    if line.kind in ("facet", "note"):
        return left
    if line.kind == "group":
        _arrow(painter, QPointF(_MARGIN + 6 * scale, middle), scale, now.faint, is_open=is_open)
    if line.depth == 2:
        left += step
    size = _BOX * scale
    _check_box(painter, QRectF(left, middle - size / 2, size, size), line.mark, scale)
    return left + round(size + 8 * scale)


def _arrow(painter: QPainter, at: QPointF, scale: float, colour: str, *, is_open: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    closed = ((-2, -4), (3, 0), (-2, 4))
    opened = ((-4, -2), (4, -2), (0, 3))
    corners = opened if is_open else closed
    painter.drawPolygon(QPolygonF([at + QPointF(x * scale, y * scale) for x, y in corners]))


def _check_box(painter: QPainter, box: QRectF, mark: Mark, scale: float) -> None:
    now = colours()
    filled = mark in ("selected", "partly")
    colour = now.warning if mark == "excluded" else now.accent
    painter.setPen(QPen(QColor(colour if mark != "none" else now.faint), 1.3 * scale))
    painter.setBrush(QColor(now.accent) if filled else QColor(now.base))
    painter.drawRoundedRect(box, 3 * scale, 3 * scale)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(now.on_accent if filled else colour), 1.8 * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    strokes = {
        "none": (),
        "selected": (((3, 7), (6, 10), (11, 4)),),
        "partly": (((4, 7), (10, 7)),),
        "excluded": (((4, 4), (10, 10)), ((10, 4), (4, 10))),
    }
    for stroke in strokes[mark]:
        painter.drawPolyline([box.topLeft() + QPointF(x * scale, y * scale) for x, y in stroke])


def _paint_words(painter: QPainter, option: QStyleOptionViewItem, box: QRect, line: Line) -> None:
    now = colours()
    font = QFont(option.font)
    if line.kind == "facet":
        font.setWeight(QFont.Weight.DemiBold)
        box = box.adjusted(0, 6, 0, 0)
    font.setItalic(line.bucket or line.kind in ("note", "switch"))
    font.setStrikeOut(line.mark == "excluded")
    painter.setFont(font)
    quiet = line.kind == "note" or (line.count == 0 and line.mark != "excluded")
    painter.setPen(QColor(now.faint if quiet else now.text))
    words, number = fitted(line, painter.fontMetrics(), box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    font.setItalic(False)
    font.setStrikeOut(False)
    painter.setFont(font)
    painter.setPen(QColor(now.accent if line.chosen else now.faint if quiet else now.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)


def fitted(line: Line, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return (words, number) of a line that fit a width in pixels.

    With too little space the short label replaces the label, then one count replaces both counts, and only then the
    label is elided. A facet's own label is shortened later than the word "chosen".
    """
    both = _number(line)
    one = _number(replace(line, numbers=())) if line.numbers else both
    short = line.short or line.label
    if line.kind == "facet":
        one = with_thousands(line.chosen) if line.chosen else ""
    firsts = ((line.label, one),) if line.kind == "facet" else ()
    for words, number in ((line.label, both), *firsts, (short, both), (short, one)):
        room = width - (metrics.horizontalAdvance(number) + _GAP if number else 0)
        if metrics.horizontalAdvance(words) <= room:
            return words, number
    return metrics.elidedText(short, Qt.TextElideMode.ElideRight, room), one


def _number(line: Line) -> str:
    if line.kind == "facet":
        return f"{with_thousands(line.chosen)} chosen" if line.chosen else ""
    counts = line.numbers or (() if line.count is None else (line.count,))
    return " / ".join(map(with_thousands, counts))

"""A layout that places widgets side by side and starts a new line when the width is full."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_NARROWEST = 40


class FlowLayout(QLayout):
    """Hold widgets in lines, in reading direction."""

    def __init__(self, parent: QWidget, spacing: int = 6) -> None:
        super().__init__(parent)
        self._parent = parent
        self._items: list[QLayoutItem] = []
        # Qt asks for the same heights many times while it lays out a window.
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item; None after the last one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, None after the last one."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Use no more space than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Clear the heights after a change of an item."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Arrange the widgets in a rectangle."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the smallest size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the height of the highest widget, and almost no width: a widget that is too wide is cut."""
        return QSize(_NARROWEST, max((item.minimumSize().height() for item in self._items), default=0))

    def hold(self, widgets: Sequence[QWidget]) -> None:
        """Hold these widgets in this order, also for a screen reader; delete those that are held no longer."""
        before = {item.widget(): item for item in self._items}
        self._items = []
        for widget in widgets:
            if (item := before.pop(widget, None)) is None:
                self.addWidget(widget)
            else:
                self._items.append(item)
                widget.raise_()
        for widget in filter(None, before):
            widget.hide()
            widget.deleteLater()
        self.invalidate()

    def clear(self) -> None:
        """Remove all widgets and delete them."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Return the height of all lines; a widget that is lower than its line is centred in it."""
        mirrored = self._parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x, y, line = 0, 0, 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        begins = 0
        for item in self._items:
            if _is_hidden(item):
                continue
            wanted = item.sizeHint()
            size = QSize(min(wanted.width(), max(rect.width(), 1)), wanted.height())
            if size.width() < wanted.width() and item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if x and x + size.width() > rect.width():
                _centre(placed[begins:], line)
                x, y, line, begins = 0, y + line + self.spacing(), 0, len(placed)
            left = rect.right() - x - size.width() + 1 if mirrored else rect.left() + x
            placed.append((item, QRect(QPoint(left, rect.top() + y), size)))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        _centre(placed[begins:], line)
        for item, place in placed if move else ():
            item.setGeometry(place)
        return y + line


def _centre(line: list[tuple[QLayoutItem, QRect]], height: int) -> None:
    for _, place in line:
        place.translate(0, (height - place.height()) // 2)


def _is_hidden(item: QLayoutItem) -> bool:
    """Return whether a widget is explicitly hidden; a new one is not visible yet, but will be."""
    widget = item.widget()
    return (
        widget is not None and widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    )

"""A layout that places widgets side by side and starts a new line when the width is full."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_NARROWEST = 40
_Sized = tuple[QLayoutItem, int, int]  # an item, its width and its height


class FlowLayout(QLayout):
    """Hold widgets in lines, in reading direction."""

    def __init__(self, parent: QWidget, spacing: int = 6) -> None:
        super().__init__(parent)
        self._parent = parent
        self._items: list[QLayoutItem] = []
        # Qt asks for the same heights many times while it lays out a window.
        self._heights: dict[int, int] = {}
        self._sizes: list[_Sized] = []
        """The visible items; empty if they must be asked for their sizes."""
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
        self._sizes.clear()
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
            lines = self._lines(width)
            self._heights[width] = sum(map(_height, lines)) + self.spacing() * max(len(lines) - 1, 0)
        return self._heights[width]

    def invalidate(self) -> None:
        """Clear the heights after a change of an item."""
        self._heights.clear()
        self._sizes.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Arrange the widgets in a rectangle; a widget that is lower than its line is centred in it."""
        super().setGeometry(rect)
        mirrored = self._parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = rect.top()
        for line in self._lines(rect.width()):
            x, highest = 0, _height(line)
            for item, width, height in line:
                left = rect.right() - x - width + 1 if mirrored else rect.left() + x
                item.setGeometry(QRect(left, top + (highest - height) // 2, width, height))
                x += width + self.spacing()
            top += highest + self.spacing()

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

    def _lines(self, width: int) -> list[list[_Sized]]:
        """Return the visible items line by line; an item that is too wide is as wide as its line."""
        if not self._sizes:
            shown = [(item, item.sizeHint()) for item in self._items if not _is_hidden(item)]
            self._sizes = [(item, size.width(), size.height()) for item, size in shown]
        lines: list[list[_Sized]] = []
        widths = [min(wanted, max(width, 1)) for _, wanted, _ in self._sizes]
        begins = line_begins(widths, width, self.spacing())
        for (item, wanted, high), wide, is_first in zip(self._sizes, widths, begins, strict=True):
            if is_first:
                lines.append([])
            higher = wide < wanted and item.hasHeightForWidth()
            lines[-1].append((item, wide, item.heightForWidth(wide) if higher else high))
        return lines


def line_begins(widths: Iterable[int], room: int, spacing: int) -> Iterator[bool]:
    """Yield for each of some widths side by side whether a new line begins with it; all in pixels."""
    x = 0
    for place, wide in enumerate(widths):
        is_first = not place or bool(x and x + wide > room)
        yield is_first
        x = (0 if is_first else x) + wide + spacing


def _height(line: list[_Sized]) -> int:
    return max(height for _, _, height in line)


def _is_hidden(item: QLayoutItem) -> bool:
    """Return whether a widget is explicitly hidden; a new one is not visible yet, but will be."""
    widget = item.widget()
    return (
        widget is not None and widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    )

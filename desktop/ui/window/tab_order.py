"""The order in which Tab goes through the window: pane by pane, and through each pane by position."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def tab_stops(panes: Sequence[QWidget], window: QWidget) -> list[QWidget]:
    """Return the focusable widgets of these panes, in order; the first pane is a bar, from left to right.

    It is called at each Tab, because Qt's own chain has the order of creation, and chips and links come and go.
    """
    stops = []
    for number, pane in enumerate(panes):
        inside = [each for each in pane.findChildren(QWidget) if _is_stop(each)]
        stops += sorted(inside, key=lambda each: _place(each, window, in_bar=not number))
    return stops


def _is_stop(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _place(widget: QWidget, window: QWidget, *, in_bar: bool) -> tuple[int, int]:
    corner = widget.mapTo(window, QPoint())
    return (corner.x(), corner.y()) if in_bar else (corner.y(), corner.x())

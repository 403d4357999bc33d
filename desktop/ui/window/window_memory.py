"""The arrangement of the window: as it was when it was closed, or as at the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from desktop.ui.look.settings import Settings
    from desktop.ui.window.list_page import ListPage

_SIZE = (1280, 800)
_SMALLEST = (760, 480)  # pixels; enough for the panes at usual text sizes
_SHARES = (20, 48, 32)
_TITLE_LINES = 2  # the height of a title bar in lines of text


class WindowMemory(QObject):
    """Remember the arrangement of a window and its list of trials in the settings."""

    saving = Signal()
    """The settings will be written: other parts must now add what they want to remember."""

    def __init__(self, window: QMainWindow, page: ListPage, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._settings = settings

    def restore(self) -> None:
        """Arrange the window as remembered; what is not remembered, as at the first start."""
        window, settings, header = self._window, self._settings, self._page.trial_list.header
        self.arrange_as_new()
        if place := settings.numbers("place"):
            window.setGeometry(_on_a_screen(QRect(*place), window.fontMetrics().lineSpacing() * _TITLE_LINES))
        if settings.flag("maximised"):
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        if panes := settings.numbers("panes"):
            self._page.setSizes(panes)
        if columns := settings.names("columns", ()):
            widths = settings.numbers_by_name("column widths")
            by_user = settings.flag("columns sized by the user")
            header.arrange(columns, settings.names("shown columns", columns), widths if by_user else {})

    def save(self) -> None:
        """Remember the arrangement of the window."""
        window, settings, header = self._window, self._settings, self._page.trial_list.header
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        settings.remember("place", (place.x(), place.y(), place.width(), place.height()))
        settings.remember("maximised", window.isMaximized())
        settings.remember("panes", self._page.widths())
        settings.remember("columns", [column.id for column in header.in_order()])
        settings.remember("shown columns", [column.id for column in header.shown()])
        settings.remember("column widths", header.widths())
        settings.remember("columns sized by the user", header.sized_by_user)
        self.saving.emit()
        settings.save()

    def arrange_as_new(self) -> None:
        """Arrange the window as at the first start."""
        if self._window.isMaximized():
            self._window.showNormal()
        self._window.resize(*_SIZE)
        width = self._window.width()
        self._page.setSizes([width * share // 100 for share in _SHARES])
        self._page.trial_list.header.arrange_as_new()


def _on_a_screen(place: QRect, title: int) -> QRect:
    """Return a place for a window that is completely on one screen, if possible on its earlier screen.

    ``title`` is the height in pixels of the title bar, which is not part of the place.
    """
    place = QRect(place.topLeft(), QSize(*map(max, _SMALLEST, (place.width(), place.height()))))
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if any(each.contains(place) for each in screens):
        return place
    room = QGuiApplication.primaryScreen().availableGeometry()
    room = next((each for each in screens if each.contains(place.center())), room).adjusted(0, title, 0, 0)
    size = place.size().boundedTo(room.size())
    left = max(room.left(), min(place.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(place.top(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(left, top), size)

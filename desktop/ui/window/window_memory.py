"""How the window stood when it was closed, and how it stands at first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication

from desktop.ui.look.settings import Settings

if TYPE_CHECKING:
    from desktop.ui.window.main_window import MainWindow

_SIZE = (1280, 800)
_SMALLEST = (760, 480)  # pixels, in which the panes have room at usual text sizes
_SHARES = (20, 48, 32)
_TITLE_LINES = 2  # lines of text that the title bar of a window is high


class WindowMemory:
    """Keep the arrangement of a window in its settings."""

    def __init__(self, window: "MainWindow", settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def restore(self) -> None:
        """Fill and arrange the window as it was left; whatever is not remembered, as new."""
        window, settings = self._window, self._settings
        self._arrange_as_new()
        if place := settings.numbers("place"):
            window.setGeometry(_on_a_screen(QRect(*place), window.fontMetrics().lineSpacing() * _TITLE_LINES))
        if settings.flag("maximised"):
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        if panes := settings.numbers("panes"):
            window.splitter.setSizes(panes)
        header = window.trial_list.header
        if columns := settings.names("columns", ()):
            widths = settings.numbers_by_name("column widths")
            by_user = settings.flag("columns sized by the user")
            header.arrange(columns, settings.names("shown columns", columns), widths if by_user else {})
        window.refresh()

    def restore_facets(self) -> None:
        """Open and order the facets as they were left, or as new."""
        panel, settings = self._window.facet_panel, self._settings
        panel.set_orders(settings.texts_by_name("facet orders"))
        panel.open_only(settings.names("open facets", panel.first_open()))

    def save(self) -> None:
        """Remember how the window stands."""
        from desktop.ui.search.facet_panel import FacetPanel

        window, settings, header = self._window, self._settings, self._window.trial_list.header
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        settings.remember("place", place.getRect())
        settings.remember("maximised", window.isMaximized())
        settings.remember("panes", window.splitter.sizes())
        settings.remember("columns", [column.id for column in header.in_order()])
        settings.remember("shown columns", [column.id for column in header.shown()])
        settings.remember("column widths", header.widths())
        settings.remember("columns sized by the user", header.sized_by_user)
        # A window that is closed before it was painted has no facets yet, and asks the catalogue nothing for them now.
        panel = window.findChild(FacetPanel)
        if panel:
            settings.remember("open facets", panel.open_facets())
            settings.remember("facet orders", panel.orders())
        settings.save()

    def reset(self) -> None:
        """Forget everything remembered and arrange the window as new."""
        self._settings.forget_all()
        self._window.appearance.choose("system")
        self._window.appearance.set_text_size(100)
        self._window.facet_panel.set_orders({})
        if self._window.isMaximized():
            self._window.showNormal()
        self._arrange_as_new()
        self.restore_facets()
        self._window.reload()

    def _arrange_as_new(self) -> None:
        window = self._window
        window.resize(*_SIZE)
        width = window.width()
        window.splitter.setSizes([width * share // 100 for share in _SHARES])
        window.trial_list.header.arrange_as_new()


def _on_a_screen(place: QRect, title: int) -> QRect:
    """Return a place for a window that is wholly on one screen, the one it was on if that is still there.

    ``title`` is the height of the bar above the window, which is not in the place, in pixels.
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

"""How the window stood when it was closed, and how it stands at first."""

from typing import TYPE_CHECKING

from desktop.ui.settings import Settings

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

_VERSION = "1"
"""Raised when columns or panes change, so that an older memory is not forced upon them."""
_SHARES = (20, 48, 32)


class WindowMemory:
    """Keep the arrangement of a window in its settings."""

    def __init__(self, window: "MainWindow", settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def restore(self) -> None:
        """Fill and arrange the window as it was left; the first time, or after a change of its make, as new."""
        window, settings = self._window, self._settings
        self._arrange_as_new()
        if self._is_known():
            window.restoreGeometry(settings.state("window/geometry"))
            window.splitter.restoreState(settings.state("window/panes"))
            window.trial_list.header.restoreState(settings.state("window/columns"))
            window.trial_list.header.sized_by_user = settings.text("window/columns sized") == "by user"
        window.refresh()  # at last, for the header remembers by which column it was sorted

    def restore_facets(self) -> None:
        """Open and order the facets as they were left, or as new."""
        panel, settings = self._window.facet_panel, self._settings
        if not self._is_known():
            panel.open_only(panel.first_open())
            return
        orders = (pair.split("=", 1) for pair in settings.names("window/facet orders", ()) if "=" in pair)
        panel.set_orders(dict(orders))
        panel.open_only(settings.names("window/open facets", panel.first_open()))

    def _is_known(self) -> bool:
        return self._settings.text("window/version") == _VERSION

    def save(self) -> None:
        """Remember how the window stands."""
        from desktop.ui.facet_panel import FacetPanel

        window, settings = self._window, self._settings
        settings.remember("window/version", _VERSION)
        settings.remember("window/geometry", window.saveGeometry())
        settings.remember("window/panes", window.splitter.saveState())
        settings.remember("window/columns", window.trial_list.header.saveState())
        settings.remember("window/columns sized", "by user" if window.trial_list.header.sized_by_user else "by itself")
        # A window that is closed before it was painted has no facets yet, and asks the catalogue nothing for them now.
        panel = window.findChild(FacetPanel)
        if panel:
            settings.remember("window/open facets", panel.open_facets())
            settings.remember("window/facet orders", [f"{k}={v}" for k, v in panel.orders().items()])
        settings.save()

    def reset(self) -> None:
        """Forget everything remembered and arrange the window as new."""
        self._settings.forget_all()
        self._window.appearance.choose("system")
        self._window.appearance.set_text_size(100)
        self._window.facet_panel.set_orders({})
        self._arrange_as_new()
        self.restore_facets()
        self._window.reload()

    def _arrange_as_new(self) -> None:
        window = self._window
        window.resize(1280, 800)
        width = window.width()
        window.splitter.setSizes([width * share // 100 for share in _SHARES])
        window.trial_list.header.arrange_as_new()

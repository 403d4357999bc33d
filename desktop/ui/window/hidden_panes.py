"""Hide the panes beside the list, and go through the visible panes with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.look.answering_page import AnsweringPage
from desktop.ui.window.list_page import NAME as LIST
from desktop.ui.window.list_page import SIDE_PANES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from desktop.ui.search.facet_panel import FacetPanel
    from desktop.ui.trial_detail.detail_pane import DetailPane
    from desktop.ui.window.first_sight import FirstSight

_SHOWN_BY = {"show_filters": "filters", "show_reading": "reading"}


class HiddenPanes:
    """Show or hide the panes beside the list as ticked in the menu, and remember that."""

    def __init__(
        self, first: FirstSight, actions: Mapping[str, QAction], panel: FacetPanel, detail: DetailPane
    ) -> None:
        self._first = first
        self._actions = actions
        self._panel = panel
        self._detail = detail
        self.restore()
        for name, pane in _SHOWN_BY.items():
            actions[name].toggled.connect(lambda shown, pane=pane: self._show(pane, shown=shown))
        first.memory.saving.connect(self._save)

    def restore(self) -> None:
        """Hide the panes that are remembered as hidden, and show the others."""
        hidden = self._first.settings.names("hidden panes", ())
        for name, pane in _SHOWN_BY.items():
            self._actions[name].setChecked(pane not in hidden)
            self._first.page.show_pane(pane, shown=pane not in hidden)

    def read(self) -> None:
        """Go to the text of the trial, and show its pane if it is hidden."""
        self._actions["show_reading"].setChecked(True)
        self._detail.text.setFocus()

    def go(self, step: int) -> None:
        """Give the keyboard focus to the next visible pane (1), or to the previous one (-1)."""
        stops = self._stops()
        focused = QApplication.focusWidget()
        inside = [place for place, (pane, _) in enumerate(stops) if focused and pane.isAncestorOf(focused)]
        _, target = stops[((inside[0] if inside else -1) + step) % len(stops)]
        if isinstance(target, AnsweringPage):
            target.take_keyboard()
        else:
            target.setFocus()

    def panes(self) -> list[QWidget]:
        """Return the visible panes from left to right, the tool bar first."""
        return [pane for pane, _ in self._stops()]

    def _stops(self) -> list[tuple[QWidget, QWidget]]:
        """Return (pane, the widget in it that gets the keyboard focus) for the visible panes, from left to right."""
        first, page = self._first, self._first.page
        bar = (first.tool_bar, first.tool_bar.search_box)
        shown = first.pages.currentWidget()
        if first.pages.name() != LIST and shown is not None:
            return [bar, (shown, shown)]
        left, middle, right = page.panes()
        panes = [(left, self._panel), (middle, page.in_view()), (right, self._detail.text)]
        return [bar, *(each for each in panes if each[0].isVisible())]

    def _show(self, pane: str, *, shown: bool) -> None:
        self._first.page.show_pane(pane, shown=shown)

    def _save(self) -> None:
        hidden = [pane for pane in SIDE_PANES if not self._first.page.is_shown(pane)]
        self._first.settings.remember("hidden panes", hidden)

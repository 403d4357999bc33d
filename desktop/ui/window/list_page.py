"""The page of the list of trials: facets at the left, the list in the middle, the trial at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

# QEvent is named through its module: PySide makes a class when it is first named, here after the first painting.
from PySide6 import QtCore
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.look.bare_scroll_area import bare_scroll_area
from desktop.ui.trial_list.empty_list import EmptyList
from desktop.ui.trial_list.trial_list import TrialList
from desktop.ui.trial_list.trial_table_model import TrialTableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.search.results import Found, Results
    from desktop.workspace import Workspace

NAME = "trials"
_NARROWEST = (0, 260, 260)  # pixels; the facet panel computes its own width
_SHARES = (0, 10, 7)  # shares of the width that a larger window adds; the facets need no more
_FACETS, _LIST, _DETAIL = 0, 1, 2
SIDE_PANES = {"filters": _FACETS, "reading": _DETAIL}
"""The panes that can be hidden, and their places."""


class ListPage(QSplitter):
    """Hold three panes, of which the list is made first; the user can move the borders between them."""

    def __init__(self, workspace: Workspace, results: Results, parent: QWidget) -> None:
        """Show the list of trials; two empty panes reserve the space for the facets and the trial."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._catalogue = workspace.catalogue
        self._facets = workspace.facets
        self.model = TrialTableModel(self._catalogue.index.rows, self._facets, self)
        self.trial_list = TrialList(self.model)
        self.empty_list = EmptyList()
        self._list_or_hint = QStackedWidget()  # it passes the keyboard focus from page to page
        self._hint = bare_scroll_area(self.empty_list, self)
        for widget in (self.trial_list, self._hint):
            self._list_or_hint.addWidget(widget)
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._list_or_hint, 1)
        self._panes = [QWidget(), middle, QWidget()]
        self._widths: tuple[int, ...] = ()
        """The widths of the panes before one was hidden."""
        self._wished = 0
        """The width of the facets that the user or the window gave them; large text may need more."""
        self.splitterMoved.connect(self._take_wish)
        for place, pane in enumerate(self._panes):
            self.addWidget(pane)
            self._arrange(place)
        self.setHandleWidth(1)
        results.changed.connect(self._show)
        self.trial_list.sort_asked.connect(results.sort_by)

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Give the panes these widths, as far as their content allows."""
        super().setSizes(sizes)
        self._wished = sizes[_FACETS]

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        """Take back what large text has added to the width of the facets, once their content needs less."""
        handled = super().eventFilter(watched, event)
        if watched is self and event.type() == QtCore.QEvent.Type.LayoutRequest:
            handled = self.event(event)
            facets, trials, detail = self.sizes()
            pane = self._panes[_FACETS]
            needed = max(self._wished, pane.minimumWidth(), pane.minimumSizeHint().width())
            if self._wished and facets > needed:
                super().setSizes([needed, trials + facets - needed, detail])
        return handled

    def _take_wish(self) -> None:
        self._wished = self.sizes()[_FACETS]

    def set_facets(self, facets: QWidget) -> None:
        """Put the pane of the facets in its place, with the same width."""
        self._replace(_FACETS, facets)
        self.installEventFilter(self)

    def set_detail(self, detail: QWidget) -> None:
        """Put the pane of the trial in its place, with the same width."""
        self._replace(_DETAIL, detail)

    def set_chips(self, chips: QWidget) -> None:
        """Put the chips of the present filters above the list of trials."""
        self._column.insertWidget(self._column.indexOf(self._list_or_hint), chips)

    def set_news(self, news: QWidget) -> None:
        """Put the place for lines on what is new above the list of trials and its chips."""
        self._column.insertWidget(0, news)

    def set_decisions(self, bar: QWidget) -> None:
        """Put the bar of decisions below the list of trials."""
        self._column.addWidget(bar)

    def show_pane(self, name: str, *, shown: bool) -> None:
        """Show a pane beside the list, as wide as it was, or hide it."""
        pane = self._panes[SIDE_PANES[name]]
        if shown == pane.isVisibleTo(self):
            return
        self._widths = self.widths()
        pane.setVisible(shown)
        self.setSizes(self._widths)

    def is_shown(self, name: str) -> bool:
        """Return whether a pane beside the list is shown."""
        return self._panes[SIDE_PANES[name]].isVisibleTo(self)

    def widths(self) -> tuple[int, ...]:
        """Return the widths of all panes in pixels as if none were hidden."""
        before = self._widths or self.sizes()
        now = list(zip(self._panes, self.sizes(), before, strict=True))
        widths = [width if pane.isVisibleTo(self) else earlier for pane, width, earlier in now]
        lent = sum(earlier for pane, _, earlier in now if not pane.isVisibleTo(self))
        if 0 < self._wished < widths[_FACETS]:
            widths[_FACETS], lent = self._wished, lent - (widths[_FACETS] - self._wished)
        widths[_LIST] = max(_NARROWEST[_LIST], widths[_LIST] - lent)
        return tuple(widths)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the three panes from left to right."""
        return tuple(self._panes)

    def in_view(self) -> QWidget:
        """Return the list, or the pane that replaces an empty list."""
        return self.empty_list if self._list_or_hint.currentWidget() is self._hint else self.trial_list

    def show_damage(self) -> None:
        """Show the current trial as damaged, because it proved to be damaged."""
        trial_id = self.trial_list.current_id()
        if trial_id is not None:
            self.model.read_again(trial_id)

    def _show(self, found: Found) -> None:
        """Show the results; keep the selection unless the list must start at the top."""
        self.trial_list.mark(self._catalogue.index.text.words(found.query.searched))
        if found.from_first:
            self.trial_list.show_from_first(found.ids)
        elif found.is_sorted_anew:
            self.trial_list.show_sorted(found.ids)
        else:
            self.trial_list.show_trials(found.ids)
        self.trial_list.show_sort(found.sort, found.descending)
        if not found.ids:
            self.empty_list.explain(self._catalogue, self._facets, found.query)
        self._list_or_hint.setCurrentWidget(self.trial_list if found.ids else self._hint)

    def _replace(self, place: int, pane: QWidget) -> None:
        sizes = self.sizes()
        self.replaceWidget(place, pane)
        self._panes[place].deleteLater()
        self._panes[place] = pane
        self._arrange(place)
        pane.show()
        super().setSizes(sizes)  # Qt would divide the width again, with a difference of one pixel

    def _arrange(self, place: int) -> None:
        pane = self._panes[place]
        pane.setMinimumWidth(max(_NARROWEST[place], pane.minimumWidth()))
        self.setStretchFactor(place, _SHARES[place])
        self.setCollapsible(place, False)

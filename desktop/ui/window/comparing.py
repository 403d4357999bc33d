"""Compare trials in the window: when it is possible, and how to go between the list and the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.comparison.limits import FEWEST, MOST
from desktop.errors import QueryError
from desktop.trials.finding import Evidence
from desktop.ui.compare.first_use import make_comparer
from desktop.ui.look.thousands import with_thousands

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.ui.compare.compare_page import ComparePage
    from desktop.ui.compare.comparer import Comparer
    from desktop.ui.trial_detail.detail_pane import DetailPane
    from desktop.ui.window.first_sight import FirstSight

NAME = "compare"
_COUNTRY = "country"


class Comparing(QObject):
    """Show the selected trials side by side on a page, which is made at first use."""

    def __init__(self, first: FirstSight, detail: DetailPane, action: QAction) -> None:
        super().__init__(first.window)
        self._first = first
        self._detail = detail
        self._action = action
        self._comparer: Comparer | None = None
        first.page.trial_list.selection_changed.connect(self._allow)
        first.results.reloaded.connect(self.show_again)
        self._allow(len(first.page.trial_list.selected_ids()))

    @property
    def page(self) -> ComparePage | None:
        """Return the page; None before the first comparison."""
        return self._comparer.page if self._comparer else None

    def start(self, ids: Sequence[int]) -> None:
        """Compare trials with these ids; if they are too few or too many, the status line says so."""
        comparer = self._made()
        comparer.asked = self._first.patient.asked
        try:
            comparer.show(ids, self._country())
        except QueryError as fault:
            self._first.status.show_words(str(fault))
            return
        self._first.pages.show_page(NAME)
        comparer.page.table.setFocus()

    def redraw(self) -> None:
        """Show the page in the present colours."""
        if self.page:
            self.page.redraw()

    def _made(self) -> Comparer:
        if self._comparer is None:
            first = self._first
            say = first.status.show_words
            self._comparer = make_comparer(first.workspace, first.background, first.settings, say, first.window)
            page = self._comparer.page
            page.left.connect(first.show_list)
            page.trial_asked.connect(self._read)
            first.pages.add(NAME, page)
        return self._comparer

    def show_again(self) -> None:
        """Show the same trials again after a change, if at least two are left."""
        if self._comparer is None or self._first.pages.name() != NAME:
            return
        try:
            self._comparer.show_again()
        except QueryError as fault:
            self._first.show_list()
            self._first.status.show_words(str(fault))

    def _country(self) -> str:
        """Return the country for counting sites: the one in the filters, else the last chosen one."""
        filtered = [value for facet, value in self._first.state.query.selected if facet == _COUNTRY]
        return filtered[0] if len(filtered) == 1 else self._first.settings.text("export country")

    def _read(self, key: str, part: str, evidence: object) -> None:
        """Show a trial on the list page, at a sentence or a part; keep the selection in the list."""
        trial_id = self._first.workspace.catalogue.trials.id_of(key)
        if trial_id is None:
            return
        self._first.read(trial_id)
        if isinstance(evidence, Evidence):
            self._detail.show_place((evidence.section, evidence.start, evidence.end))
        else:
            self._detail.text.scrollToAnchor(part)
        self._detail.text.setFocus()

    def _allow(self, selected: int) -> None:
        is_possible = FEWEST <= selected <= MOST
        self._action.setEnabled(is_possible)
        asked = self.tr("Select {0} to {1} trials in the list to compare them; selected now: {2}")
        asked = asked.format(FEWEST, MOST, with_thousands(selected))
        self._action.setToolTip(self.tr("Show the selected trials side by side") if is_possible else asked)

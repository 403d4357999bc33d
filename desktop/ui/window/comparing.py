"""Comparing in the window: which trials, when the action is possible, and the way between the list and the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.errors import QueryError
from desktop.paths import RESOURCES
from desktop.trials.finding import Evidence
from desktop.ui.compare import compare_page
from desktop.ui.compare.compare_page import ComparePage
from desktop.ui.compare.comparison_files import ComparisonFiles
from desktop.ui.look.thousands import with_thousands
from desktop.ui.window import list_page
from desktop.workflows.compare_trials import FEWEST, MOST, compare_trials

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.ui.trial_detail.detail_pane import DetailPane
    from desktop.ui.window.first_sight import FirstSight

_COUNTRY = "country"


class Comparing(QObject):
    """Show the selected trials side by side on a page of their own, which is made when it is first needed."""

    def __init__(self, first: FirstSight, detail: DetailPane, action: QAction) -> None:
        super().__init__(first.window)
        self._first = first
        self._detail = detail
        self._action = action
        self._ids: tuple[int, ...] = ()
        self._country = ""
        self._files = ComparisonFiles(first.background, first.settings, first.status.show_words, first.window)
        self.page: ComparePage | None = None
        first.page.trial_list.selection_changed.connect(self._allow)
        first.results.reloaded.connect(self._show_again)
        self._allow(len(first.page.trial_list.selected_ids()))

    def start(self, ids: Sequence[int]) -> None:
        """Compare trials by their ids; if there are too few or too many of them the status line says so."""
        self._country = self._usual_country()
        try:
            self._show(tuple(ids))
        except QueryError as fault:
            self._first.status.show_words(str(fault))
            return
        self._first.pages.show_page(compare_page.NAME)
        self._made().table.setFocus()

    def redraw(self) -> None:
        """Show the page in the colours now in force."""
        if self.page:
            self.page.redraw()

    def _made(self) -> ComparePage:
        if self.page is None:
            self.page = page = ComparePage(self._first.pages)
            page.left.connect(self._leave)
            page.country_chosen.connect(self._count_in)
            page.trial_asked.connect(self._read)
            page.export_asked.connect(self._files.ask)
            page.copied.connect(self._first.status.show_words)
            self._first.pages.add(compare_page.NAME, page)
        return self.page

    def _show(self, ids: tuple[int, ...]) -> None:
        workspace = self._first.workspace
        comparison = compare_trials(workspace.catalogue, ids, workspace.facets, RESOURCES, self._country)
        self._ids = ids
        self._made().show_comparison(comparison)

    def _show_again(self) -> None:
        """Show the same trials again, since the catalogue has changed; of one trial alone nothing can be compared."""
        if self.page is None or self._first.pages.name() != compare_page.NAME:
            return
        left = tuple(trial_id for trial_id in self._ids if trial_id in self._first.workspace.catalogue)
        try:
            self._show(left)
        except QueryError as fault:
            self._leave()
            self._first.status.show_words(str(fault))

    def _usual_country(self) -> str:
        """Return the country to count sites in: the one that is filtered by, else the one chosen last."""
        filtered = [value for facet, value in self._first.state.query.selected if facet == _COUNTRY]
        return filtered[0] if len(filtered) == 1 else self._first.settings.text(_COUNTRY)

    def _count_in(self, country: str) -> None:
        self._first.settings.remember(_COUNTRY, country)
        self._country = country
        self._show(self._ids)

    def _leave(self) -> None:
        self._first.pages.show_page(list_page.NAME)
        self._first.page.trial_list.setFocus()

    def _read(self, key: str, part: str, evidence: object) -> None:
        """Read a trial in the list page, at a sentence or at a part; what is selected in the list stays so."""
        trial_id = self._first.workspace.catalogue.id_of(key)
        if trial_id is None:
            return
        self._leave()
        trial_list = self._first.page.trial_list
        if not trial_list.read(trial_id):
            self._first.state.clear()
            trial_list.read(trial_id)
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

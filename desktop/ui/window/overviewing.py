"""The page of the overview in the window: made when it is first wanted, and counted only while it is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.overview.overview_page import FIRST_FACETS, OverviewPage
from desktop.ui.window import list_page
from desktop.ui.window.panes import chips_of
from desktop.workflows.overview import overview

if TYPE_CHECKING:
    from desktop.catalogue.finding.query import TrialQuery
    from desktop.ui.window.first_sight import FirstSight


def make_page(first: FirstSight) -> OverviewPage:
    """Return the page of the overview, connected to the search."""
    catalogue, facets, state = first.workspace.catalogue, first.workspace.facets, first.state
    chips = chips_of(first)
    page = OverviewPage(facets, chips, first.window)

    def count() -> None:
        chosen = page.set_facets(first.settings.names("overview facets", FIRST_FACETS))
        chips.show_query(state.query, catalogue.text.other_names)
        page.show_overview(overview(catalogue, facets, state.query, *chosen))

    def choose_facets(rows: str, columns: str) -> None:
        first.settings.remember("overview facets", (rows, columns))
        page.refresh()

    def list_trials(query: TrialQuery) -> None:
        state.set_query(query)
        go_back()

    def go_back() -> None:
        first.pages.show_page(list_page.NAME)
        first.page.trial_list.setFocus()

    page.wanted.connect(count)
    page.list_asked.connect(list_trials)
    page.left.connect(go_back)
    page.facets_chosen.connect(choose_facets)
    first.results.changed.connect(lambda _: page.refresh())
    return page

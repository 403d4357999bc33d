"""The overview page in the window: made at first use, and counted only while visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.overview.overview_page import FIRST_FACETS, OverviewPage
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
        chips.show_query(state.query, catalogue.index.text.other_names)
        page.show_overview(overview(catalogue, facets, state.query, *chosen))

    def choose_facets(rows: str, columns: str) -> None:
        first.settings.remember("overview facets", (rows, columns))
        page.refresh()

    def list_trials(query: TrialQuery) -> None:
        first.steps.go_to_list(query)
        first.show_list()

    page.wanted.connect(count)
    page.list_asked.connect(list_trials)
    page.left.connect(first.show_list)
    page.facets_chosen.connect(choose_facets)
    first.results.changed.connect(lambda _: page.refresh())
    return page

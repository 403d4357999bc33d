"""Go back and forward through the views: the filters, and the page on which a list was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.ui.window import list_page

if TYPE_CHECKING:
    from desktop.catalogue.finding.query import TrialQuery
    from desktop.ui.search.search_state import SearchState
    from desktop.ui.window.pages import Pages


class _Jump(NamedTuple):
    """Hold a jump from a page to the list: the query before it, and the one whose list was asked for."""

    page: str
    before: TrialQuery
    after: TrialQuery


class ViewSteps:
    """Remember from which page the user came to a list, so that a step back leads to that page."""

    def __init__(self, state: SearchState, pages: Pages) -> None:
        self._state = state
        self._pages = pages
        self._made: list[_Jump] = []
        self._undone: list[_Jump] = []

    def go_to_list(self, query: TrialQuery) -> None:
        """Show the list of a query; a step back leads to the page that is shown now."""
        self._state.settle()
        jump = _Jump(self._pages.name(), self._state.query, query)
        self._state.set_query(query)
        self._pages.show_page(list_page.NAME)
        if jump.before != query:
            self._made, self._undone = [*self._made, jump], []

    def back(self) -> None:
        """Go back to the filters before these, and to the page on which their list was asked for."""
        self._state.settle()
        jump = self._made[-1] if self._made and self._made[-1].after == self._state.query else None
        self._state.back()
        if jump and self._state.query == jump.before:
            self._undone.append(self._made.pop())
            self._pages.show_page(jump.page)

    def forward(self) -> None:
        """Go forward again, also to a list that was asked for on another page."""
        self._state.settle()
        jump = self._undone[-1] if self._undone and self._undone[-1].before == self._state.query else None
        self._state.forward()
        if jump and self._state.query == jump.after:
            self._made.append(self._undone.pop())
            self._pages.show_page(list_page.NAME)

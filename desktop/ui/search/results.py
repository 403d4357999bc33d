"""Ask the catalogue for the results of the present query, and send them to everything that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.finding.orders import BY_REVIEW, BY_SHORTLIST
from desktop.trials.facets import NOT_STATED, SHORTLIST_FACET

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.catalogue.finding.query import TrialQuery
    from desktop.ui.search.search_state import SearchState
    from desktop.ui.search.text_look import TextLook


class Found(NamedTuple):
    """Hold the result of a query: the ids in order, the sort, and whether the list must start at the top.

    ``is_sorted_anew``: the same trials are only in another order, which the user has chosen.
    """

    query: TrialQuery
    ids: list[int]
    sort: str
    descending: bool
    from_first: bool
    is_sorted_anew: bool = False


class Results(QObject):
    """Follow the search state and send its results; all of them come from one state of the catalogue file."""

    changed = Signal(object)
    """The Found; sent inside ``catalogue.index.reading``."""
    reloaded = Signal()
    """The catalogue file has changed: a shown trial must be read again."""

    def __init__(self, catalogue: Catalogue, state: SearchState, look: TextLook, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._state = state
        self._look = look
        self._sort: tuple[str, bool] | None = None
        """The user's sort column; by default the best match comes first, or without words the list is sorted by
        title."""
        self.version = 0
        """The version of the data on the screen."""
        self.is_sending = False
        """Whether results are being sent; other work should wait until they are painted."""
        state.changed.connect(self._find)

    @property
    def is_in_first_order(self) -> bool:
        """Return whether the list has its default order."""
        return self._sort is None

    def refresh(self) -> None:
        """Send the results of the present query again."""
        self._tell(self._state.query)

    def reload(self) -> None:
        """Send the results again, and that the catalogue file has changed."""
        self.refresh()
        self.reloaded.emit()

    def sort_by(self, sort: str, descending: bool) -> None:
        """Sort by a column from now on, or by "relevance"."""
        self._sort = None if sort == "relevance" else (sort, descending)
        self._tell(self._state.query, is_sorted_anew=True)

    def _find(self, query: TrialQuery) -> None:
        """Send the results of changed filters, with the list at its top."""
        self._look.ask(query.searched, lambda: self._tell(query, from_first=True))

    def _tell(self, query: TrialQuery, *, from_first: bool = False, is_sorted_anew: bool = False) -> None:
        sort, descending = self._sort or (_first_order(query), False)
        with self._catalogue.index.reading:
            self.version = self._catalogue.index.version
            ids = self._catalogue.index.search(query, sort, descending=descending)
            self.is_sending = True
            try:
                self.changed.emit(Found(query, ids, sort, descending, from_first, is_sorted_anew))
            finally:
                self.is_sending = False


def _first_order(query: TrialQuery) -> str:
    """Return the default order of a query's results."""
    names = [value for facet, value in query.selected if facet == SHORTLIST_FACET and value != NOT_STATED]
    if query.text:
        return "relevance"
    if any(facet == BY_REVIEW for facet, _ in query.selected):
        return BY_REVIEW
    return f"{BY_SHORTLIST}{names[0]}" if len(names) == 1 else "title"

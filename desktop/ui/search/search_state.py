"""The only owner of the query: everything that filters changes it here, everything that shows results listens here."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.facets import Facets
from desktop.ui.search.typed_query import TypedQuery, typed_query

_LONGEST_HISTORY = 100


class SearchState(QObject):
    """Hold one TrialQuery and the way back to earlier ones.

    The query consists of the chosen filters and of the text in the search box, which is read again as a whole whenever
    it changes. The text stays as it is typed. When it is settled, its facet pairs become chosen filters and leave it:
    by Enter, when the keyboard leaves the box, or when a filter is changed elsewhere.
    """

    changed = Signal(object)
    """The new TrialQuery."""
    settling = Signal()
    """A filter is about to be changed elsewhere: a box that holds back typed text must send it now."""
    words_settled = Signal(str)
    """The text that the search box must show from now on."""
    cleared = Signal()
    """All filters were dropped, and all facets are read the first way again."""

    def __init__(self, names: Facets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._query = TrialQuery()
        self._chosen = TrialQuery()
        self._typed: TypedQuery | None = None
        """The meaning of the text in the box; None if nothing was typed since it was settled."""
        self._problem = ""
        self._before_typing = TrialQuery()
        self._earlier: list[TrialQuery] = []
        self._later: list[TrialQuery] = []

    @property
    def query(self) -> TrialQuery:
        """Return the present query."""
        return self._query

    @property
    def problem(self) -> str:
        """Return what is not understood in the text of the box, "" if all is."""
        return self._problem

    def type_text(self, text: str, *, complete: bool = False) -> None:
        """Search for the whole text of the search box, in addition to the chosen filters.

        ``complete`` settles it: nothing more is being typed.
        """
        if self._typed is None:
            self._before_typing = self._query
        self._typed = typed_query(text, self._chosen, self._names, complete=complete)
        self._problem = self._typed.problem
        self._show(self._typed.query)
        if complete:
            self._settle()

    def settle(self) -> None:
        """Make the typed facet pairs chosen filters; the words, and what is no filter yet, stay in the box."""
        self.settling.emit()
        self._settle()

    def set_query(self, query: TrialQuery) -> None:
        """Change to another query; the user can come back to the former one."""
        self.settle()
        if query != self._query:
            self._leave(self._query)
        self._go(query)

    def toggle(self, facet: str, value: str) -> None:
        """Select a value, or deselect it; an excluded value is only let in again."""

        def toggled(query: TrialQuery) -> TrialQuery:
            is_excluded = (facet, value) in query.excluded
            return query.without(facet, value) if is_excluded else query.toggled(facet, value)

        self._change(toggled)

    def exclude(self, facet: str, value: str) -> None:
        """Exclude a value, or let it in again."""
        self._change(lambda query: query.excluding(facet, value))

    def select(self, facet: str, values: Iterable[str]) -> None:
        """Select exactly these values of a facet."""
        self._change(lambda query: query.selecting(facet, values))

    def read_again(self, facet: str) -> None:
        """Read the chosen values of a facet the other way."""
        self._change(lambda query: query.read_again(facet))

    def drop(self, facet: str, value: str) -> None:
        """Neither select nor exclude a value."""
        self._change(lambda query: query.without(facet, value))

    def take_cohorts_together(self, together: bool) -> None:
        """Let the values of several facets come from different cohorts of a trial, or from one alone."""
        self._change(lambda query: replace(query, across_cohorts=together))

    def set_text(self, text: str) -> None:
        """Search for other words."""
        self.settle()
        self.set_query(self._query.with_text(text))

    def clear(self) -> None:
        """Show all trials, each facet read the first way, and empty the search box."""
        self.set_query(TrialQuery())
        self.cleared.emit()

    def back(self) -> None:
        """Go back to the query before this one."""
        self.settle()
        if self._earlier:
            self._later.append(self._query)
            self._go(self._earlier.pop())

    def forward(self) -> None:
        """Go forward to the query from which the user went back."""
        self.settle()
        if self._later:
            self._earlier.append(self._query)
            self._go(self._later.pop())

    def can_go_back(self) -> bool:
        """Tell whether there is an earlier query."""
        return bool(self._earlier) or (self._typed is not None and self._query != self._before_typing)

    def can_go_forward(self) -> bool:
        """Tell whether there is a later query."""
        return bool(self._later)

    def _change(self, changed: Callable[[TrialQuery], TrialQuery]) -> None:
        """Choose other filters, including those typed meanwhile."""
        self.settle()
        query = changed(self._query)
        if query != self._query:
            self._leave(self._query)
        self._chosen = query
        self._show(query)

    def _settle(self) -> None:
        if self._typed is None:
            return
        typed, self._typed = self._typed, None
        if self._query != self._before_typing:
            self._leave(self._before_typing)
        self._chosen = self._query
        self.words_settled.emit(typed.rest)

    def _leave(self, query: TrialQuery) -> None:
        """Remember a query that the user can come back to."""
        self._earlier = [*self._earlier, query][-_LONGEST_HISTORY:]
        self._later = []

    def _go(self, query: TrialQuery) -> None:
        """Search for a query; the box shows only its words."""
        self._chosen = query
        self._problem = ""
        self._show(query)
        self.words_settled.emit(query.text)

    def _show(self, query: TrialQuery) -> None:
        if (query, query.unfinished) == (self._query, self._query.unfinished):
            return
        self._query = query
        self.changed.emit(query)

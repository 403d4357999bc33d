"""Own the query: all filters change it here, and everything that shows results listens here."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.facets import Facets
from desktop.ui.search.typed_query import TypedQuery, typed_query

_LONGEST_HISTORY = 100


class SearchState(QObject):
    """Hold one TrialQuery, and the earlier ones to go back to.

    The query consists of the chosen filters and the text in the search box, which is parsed again at each change. The
    typed text is unchanged until it is settled: on Enter, when the keyboard focus leaves the box, or when a filter is
    changed elsewhere. Then its facet pairs become chosen filters and are removed from the text.
    """

    changed = Signal(object)
    """The new TrialQuery."""
    settling = Signal()
    """A filter will be changed elsewhere: a box with unsent text must send it now."""
    words_settled = Signal(str)
    """The text that the search box must show from now on."""
    cleared = Signal()
    """All filters were removed, and all facets have their first reading again."""

    def __init__(self, names: Facets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._query = TrialQuery()
        self._chosen = TrialQuery()
        self._typed: TypedQuery | None = None
        """The parsed text of the box; None if nothing was typed since it was settled."""
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
        """Return the error in the text of the box; "" if there is none."""
        return self._problem

    def type_text(self, text: str, *, complete: bool = False) -> None:
        """Search for the whole text of the search box, in addition to the chosen filters.

        ``complete`` settles the text: the user has finished typing.
        """
        if self._typed is None:
            self._before_typing = self._query
        self._typed = typed_query(text, self._chosen, self._names, complete=complete)
        self._problem = self._typed.problem
        self._show(self._typed.query)
        if complete:
            self._settle()

    def settle(self) -> None:
        """Turn the typed facet pairs into chosen filters; words and incomplete pairs stay in the box."""
        self.settling.emit()
        self._settle()

    def set_query(self, query: TrialQuery) -> None:
        """Change to another query; the user can go back to the earlier one."""
        self.settle()
        if query != self._query:
            self._leave(self._query)
        self._go(query)

    def toggle(self, facet: str, value: str) -> None:
        """Select or deselect a value; for an excluded value, only end the exclusion."""

        def toggled(query: TrialQuery) -> TrialQuery:
            is_excluded = (facet, value) in query.excluded
            return query.without(facet, value) if is_excluded else query.toggled(facet, value)

        self._change(toggled)

    def narrow(self, facet: str, value: str, group_facet: str, group: str) -> None:
        """Select a value instead of its group, which is a value of another facet."""
        self._change(lambda query: query.without(group_facet, group).toggled(facet, value))

    def exclude(self, facet: str, value: str) -> None:
        """Exclude a value, or end its exclusion."""
        self._change(lambda query: query.excluding(facet, value))

    def select(self, facet: str, values: Iterable[str]) -> None:
        """Select exactly these values of a facet."""
        self._change(lambda query: query.selecting(facet, values))

    def read_again(self, facet: str) -> None:
        """Use the other reading for the chosen values of a facet."""
        self._change(lambda query: query.read_again(facet))

    def drop(self, facet: str, value: str) -> None:
        """Neither select nor exclude a value."""
        self._change(lambda query: query.without(facet, value))

    def take_cohorts_together(self, together: bool) -> None:
        """Allow the values of several facets to come from different cohorts of a trial, or only from one."""
        self._change(lambda query: replace(query, across_cohorts=together))

    def set_text(self, text: str) -> None:
        """Search for other words."""
        self.settle()
        self.set_query(self._query.with_text(text))

    def clear(self) -> None:
        """Remove all filters and second readings, and empty the search box."""
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
        """Return whether there is an earlier query."""
        return bool(self._earlier) or (self._typed is not None and self._query != self._before_typing)

    def can_go_forward(self) -> bool:
        """Return whether there is a later query."""
        return bool(self._later)

    def _change(self, changed: Callable[[TrialQuery], TrialQuery]) -> None:
        """Change the filters, including those that were just typed."""
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
        """Remember a query that the user can go back to."""
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

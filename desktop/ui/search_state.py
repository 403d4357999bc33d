"""The sole owner of what is being looked for: everything that filters asks here, everything that shows listens here."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from desktop.catalogue.query import TrialQuery

_LONGEST_HISTORY = 100


class SearchState(QObject):
    """Hold one TrialQuery and the way back to earlier ones."""

    changed = Signal(object)
    """The new TrialQuery."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._query = TrialQuery()
        self._earlier: list[TrialQuery] = []
        self._later: list[TrialQuery] = []

    @property
    def query(self) -> TrialQuery:
        """Return the query in force."""
        return self._query

    def set_query(self, query: TrialQuery) -> None:
        """Look for something else; the query left behind can be come back to."""
        if query == self._query:
            return
        self._earlier = [*self._earlier, self._query][-_LONGEST_HISTORY:]
        self._later = []
        self._go(query)

    def toggle(self, facet: str, value: str) -> None:
        """Select a value, or deselect it; a value that is excluded is only let in again."""
        if (facet, value) in self._query.excluded:
            self.set_query(self._query.without(facet, value))
        else:
            self.set_query(self._query.toggled(facet, value))

    def exclude(self, facet: str, value: str) -> None:
        """Exclude a value, or no longer."""
        self.set_query(self._query.excluding(facet, value))

    def select(self, facet: str, values: Iterable[str]) -> None:
        """Select exactly these values of a facet."""
        self.set_query(self._query.selecting(facet, values))

    def read_again(self, facet: str) -> None:
        """Read the chosen values of a facet the other way."""
        self.set_query(self._query.read_again(facet))

    def drop(self, facet: str, value: str) -> None:
        """Neither select nor exclude a value."""
        self.set_query(self._query.without(facet, value))

    def set_text(self, text: str) -> None:
        """Search for other words."""
        self.set_query(self._query.with_text(text))

    def clear(self) -> None:
        """Show all trials."""
        self.set_query(TrialQuery())

    def back(self) -> None:
        """Go back to the query before this one."""
        if self._earlier:
            self._later.append(self._query)
            self._go(self._earlier.pop())

    def forward(self) -> None:
        """Go to the query that was gone back from."""
        if self._later:
            self._earlier.append(self._query)
            self._go(self._later.pop())

    def can_go_back(self) -> bool:
        """Tell whether there is an earlier query."""
        return bool(self._earlier)

    def can_go_forward(self) -> bool:
        """Tell whether there is a later query."""
        return bool(self._later)

    def _go(self, query: TrialQuery) -> None:
        self._query = query
        self.changed.emit(query)

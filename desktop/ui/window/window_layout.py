"""Where the parts stand in the window: facets at the left, the list in the middle, the trial at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

_NARROWEST = (0, 260, 260)  # pixels; the facets know how much their words need
_SHARES = (0, 10, 7)  # of the room that a larger window gives: facets need no more
_FACETS, _DETAIL = 0, 2


class WindowLayout(QSplitter):
    """Hold the three panes; the user moves the borders between them."""

    def __init__(self) -> None:
        """Leave room for all that is to stand in it."""
        super().__init__(Qt.Orientation.Horizontal)
        self._trials: QWidget | None = None
        self._hint: QWidget | None = None
        middle = QWidget()  # a widget that has a splitter for its parent is in it at once
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._list_or_hint = QStackedWidget(middle)  # it hands the keyboard on from page to page
        self._column.addWidget(self._list_or_hint, 1)
        for pane in (QWidget(), middle, QWidget()):
            self.addWidget(pane)
        for place in range(self.count()):
            self._arrange(place)
        self.setHandleWidth(1)

    def set_trials(self, trials: QWidget) -> None:
        """Set the list of trials into the middle."""
        self._trials = trials
        self._list_or_hint.addWidget(trials)

    def set_facets(self, facets: QWidget) -> None:
        """Set the pane of the facets into its place, as wide as that is."""
        self._replace(_FACETS, facets)

    def set_detail(self, detail: QWidget) -> None:
        """Set the pane of the trial into its place, as wide as that is."""
        self._replace(_DETAIL, detail)

    def set_chips(self, chips: QWidget) -> None:
        """Set the filters in force above the list of trials."""
        self._column.insertWidget(0, chips)

    def set_hint(self, hint: QWidget) -> None:
        """Set what takes the place of the list of trials while it is empty."""
        self._hint = hint
        self._list_or_hint.addWidget(hint)

    def show_list(self, *, filled: bool) -> None:
        """Show the list of trials, or the hint in its place."""
        self._list_or_hint.setCurrentWidget(self._trials if filled or self._hint is None else self._hint)

    def _replace(self, place: int, pane: QWidget) -> None:
        sizes = self.sizes()
        self.replaceWidget(place, pane).deleteLater()
        self._arrange(place)
        pane.show()
        self.setSizes(sizes)  # Qt would share the room out again, a pixel differently

    def _arrange(self, place: int) -> None:
        pane = self.widget(place)
        pane.setMinimumWidth(max(_NARROWEST[place], pane.minimumWidth()))
        self.setStretchFactor(place, _SHARES[place])
        self.setCollapsible(place, False)

"""Where the parts stand in the window: facets at the left, the list in the middle, the trial at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

_NARROWEST = (190, 260, 260)
_SHARES = (4, 10, 7)


class WindowLayout(QSplitter):
    """Hold the three panes; the user moves the borders between them."""

    def __init__(self, facets: QWidget, chips: QWidget, trials: QWidget, hint: QWidget, detail: QWidget) -> None:
        """Set the chips above the list of trials, whose place the hint takes while it is empty."""
        super().__init__(Qt.Orientation.Horizontal)
        self._trials, self._hint = trials, hint
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list_or_hint = QStackedWidget(middle)
        self._list_or_hint.addWidget(trials)
        self._list_or_hint.addWidget(hint)
        column.addWidget(chips)
        column.addWidget(self._list_or_hint, 1)
        for place, pane in enumerate((facets, middle, detail)):
            self.addWidget(pane)
            pane.setMinimumWidth(_NARROWEST[place])
            self.setStretchFactor(place, _SHARES[place])
            self.setCollapsible(place, False)
        self.setHandleWidth(1)

    def show_list(self, *, filled: bool) -> None:
        """Show the list of trials, or the hint in its place."""
        self._list_or_hint.setCurrentWidget(self._trials if filled else self._hint)

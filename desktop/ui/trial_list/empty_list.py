"""The pane instead of an empty list: why it is empty, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.look.thousands import with_thousands_in
from desktop.workflows.ways_out import WayOut, ways_out

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.catalogue.catalogue import Catalogue
    from desktop.catalogue.finding.query import TrialQuery
    from desktop.trials.facets import Facets
    from desktop.workflows.did_you_mean import Spelling

_MOST_WAYS = 4


class EmptyList(QWidget):
    """Say why the list is empty, and offer remedies."""

    way_chosen = Signal(object)
    """The TrialQuery to search for instead."""
    import_asked = Signal()
    clear_asked = Signal()
    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 40, 32, 32)
        layout.setSpacing(8)
        self._headline = QLabel(self)
        self._headline.setObjectName("title")
        self._hint = QLabel(self)
        self._hint.setObjectName("muted")
        for label in (self._headline, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self.spellings: Callable[[TrialQuery], Sequence[Spelling]] = lambda _query: ()
        """Returns other spellings for words of a query that occur in no trial."""
        self._ways: list[QPushButton] = []
        self._ways_column = QVBoxLayout()
        layout.addLayout(self._ways_column)
        self._import = QPushButton(self.tr("Import files…"), self)
        self._import.clicked.connect(self.import_asked)
        self._clear = QPushButton(self.tr("Clear all filters"), self)
        self._clear.clicked.connect(self.clear_asked)
        for button in (self._import, self._clear):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def explain(self, catalogue: Catalogue, facets: Facets, query: TrialQuery) -> None:
        """Say why a query finds nothing."""
        if len(catalogue) == 0:
            self._show_no_trials()
        else:
            spellings, described = self.spellings(query), query.describe(facets)
            self._show_no_match(described, spellings, ways_out(catalogue, facets, query))

    def _show_no_trials(self) -> None:
        """Say that the catalogue holds nothing yet."""
        self._show(self.tr("There are no trials here yet."), self.tr("Import documents, or drop files on the window."))
        self._import.show()
        self._clear.hide()
        self._offer(())

    def _show_no_match(self, described: str, spellings: Sequence[Spelling], ways: Sequence[WayOut]) -> None:
        """Say that no trial matches, and offer other spellings of the words, else single conditions to remove."""
        hint = self.tr("There are trials after one of these changes:") if ways and not spellings else ""
        self._show(self.tr("No trial matches {0}.").format(described), hint)
        self._import.hide()
        self._clear.setVisible(not ways and not spellings)
        self._offer(
            [(self._spelt(each), each.query) for each in spellings]
            + [(self._without(way), way.query) for way in ways[:_MOST_WAYS]]
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Refresh when it is shown."""
        super().paintEvent(event)
        self.painted.emit()

    def ways(self) -> list[QPushButton]:
        """Return the buttons for other spellings and for conditions to remove."""
        return list(self._ways)

    def _show(self, headline: str, hint: str) -> None:
        self._headline.setText(headline)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _spelt(self, spelling: Spelling) -> str:
        label = self.tr("Did you mean {0}?").format(spelling.query.text)
        return f"{label} {self._trials(spelling.count)}" if spelling.count is not None else label

    def _without(self, way: WayOut) -> str:
        if way.wider:
            return self.tr("with {0}: {1}").format(way.label, self._trials(way.trials))
        return self.tr("without {0}: {1}").format(way.label, self._trials(way.trials))

    def _trials(self, count: int) -> str:
        return with_thousands_in(self.tr("%n trial(s)", "", count), count)

    def _offer(self, offers: Sequence[tuple[str, TrialQuery]]) -> None:
        for button in self._ways:
            self._ways_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._ways = []
        for label, query in offers:
            button = QPushButton(label.replace("&", "&&"), self)
            button.setObjectName("link")
            button.clicked.connect(lambda _=False, query=query: self.way_chosen.emit(query))
            self._ways_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._ways.append(button)

"""The overview page: two facets by each other, status by phase, and start years."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.trials.facets import Facets, tree_of
from desktop.ui.look.answering_page import AnsweringPage
from desktop.ui.look.flow_bar import flow_bar
from desktop.ui.overview.count_table import CountTable
from desktop.ui.overview.three_parts import ThreeParts
from desktop.workflows.overview import COLUMNS, ROWS, Matrix, Overview

FIRST_FACETS = (COLUMNS, ROWS)
"""The facets at the first start. Many classes are easier to read as rows than as columns."""


class OverviewPage(AnsweringPage):
    """Show an overview, and report the user's choice of numbers and facets; it is counted only while visible."""

    list_asked = Signal(object)
    """The TrialQuery of the list behind a number."""
    facets_chosen = Signal(str, str)
    """The facets that the user wants for rows and columns."""

    def __init__(self, facets: Facets, chips: QWidget, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``chips`` show the active filters."""
        super().__init__(parent)
        self._facets = facets
        self.rows, self.columns = (self._choice(words) for words in (self.tr("Rows"), self.tr("Columns")))
        self._chosen = FIRST_FACETS
        self.matrix, self.statuses, self.years = CountTable(), CountTable(), CountTable()
        self.parts = ThreeParts((self.matrix, self.statuses, self.years), self)
        self.note = self.parts.note
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (chips, self._controls(), self.parts):
            column.addWidget(widget, 1 if widget is self.parts else 0)
        self._show_choices()
        for choice in (self.rows, self.columns):
            choice.currentIndexChanged.connect(self._choose)
        for table in (self.matrix, self.statuses, self.years):
            table.chosen.connect(self.list_asked)

    def set_facets(self, wanted: Sequence[str]) -> tuple[str, str]:
        """Set and return the facets of rows and columns: those wanted, if they are two existing facets."""
        known = [facet.id for facet in self._facets.all]
        rows, columns = (*wanted, "", "")[:2]
        is_possible = rows in known and columns in known and rows != columns
        self._chosen = (rows, columns) if is_possible else FIRST_FACETS
        self._show_choices()
        return self._chosen

    def show_overview(self, shown: Overview) -> None:
        """Show an overview."""
        self.is_stale = False
        self.note.setText(self._note(shown))
        heads = (self._heading(shown.matrix), self._heading(shown.statuses), shown.years.rows.label)
        self.parts.show_matrices((shown.matrix, shown.statuses, shown.years), heads)

    def take_keyboard(self) -> None:
        """Give the keyboard focus to the matrix."""
        self.matrix.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.parts.arrange()

    def _controls(self) -> QWidget:
        bar, flow = flow_bar(self)
        for choice in (self.rows, self.columns):
            flow.addWidget(_labelled(choice, bar))
        swap = QPushButton(self.tr("Swap"), bar)
        swap.clicked.connect(lambda: self.facets_chosen.emit(*self._chosen[::-1]))
        flow.addWidget(swap)
        return bar

    def _choice(self, words: str) -> QComboBox:
        choice = QComboBox(self)
        choice.setAccessibleName(words)
        for facet in self._facets.all:
            choice.addItem(facet.label, facet.id)
        return choice

    def _choose(self) -> None:
        """Use the chosen facets; if one was on the other side, exchange the two."""
        rows, columns = self.rows.currentData(), self.columns.currentData()
        if rows == columns:
            is_row = rows != self._chosen[0]
            rows, columns = (rows, self._chosen[0]) if is_row else (self._chosen[1], columns)
        self.facets_chosen.emit(rows, columns)

    def _show_choices(self) -> None:
        for choice, facet in zip((self.rows, self.columns), self._chosen, strict=True):
            was_blocked = choice.blockSignals(True)
            choice.setCurrentIndex(choice.findData(facet))
            choice.blockSignals(was_blocked)

    def _heading(self, shown: Matrix) -> str:
        return self.tr("{0} × {1}").format(shown.rows.label, shown.columns.label if shown.columns else "")

    def _note(self, shown: Overview) -> str:
        """Return an explanation of the numbers, if the present filters and facets need one."""
        if not shown.matrix.rows.values:
            is_empty = shown.matrix.query.is_empty()
            return self.tr("There are no trials here yet.") if is_empty else self.tr("No trial matches the filters.")
        axes = [
            axis for each in (shown.matrix, shown.statuses, shown.years) for axis in (each.rows, each.columns) if axis
        ]
        words = [self.tr("A click or Enter on a number lists its trials.")]
        if any(axis.is_multiple for axis in axes[:2]):
            words.append(self.tr("A trial with several values is counted with each."))
        chosen = {tree_of(facet) for facet, _ in shown.matrix.query.selected}
        own = dict.fromkeys(axis.label for axis in axes if tree_of(axis.facet) in chosen)
        if own:
            words.append(
                self.tr("A table counts without what is chosen in its own filters ({0}); a click replaces it.").format(
                    ", ".join(own)
                )
            )
        return " ".join(words)


def _labelled(choice: QComboBox, parent: QWidget) -> QWidget:
    pair = QWidget(parent)
    line = QHBoxLayout(pair)
    line.setContentsMargins(0, 0, 0, 0)
    label = QLabel(choice.accessibleName(), pair)
    label.setBuddy(choice)
    line.addWidget(label)
    line.addWidget(choice)
    return pair

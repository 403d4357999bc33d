"""The values of a trial as chips: a click shows the sentence, the menu filters by the value."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from desktop.catalogue.stored import StoredTrial
from desktop.facets.definitions import Facets
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.marked_text import tooltip

_SAID_WHEN_SILENT = ("phase", "her2", "hr")
_LEFT_OUT = ("kind", "sources")


class TrialChips(QFrame):
    """Show what the facets say of one trial."""

    evidence_asked = Signal(str, str)
    """Facet, value: show the sentence behind it."""
    filter_asked = Signal(str, str)
    exclude_asked = Signal(str, str)

    def __init__(self, facets: Facets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = facets
        self._flow = FlowLayout(self, spacing=5)
        self.setAccessibleName(self.tr("Values of this trial"))

    def show_trial(self, stored: StoredTrial) -> None:
        """Show the values of a trial in the order of the facets; the main facets also when they are silent."""
        self._flow.clear()
        found = dict.fromkeys((finding.facet, finding.value) for finding in stored.findings)
        for facet in self._facets.all:
            values = [value for which, value in found if which == facet.id]
            order = [value.id for value in facet.values]
            values.sort(key=lambda value: order.index(value) if value in order else len(order))
            if facet.id not in _LEFT_OUT:
                for value in values:
                    self._add(facet.id, value)
            if not values and facet.id in _SAID_WHEN_SILENT:
                self._add_silent(facet.short)
        self.updateGeometry()

    def _add(self, facet: str, value: str) -> None:
        known = self._facets[facet]
        words = known.short_of(value) if facet in ("drug_classes", "setting", "status") else ""
        chip = self._chip(words or f"{known.short}: {known.short_of(value)}")
        hint = self.tr("Click to see the sentence behind it")
        chip.setToolTip(tooltip(f"{known.label}: {known.label_of(value)}\n{hint}"))
        chip.clicked.connect(lambda: self.evidence_asked.emit(facet, value))
        menu = QMenu(chip)
        menu.addAction(self.tr("Show the sentence behind it")).triggered.connect(
            lambda: self.evidence_asked.emit(facet, value)
        )
        menu.addAction(self.tr("Show trials with this value")).triggered.connect(
            lambda: self.filter_asked.emit(facet, value)
        )
        menu.addAction(self.tr("Exclude trials with this value")).triggered.connect(
            lambda: self.exclude_asked.emit(facet, value)
        )
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(partial(_pop_up, menu, chip))

    def _add_silent(self, label: str) -> None:
        chip = self._chip(self.tr("{0}: not stated").format(label))
        chip.setProperty("empty", True)
        chip.setEnabled(False)

    def _chip(self, words: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.setText(words.replace("&", "&&"))
        chip.setAccessibleName(words)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._flow.addWidget(chip)
        return chip


def _pop_up(menu: QMenu, chip: QToolButton, place: object) -> None:
    menu.exec(chip.mapToGlobal(place))

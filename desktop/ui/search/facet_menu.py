"""The menu of a line of the facet panel: the less frequent actions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.trials.facets import Facet
from desktop.ui.search.facet_item import Line

ORDERS = ("clinical", "count", "name")


class FacetMenu(QMenu):
    """Offer to select a value, exclude it, or select only it; for its facet offer the presets and the order."""

    toggled = Signal(str, str)
    excluded = Signal(str, str)
    chosen = Signal(str, object)
    reordered = Signal(str, str)
    """(facet, one of ORDERS)."""

    def __init__(self, line: Line, facet: Facet, reading: str, order: str, parent: QWidget) -> None:
        """Build the menu; ``reading`` is the id of the facet in its present reading, ``order`` the present order."""
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)  # as a child of the panel it would live as long as the panel
        if line.kind == "value":
            self._add_value(line, reading)
        elif line.kind == "group" and line.value:
            self._add_value(line, facet.first_level)
        for preset in facet.presets:
            self._add(preset.label, partial(self.chosen.emit, reading, preset.values))
        self._add(self.tr("Select none"), lambda: self.chosen.emit(facet.id, ()))
        if not facet.grouped:
            self._add_orders(facet.id, order)

    def _add_value(self, line: Line, reading: str) -> None:
        label = self.tr("Do not select") if line.mark == "selected" else self.tr("Select")
        self._add(label, lambda: self.toggled.emit(reading, line.value))
        self._add(self.tr("Only this"), lambda: self.chosen.emit(reading, (line.value,)))
        label = self.tr("Do not exclude") if line.mark == "excluded" else self.tr("Exclude (Delete, or Alt+click)")
        self._add(label, lambda: self.excluded.emit(reading, line.value))
        self.addSeparator()

    def _add_orders(self, facet: str, order: str) -> None:
        self.addSeparator()
        words = (self.tr("Clinical order"), self.tr("Most trials first"), self.tr("A to Z"))
        for each, label in zip(ORDERS, words, strict=True):
            action = self.addAction(label)
            action.setCheckable(True)
            action.setChecked(order == each)
            action.triggered.connect(lambda _=False, each=each: self.reordered.emit(facet, each))

    def _add(self, label: str, call: Callable[[], None]) -> None:
        self.addAction(label).triggered.connect(lambda _=False: call())

"""The page of a comparison: its bar, the table, and the pane with the sentences of a cell."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.comparison.parts import Comparison
from desktop.paths import RESOURCES
from desktop.ui.compare.compare_table import CompareTable
from desktop.ui.compare.evidence_pane import EvidencePane
from desktop.ui.look.flow_layout import FlowLayout
from desktop.workflows.compare_trials import copied_comparison

_TABLE, _PANE = 68, 32  # shares of the height


class ComparePage(QWidget):
    """Show trials side by side, and report what the user asks for."""

    left = Signal()
    """The user wants to go back to the list."""
    country_chosen = Signal(str)
    """The country whose sites the user wants to count, "" for all."""
    trial_asked = Signal(str, str, object)
    """(key of a trial, part of its sheet, Evidence to show or None)."""
    export_asked = Signal(object)
    """The Comparison that the user wants to write to a file."""
    copied = Signal(str)
    """The sentence that says that the table is on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = Comparison((), ())
        self.table = CompareTable(self)
        self.setFocusProxy(self.table)
        self.pane = EvidencePane(self)
        self.back = QPushButton(self.tr("← &Back to the list"), self)
        self.heading = QLabel(self)
        self.only_differences = QPushButton(self)
        self.only_differences.setCheckable(True)
        self.with_patient = QCheckBox(self.tr("The patient's rows in copies and files too"), self)
        self.country = QComboBox(self)
        self.pin = QPushButton(self.tr("&Pin this trial"), self)
        self.copy = QPushButton(self.tr("&Copy"), self)
        self.export = QPushButton(self.tr("&Print or export…"), self)
        self._build()
        self._connect()

    @property
    def shown(self) -> Comparison:
        """Return the shown comparison: perhaps only its differences, the pinned trial first."""
        shown = self.table.comparison
        return shown if self.table.pinned < 0 else shown.with_first(self.table.pinned)

    @property
    def leaving(self) -> Comparison:
        """Return the comparison to copy and export: as shown, but with data of a patient only if that is ticked."""
        return self.shown if self.with_patient.isChecked() else self.shown.without_patient

    def show_comparison(self, comparison: Comparison) -> None:
        """Show a comparison; the pane below stays open."""
        self._comparison = comparison
        self.with_patient.setVisible(comparison.is_of_patient)
        self.with_patient.setChecked(False)
        self._offer_countries(comparison)
        self._show()

    def redraw(self) -> None:
        """Draw the page again in the present colours."""
        self.pane.redraw()
        self.table.viewport().update()

    def copy_table(self) -> None:
        """Put the table on the clipboard, as tab-separated text and as HTML."""
        lines, html = copied_comparison(self.leaving, RESOURCES)
        data = QMimeData()
        data.setText(lines)
        data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)
        self.copied.emit(self.tr("The comparison is on the clipboard"))

    def open_pane(self) -> None:
        """Show the sentences of the current cell."""
        if self.table.currentIndex().isValid():
            self.pane.show()
            self._show_behind()

    def close_pane(self) -> None:
        """Hide the sentences; give the keyboard focus back to the table."""
        self.pane.hide()
        self.table.setFocus()

    def _build(self) -> None:
        bar = self._filled_bar()
        self._same = QLabel(self.tr("These trials say the same of every fact."), self)
        self._same.setObjectName("muted")
        self._same.setMargin(24)
        self._same.hide()
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pane)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([_TABLE * 10, _PANE * 10])
        splitter.setStretchFactor(0, _TABLE)
        splitter.setStretchFactor(1, _PANE)
        self.pane.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._same)
        column.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def _filled_bar(self) -> QFrame:
        """Return the bar above the table with its buttons."""
        bar, inside = QFrame(self), QWidget(self)
        bar.setObjectName("bar")
        around = QVBoxLayout(bar)
        around.setContentsMargins(10, 7, 10, 7)
        around.addWidget(inside)
        flow = FlowLayout(inside, spacing=10)
        sites = self._choice_of_country(inside)
        self.heading.setObjectName("title")
        self.country.setAccessibleName(self.tr("Country whose sites are counted"))
        self.country.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.pin.setToolTip(self.tr("It stays in view while the others are scrolled (key P, or a click on its head)"))
        self.back.setToolTip(self.tr("Esc"))
        self.copy.setToolTip(self.tr("Copy the table (Ctrl+C)"))
        self._name_filter()
        for widget in (
            self.back,
            self.heading,
            self.only_differences,
            sites,
            self.pin,
            self.copy,
            self.export,
            self.with_patient,
        ):
            flow.addWidget(widget)
        return bar

    def _choice_of_country(self, inside: QWidget) -> QWidget:
        """Return the choice of a country with its label."""
        sites = QWidget(inside)
        where = QLabel(self.tr("&Sites in"), sites)
        where.setBuddy(self.country)
        beside = QHBoxLayout(sites)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(where)
        beside.addWidget(self.country)
        return sites

    def _connect(self) -> None:
        table = self.table
        self.back.clicked.connect(self.left)
        table.left.connect(self.left)
        self.only_differences.toggled.connect(self._show)
        self.country.activated.connect(lambda: self.country_chosen.emit(self.country.currentData()))
        self.pin.clicked.connect(lambda: table.toggle_pin(table.currentIndex().column()))
        self.copy.clicked.connect(self.copy_table)
        table.copy_asked.connect(self.copy_table)
        self.export.clicked.connect(lambda: self.export_asked.emit(self.leaving))
        table.opened.connect(self.open_pane)
        table.current_changed.connect(self._follow_current)
        table.pin_changed.connect(lambda _: self._name_pin())
        table.trial_asked.connect(self.pane.read.click)
        self.pane.left.connect(self.close_pane)
        self.pane.evidence_asked.connect(self._ask_for_trial)

    def _name_filter(self) -> None:
        words = self.tr("&Differences only")
        self.only_differences.setText(f"✓ {words}" if self.only_differences.isChecked() else words)

    def _show(self) -> None:
        self._name_filter()
        shown = self._comparison.differences if self.only_differences.isChecked() else self._comparison
        self.table.show_comparison(shown)
        self.heading.setText(self.tr("{0} trials side by side").format(len(shown.columns)))
        self._same.setVisible(not shown.rows)
        self._follow_current()

    def _follow_current(self) -> None:
        self._name_pin()
        if not self.table.currentIndex().isValid():
            self.pane.hide()
        else:
            self._show_behind()

    def _show_behind(self) -> None:
        index, shown = self.table.currentIndex(), self.table.comparison
        row = shown.rows[index.row()]
        self.pane.show_cell(row.label, shown.columns[index.column()], row.cells[index.column()])

    def _name_pin(self) -> None:
        is_pinned = self.table.pinned >= 0 and self.table.pinned == self.table.currentIndex().column()
        self.pin.setText(self.tr("Un&pin this trial") if is_pinned else self.tr("&Pin this trial"))

    def _ask_for_trial(self, evidence: object) -> None:
        index, shown = self.table.currentIndex(), self.table.comparison
        if index.isValid():
            cell = shown.rows[index.row()].cells[index.column()]
            self.trial_asked.emit(shown.columns[index.column()].key, cell.part, evidence)

    def _offer_countries(self, comparison: Comparison) -> None:
        offered = dict.fromkeys(comparison.countries)
        if comparison.country and comparison.country not in offered:
            offered = {comparison.country: None, **offered}
        self.country.clear()
        self.country.addItem(self.tr("all countries"), "")
        for name in offered:
            self.country.addItem(name, name)
        self.country.setCurrentIndex(max(0, self.country.findData(comparison.country)))

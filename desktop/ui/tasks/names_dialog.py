"""The drug names that the vocabulary does not know: find their trials, or give them classes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.trials.facets import FacetValue
from desktop.ui.look.plain_table import number_item, plain_table

_AROUND = 12  # pixels beside a heading
_NAME, _BREAST, _TRIALS, _CLASS = range(4)


class NamesDialog(QDialog):
    """List the names with their numbers of trials, those of most breast-cancer trials first, and find the trials."""

    name_chosen = Signal(str)

    def __init__(
        self,
        names: Mapping[str, int],
        classes: Sequence[FacetValue],
        parent: QWidget | None = None,
        *,
        in_breast: Mapping[str, int] | None = None,
        can_give: bool = True,
    ) -> None:
        """Show names with their counts, in all trials and ``in_breast`` cancer.

        ``classes`` are those that the user can give them, if ``can_give``.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unknown drug names"))
        self.given: dict[str, str] = {}
        """{name: id of the class that the user gave it}."""
        breast = in_breast or {}
        self._names = sorted(names, key=lambda name: -breast.get(name, 0))
        self._cells = [QTableWidgetItem() for _ in names]
        self.table = self._filled(names, breast)
        self.classes = QComboBox(self)
        self.classes.setAccessibleName(self.tr("Class of the selected name"))
        for each in classes:
            self.classes.addItem(each.label, each.id)
        self.give = QPushButton(self.tr("&Give this class"), self)
        self.give.clicked.connect(self._give)
        # Enter in the table finds the trials of a name.
        self.give.setAutoDefault(False)
        self.show_trials = QPushButton(self.tr("Show its &trials"), self)
        self.show_trials.clicked.connect(lambda: self._choose(self.table.currentItem()))
        self.show_trials.setAutoDefault(False)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close, self
        )
        self.save.setText(self.tr("&Save, and read their trials again"))
        self.save.setEnabled(False)
        self.save.setAutoDefault(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.table.itemSelectionChanged.connect(self._follow)
        self._arrange()
        self._can_give = can_give
        self._follow()

    @property
    def save(self) -> QPushButton:
        """Return the button that closes the dialog and saves the given classes."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Save)

    def _filled(self, names: Mapping[str, int], in_breast: Mapping[str, int]) -> QTableWidget:
        headings = [self.tr("Name"), self.tr("Breast cancer"), self.tr("All trials"), self.tr("Class")]
        table = plain_table(self.tr("Unknown drug names"), headings, len(names), self)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        for row, name in enumerate(self._names):
            table.setItem(row, _NAME, QTableWidgetItem(name))
            table.setItem(row, _BREAST, number_item(in_breast.get(name, 0)))
            table.setItem(row, _TRIALS, number_item(names[name]))
            table.setItem(row, _CLASS, self._cells[row])
        for column in (_NAME, _CLASS):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (_BREAST, _TRIALS):
            table.setColumnWidth(column, table.horizontalHeader().sectionSizeHint(column) + _AROUND)
        table.itemActivated.connect(self._choose)
        return table

    def _arrange(self) -> None:
        words = QLabel(
            self.tr(
                "These names are given in trials, but the program's list of drugs does not have them; many are no"
                " cancer drugs. Those of most breast-cancer trials stand first. Select one and look at its trials, or"
                " give it a class: its trials are read again when you save, and later imports know it."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.classes, 1)
        line.addWidget(self.give)
        line.addWidget(self.show_trials)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addWidget(self.buttons)
        self.resize(640, 560)

    def _follow(self) -> None:
        """Enable the choice of a class while a name is selected."""
        can_give = bool(self.table.selectedItems()) and self._can_give
        self.show_trials.setEnabled(bool(self.table.selectedItems()))
        self.classes.setEnabled(can_give)
        self.give.setEnabled(can_give)

    def _give(self) -> None:
        row = self.table.currentRow()
        self.given[self._names[row]] = self.classes.currentData()
        self._cells[row].setText(self.classes.currentText())
        self.save.setEnabled(True)

    def _choose(self, item: QTableWidgetItem) -> None:
        self.name_chosen.emit(self._names[item.row()])
        self.reject()

"""The question before an export: which trials, which format, which columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.workflows.export_trials import ColumnChoice


@dataclass(frozen=True)
class Scope:
    """Hold one answer to "which trials": ids in order, and the words for it ("3 selected trials")."""

    words: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class ExportWish:
    """Hold the answers: the scope, "pdf" or "csv", and the column ids of a table in order."""

    scope: Scope
    format: str
    columns: tuple[str, ...]


class ExportDialog(QDialog):
    """Ask what to export; a scope without trials cannot be chosen."""

    def __init__(
        self,
        scopes: Sequence[Scope],
        columns: Sequence[ColumnChoice],
        chosen: Sequence[str],
        format_: str,
        parent: QWidget | None = None,
    ) -> None:
        """Offer scopes and columns; ``chosen`` are the column ids ticked at first, in their order (none: the usual)."""
        super().__init__(parent)
        self._scopes = scopes
        self.setWindowTitle(self.tr("Export"))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self._build_scopes())
        layout.addWidget(self._build_formats(format_))
        self._columns_box = self._build_columns(columns, chosen)
        layout.addWidget(self._columns_box, 1)
        self._columns_box.setVisible(format_ == "csv")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        export = buttons.addButton(self.tr("Save as…"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setDefault(True)
        export.setEnabled(self._scope_buttons.checkedId() >= 0)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)

    def wish(self) -> ExportWish:
        """Return the answers."""
        items = [self._columns.item(number) for number in range(self._columns.count())]
        ticked = tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )
        return ExportWish(
            self._scopes[self._scope_buttons.checkedId()], "csv" if self._csv.isChecked() else "pdf", ticked
        )

    def _build_scopes(self) -> QGroupBox:
        box = QGroupBox(self.tr("Which trials"), self)
        layout = QVBoxLayout(box)
        self._scope_buttons = QButtonGroup(self)
        for number, scope in enumerate(self._scopes):
            button = QRadioButton(scope.words[:1].upper() + scope.words[1:], box)
            button.setEnabled(bool(scope.ids))
            self._scope_buttons.addButton(button, number)
            layout.addWidget(button)
            # The one trial that is being read is seldom what a tumour board is told about.
            if len(scope.ids) > 1 and self._scope_buttons.checkedId() < 0:
                button.setChecked(True)
        for button in self._scope_buttons.buttons():
            if button.isEnabled() and self._scope_buttons.checkedId() < 0:
                button.setChecked(True)
        return box

    def _build_formats(self, format_: str) -> QGroupBox:
        box = QGroupBox(self.tr("Format"), self)
        layout = QVBoxLayout(box)
        self._pdf = QRadioButton(self.tr("PDF for the tumour board: summary table, then the trials one by one"), box)
        self._csv = QRadioButton(self.tr("CSV table for a spreadsheet"), box)
        (self._csv if format_ == "csv" else self._pdf).setChecked(True)
        self._csv.toggled.connect(self._show_columns)
        layout.addWidget(self._pdf)
        layout.addWidget(self._csv)
        return box

    def _build_columns(self, columns: Sequence[ColumnChoice], chosen: Sequence[str]) -> QGroupBox:
        box = QGroupBox(self.tr("Columns"), self)
        layout = QVBoxLayout(box)
        hint = QLabel(self.tr("Tick the columns to write; drag to put them in order."), box)
        hint.setObjectName("muted")
        layout.addWidget(hint)
        self._columns = QListWidget(box)
        self._columns.setAccessibleName(self.tr("Columns"))
        self._columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        places = {name: place for place, name in enumerate(chosen)}
        ordered = sorted(columns, key=lambda column: places.get(column.id, len(places)))
        for column in ordered:
            item = QListWidgetItem(column.heading, self._columns)
            ticked = column.id in places if places else column.usual
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, column.id)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        self._columns.setMinimumHeight(self.fontMetrics().lineSpacing() * 9)
        layout.addWidget(self._columns)
        return box

    def _show_columns(self, shown: bool) -> None:
        self._columns_box.setVisible(shown)
        self.adjustSize()

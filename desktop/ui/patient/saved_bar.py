"""The saved patients: choose one, save the described one, delete one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.trials.shortlists import SavedPatient
from desktop.ui.look.short_lived import short_lived


class SavedBar(QWidget):
    """Show the saved patients by their labels, and report the user's wishes."""

    load_asked = Signal(object)
    """The SavedPatient whose answers the user wants to load."""
    save_asked = Signal(str)
    """The label under which the user wants to save the answers."""
    delete_asked = Signal(str)
    """The label of the saved patient to delete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved: tuple[SavedPatient, ...] = ()
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("Saved patients"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.save = QPushButton(self.tr("Save…"), self)
        self.save.setToolTip(self.tr("Keep these answers under a label of yours"))
        self.delete = QPushButton(self.tr("Delete"), self)
        self.delete.setToolTip(self.tr("Delete the saved patient; Undo brings the patient back"))
        words = QLabel(self.tr("Saved patients"), self)
        words.setBuddy(self.choice)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words)
        column.addWidget(self.choice)
        column.addLayout(buttons)
        self.choice.activated.connect(lambda _: self._load())
        self.save.clicked.connect(self._ask_label)
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self.label))
        self.show_saved((), "", read_only=True)

    @property
    def label(self) -> str:
        """Return the label of the saved patient that is chosen, "" for none."""
        return str(self.choice.currentData() or "")

    def show_saved(self, saved: Sequence[SavedPatient], label: str, *, read_only: bool) -> None:
        """Offer the saved patients; choose the one with ``label`` if it exists."""
        self._saved = tuple(saved)
        self.choice.clear()
        self.choice.addItem(self.tr("Not saved") if saved else self.tr("None yet"), "")
        for each in self._saved:
            self.choice.addItem(each.name, each.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(label)))
        self.choice.setEnabled(bool(saved))
        self.save.setEnabled(not read_only)
        self.delete.setEnabled(not read_only and bool(self.label))

    def choose(self, label: str) -> None:
        """Show to which saved patient the answers belong, "" for none."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(label)))
        self.delete.setEnabled(self.save.isEnabled() and bool(self.label))

    def _load(self) -> None:
        self.choose(self.label)
        found = next((each for each in self._saved if each.name == self.label), None)
        if found:
            self.load_asked.emit(found)

    def _ask_label(self) -> None:
        with short_lived(QInputDialog(self)) as dialog:
            dialog.setWindowTitle(self.tr("Save these answers"))
            dialog.setLabelText(self.tr("Label; no names, no number and no date of birth of the patient:"))
            dialog.setTextValue(self.label)
            if dialog.exec() == QInputDialog.DialogCode.Accepted and dialog.textValue().strip():
                self.save_asked.emit(dialog.textValue())

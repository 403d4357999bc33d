"""The dialog in which the user chooses the copy of a catalogue to restore."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from desktop.ui.look.file_dialogs import file_to_open
from desktop.ui.look.messages import show_fault
from desktop.ui.look.thousands import with_thousands
from desktop.workflows.restore_backup import Backup


class CopiesDialog(QDialog):
    """List copies with their dates and numbers of trials, the newest first; check them while the dialog is shown."""

    looked_through = Signal()
    """All copies have been checked."""

    def __init__(
        self,
        copies: Iterator[Backup],
        parent: QWidget | None = None,
        *,
        elsewhere: Callable[[Path], Backup | None] | None = None,
    ) -> None:
        """Show copies one by one, each after it was checked.

        ``elsewhere`` returns the copy in a file that the user chooses, None if there is none in it; without
        ``elsewhere`` she can choose only among ``copies``.
        """
        super().__init__(parent)
        self.setWindowTitle("Trial Catalogue")
        self.chosen: Backup | None = None
        """The copy to restore; None if the user has chosen none."""
        self._copies = copies
        self._shown: list[Backup] = []
        self._words = QLabel(self.tr("Looking through the copies…"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Copies of the catalogue"))
        self.list.itemActivated.connect(self.accept)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        restore = self.buttons.addButton(self.tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole)
        restore.setEnabled(False)
        self.list.currentRowChanged.connect(lambda row: restore.setEnabled(row >= 0))
        if elsewhere is not None:
            another = self.buttons.addButton(self.tr("A file elsewhere…"), QDialogButtonBox.ButtonRole.ActionRole)
            another.clicked.connect(lambda: self._choose_elsewhere(elsewhere))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addWidget(self.list, 1)
        column.addWidget(self.buttons)
        self.resize(420, 320)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_next)
        self._timer.start(0)  # one copy at a time, so that the dialog stays responsive

    def accept(self) -> None:
        """Choose the marked copy."""
        if self.list.currentRow() >= 0:
            self.chosen = self._shown[self.list.currentRow()]
            super().accept()

    def _choose_elsewhere(self, copy_in: Callable[[Path], Backup | None]) -> None:
        title = self.tr("Choose a copy of the catalogue")
        name = file_to_open(self, title, "", self.tr("Catalogues (*.db)"))
        if not name:
            return
        self.chosen = copy_in(Path(name))
        if self.chosen is not None:
            super().accept()
            return
        fault = self.tr("{0} is no copy of a catalogue, or is not whole; choose another file.").format(name)
        show_fault(self, self.tr("Nothing was restored"), fault)

    def done(self, result: int) -> None:
        """Stop checking copies."""
        self._timer.stop()
        super().done(result)

    def _show_next(self) -> None:
        copy = next(self._copies, None)
        if copy is None:
            self._timer.stop()
            found = self.tr("These copies are whole. Which one shall be restored?")
            self._words.setText(found if self._shown else self.tr("There is no copy here yet."))
            self.looked_through.emit()
            return
        self._shown.append(copy)
        words = self.tr("{0} (trials: {1})")
        self.list.addItem(words.format(f"{copy.made:%Y-%m-%d %H:%M:%S}", with_thousands(copy.trials)))

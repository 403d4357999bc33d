"""What can be done about a catalogue that does not open: the user is asked."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.errors import CatalogueError, DamagedFileError, StorageError, VocabularyError
from desktop.workflows.restore_backup import available_backups, restore_backup


def ask_remedy(error: CatalogueError, catalogue: Path) -> str:
    """Tell a fault and carry out the remedy chosen; return "again", "read only", "shipped" or "quit"."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Trial Catalogue", _tr("The catalogue cannot be opened"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(str(error))
    remedies: dict[QPushButton, str] = {}
    backups = available_backups(catalogue) if isinstance(error, DamagedFileError) else ()
    if backups:
        label = _tr("Restore the copy of {0}").format(f"{backups[0].made:%Y-%m-%d %H:%M}")
        remedies[box.addButton(label, QMessageBox.ButtonRole.AcceptRole)] = "restore"
    elif isinstance(error, VocabularyError):
        label = _tr("Use the program's own vocabulary")
        remedies[box.addButton(label, QMessageBox.ButtonRole.AcceptRole)] = "shipped"
    elif isinstance(error, StorageError) and not isinstance(error, DamagedFileError):
        remedies[box.addButton(_tr("Open for reading only"), QMessageBox.ButtonRole.AcceptRole)] = "read only"
    remedies[box.addButton(_tr("Try again"), QMessageBox.ButtonRole.AcceptRole)] = "again"
    box.addButton(_tr("Quit"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    chosen = remedies.get(box.clickedButton(), "quit")
    if chosen == "restore":
        restore_backup(backups[0], catalogue)
        return "again"
    return chosen


def _tr(text: str) -> str:
    return QCoreApplication.translate("Opening", text)

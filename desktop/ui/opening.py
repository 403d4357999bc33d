"""Opening the catalogue at the start of the window: if it fails, say why and offer what can be done."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.errors import CatalogueError, DamagedFileError, StorageError, VocabularyError
from desktop.paths import SEEDS
from desktop.workflows.restore_backup import available_backups, restore_backup
from desktop.workspace import Workspace, default_catalogue, open_workspace


def open_or_explain(database: Path | None, config: Path | None, *, talk: bool) -> Workspace | None:
    """Return the open workspace, the starter documents in a new one; None if it cannot be opened and no remedy helps.

    Never makes a new catalogue in place of one that does not open. Without ``talk`` a fault goes to stderr.
    """
    read_only = shipped_only = False
    while True:
        try:
            workspace = open_workspace(database, config, read_only=read_only, shipped_only=shipped_only)
            if not read_only and not len(workspace.catalogue):
                from desktop.workflows.first_start import import_starter_documents  # noqa: PLC0415 - not before it is needed: it would delay the start

                import_starter_documents(SEEDS, workspace.catalogue, workspace.vocabularies)
        except CatalogueError as error:
            if not talk:
                sys.stderr.write(f"{error}\n")
                return None
            remedy = _ask(error, database or default_catalogue())
            if remedy == "quit":
                return None
            read_only = remedy == "read only"
            shipped_only = remedy == "shipped"
        else:
            return workspace


def _ask(error: CatalogueError, catalogue: Path) -> str:
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

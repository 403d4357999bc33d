"""Show messages about errors; always as plain text, because file names and errors are untrusted."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.ui.look.short_lived import short_lived


def show_fault(parent: QWidget | None, title: str, message: str) -> None:
    """Show an error that is no bug: a title, and the sentence with file, place and remedy."""
    with short_lived(_box(parent, QMessageBox.Icon.Warning, title, message)) as box:
        box.exec()


def show_bug(parent: QWidget | None, message: str, log: Path | None) -> None:
    """Show a bug, and the log file with its details if that could be written."""
    title = QCoreApplication.translate("Messages", "Trial Catalogue has a bug")
    words = QCoreApplication.translate(
        "Messages", "Something went wrong that is not your fault: {0}.\n\nYour catalogue is kept. {1}"
    )
    details = QCoreApplication.translate(
        "Messages", "The details are in {0}; please send that file to whoever looks after this program for you."
    ).format(log)
    if log is None:
        details = QCoreApplication.translate("Messages", "No log of it could be written.")
    with short_lived(_box(parent, QMessageBox.Icon.Critical, title, words.format(message, details))) as box:
        box.exec()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, message: str) -> QMessageBox:
    box = QMessageBox(icon, title, title, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(message)
    return box

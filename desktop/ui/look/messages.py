"""Show messages about errors; always as plain text, because file names and errors are untrusted."""

from __future__ import annotations

from pathlib import Path

# QMessageBox is named through its module: PySide makes a class when it is first named, and most starts have no message.
from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, Qt

from desktop.ui.look.short_lived import short_lived


def show_fault(parent: QtWidgets.QWidget | None, title: str, message: str) -> None:
    """Show an error that is no bug: a title, and the sentence with file, place and remedy."""
    with short_lived(_box(parent, QtWidgets.QMessageBox.Icon.Warning, title, message)) as box:
        box.exec()


def show_bug(parent: QtWidgets.QWidget | None, message: str, log: Path | None) -> None:
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
    with short_lived(_box(parent, QtWidgets.QMessageBox.Icon.Critical, title, words.format(message, details))) as box:
        box.exec()


def _box(
    parent: QtWidgets.QWidget | None, icon: QtWidgets.QMessageBox.Icon, title: str, message: str
) -> QtWidgets.QMessageBox:
    box = QtWidgets.QMessageBox(icon, title, title, QtWidgets.QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(message)
    return box

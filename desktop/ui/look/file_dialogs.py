"""Asking for files and folders, without a look into any file.

On Linux the usual dialogs open files to learn what they are. SQLite's locks belong to the whole process there: closing
any file that is also open as a database drops them. A second process that closes the catalogue, as a large import
does, then takes itself for the last one and deletes the log beside it, and the window can save nothing any more.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QFileIconProvider, QStyle, QWidget

from desktop.ui.look.short_lived import short_lived

_LOOKS_INTO_FILES = sys.platform == "linux"


def file_to_open(parent: QWidget, title: str, folder: str, kind: str) -> str:
    """Ask for a file that exists; "" if the user wants none."""
    names, _ = _ask(parent, title, folder, kind, QFileDialog.FileMode.ExistingFile)
    return names[0] if names else ""


def files_to_open(parent: QWidget, title: str, folder: str) -> list[str]:
    """Ask for files that exist; none if the user wants none."""
    return _ask(parent, title, folder, "", QFileDialog.FileMode.ExistingFiles)[0]


def folder_to_open(parent: QWidget, title: str, folder: str) -> str:
    """Ask for a folder that exists; "" if the user wants none."""
    names, _ = _ask(parent, title, folder, "", QFileDialog.FileMode.Directory)
    return names[0] if names else ""


def file_to_save(parent: QWidget, title: str, suggested: Path, kinds: str = "") -> tuple[str, str]:
    """Ask for the file to write and for its kind, one of ``kinds`` (separated by ";;"); "" if the user wants none."""
    names, kind = _ask(parent, title, str(suggested.parent), kinds, QFileDialog.FileMode.AnyFile, suggested.name)
    return (names[0], kind) if names else ("", "")


def _ask(
    parent: QWidget, title: str, folder: str, kinds: str, mode: QFileDialog.FileMode, suggested: str = ""
) -> tuple[list[str], str]:
    with short_lived(QFileDialog(parent, title, folder, kinds)) as dialog:
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        if suggested:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(suggested)
        if _LOOKS_INTO_FILES:
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # that of GTK opens files as well
            dialog.setIconProvider(_names_alone())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return [], ""
        return dialog.selectedFiles(), dialog.selectedNameFilter()


class _NamesAlone(QFileIconProvider):
    """Tell what a file is by its name alone."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        # Made here, in the thread of the window: Qt asks for them in a thread of its own.
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, of: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """Return the icon of a folder or of a file."""
        if not isinstance(of, QFileInfo):
            return super().icon(of)
        return self._folder if of.isDir() else self._file

    def type(self, info: QFileInfo) -> str:
        """Return what a file is: its ending, or that it is a folder."""
        if info.isDir():
            return QCoreApplication.translate("FileDialogs", "Folder")
        return info.suffix().upper() or QCoreApplication.translate("FileDialogs", "File")


@cache
def _names_alone() -> _NamesAlone:
    """Return the one provider: it must outlive every dialog, whose thread still asks it while the dialog is deleted."""
    return _NamesAlone()

"""The words that name the keys for undo and redo; the status line needs them before the menu entries are made."""

# QKeySequence is named through its module: PySide makes a class when it is first named, here after the first painting.
from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication

_UNDO, _REDO = "Ctrl+Z", "Ctrl+Shift+Z"


def way_back() -> str:
    """Return the words for the status line that name the key for undo."""
    return QCoreApplication.translate("Undo", "Undo: {0}").format(_native(_UNDO))


def way_forward() -> str:
    """Return the words for the status line that name the key for redo."""
    return QCoreApplication.translate("Undo", "Redo: {0}").format(_native(_REDO))


def _native(keys: str) -> str:
    return QtGui.QKeySequence(keys).toString(QtGui.QKeySequence.SequenceFormat.NativeText)

"""The menu entries Undo and Redo: they name the next step, and are disabled without one."""

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence, QUndoStack

_UNDO, _REDO = "Ctrl+Z", "Ctrl+Shift+Z"


def way_back() -> str:
    """Return the words for the status line that name the key for undo."""
    return QCoreApplication.translate("Undo", "Undo: {0}").format(_native(_UNDO))


def way_forward() -> str:
    """Return the words for the status line that name the key for redo."""
    return QCoreApplication.translate("Undo", "Redo: {0}").format(_native(_REDO))


def follow_stack(stack: QUndoStack, undo: QAction, redo: QAction) -> None:
    """Make two actions show what a stack can undo and redo."""
    stack.undoTextChanged.connect(_Entry(undo).say)
    stack.redoTextChanged.connect(_Entry(redo).say)
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    undo.setEnabled(stack.canUndo())
    redo.setEnabled(stack.canRedo())


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class _Entry(QObject):
    """Add words after the verb of an action; the connection ends with the action, because the stack may live longer."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        self._verb = action.text()

    def say(self, what: str) -> None:
        """Name the step; an ampersand in it is shown and is no shortcut."""
        self._action.setText(f"{self._verb} {what.replace('&', '&&')}".rstrip())

"""The menu entries Undo and Redo: they name the next step, and are disabled without one."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QUndoStack


def follow_stack(stack: QUndoStack, undo: QAction, redo: QAction) -> None:
    """Make two actions show what a stack can undo and redo."""
    stack.undoTextChanged.connect(_Entry(undo).say)
    stack.redoTextChanged.connect(_Entry(redo).say)
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    undo.setEnabled(stack.canUndo())
    redo.setEnabled(stack.canRedo())


class _Entry(QObject):
    """Add words after the verb of an action; the connection ends with the action, because the stack may live longer."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        self._verb = action.text()

    def say(self, what: str) -> None:
        """Name the step; an ampersand in it is shown and is no shortcut."""
        self._action.setText(f"{self._verb} {what.replace('&', '&&')}".rstrip())

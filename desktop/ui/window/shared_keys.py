"""Shortcuts of the window that a text field would otherwise use for editing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_KEYS = (Qt.Key.Key_E, Qt.Key.Key_O, Qt.Key.Key_K)


class SharedKeys(QObject):
    """Keep Ctrl+E, Ctrl+K and Ctrl+O for the window while a text field has the keyboard focus.

    The field keeps undo and redo while it has something to undo or redo.
    """

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Prevent the field from using one of these keys."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        is_shared = self._is_shared(event)
        if is_shared:
            event.ignore()
        return is_shared

    def _is_shared(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self._field.isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo):
            return not self._field.isRedoAvailable()
        return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _KEYS

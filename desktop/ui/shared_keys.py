"""Keys of the window that some systems give to a text field for editing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

_KEYS = (Qt.Key.Key_E, Qt.Key.Key_O, Qt.Key.Key_K)


class SharedKeys(QObject):
    """Keep Ctrl+E, Ctrl+K and Ctrl+O for the window while the keyboard is in a text field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field from taking one of the keys."""
        if event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        is_shared = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _KEYS
        if is_shared:
            event.ignore()
        return is_shared

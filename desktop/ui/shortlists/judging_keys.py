"""The single keys for decisions on a trial, in the list and in its text."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.trials.shortlists import INCLUDE, MAYBE, UNSEEN

_DECISIONS = {Qt.Key.Key_I: INCLUDE, Qt.Key.Key_M: MAYBE, Qt.Key.Key_U: UNSEEN}


class JudgingKeys(QObject):
    """Handle I, M, X, U and N in widgets that do not use letters, and Space in lists."""

    star_asked = Signal()
    decided = Signal(str)
    excluding_asked = Signal()
    note_asked = Signal()
    moved = Signal(int)
    """Alt with an arrow key: move the trial up (-1) or down (1)."""

    def watch(self, widget: QWidget) -> None:
        """Handle the keys of a widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle a key if it is pressed without modifiers."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, in_list = event.key(), isinstance(watched, QAbstractItemView)
        if in_list and event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        return self._act(Qt.Key(key), in_list=in_list) or super().eventFilter(watched, event)

    def _act(self, key: Qt.Key, *, in_list: bool) -> bool:
        if key in _DECISIONS:
            self.decided.emit(_DECISIONS[key])
        elif key == Qt.Key.Key_X:
            self.excluding_asked.emit()
        elif key == Qt.Key.Key_N:
            self.note_asked.emit()
        elif key == Qt.Key.Key_Space and in_list:
            self.star_asked.emit()
        else:
            return False
        return True

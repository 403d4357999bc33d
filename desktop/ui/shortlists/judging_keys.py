"""The single keys by which a trial is judged, in the list and while its text is read."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.trials.shortlists import INCLUDE, MAYBE, UNSEEN

_DECISIONS = {Qt.Key.Key_I: INCLUDE, Qt.Key.Key_M: MAYBE, Qt.Key.Key_U: UNSEEN}


class JudgingKeys(QObject):
    """Take I, M, X, U and N from widgets that have no use for letters, and Space from lists."""

    star_asked = Signal()
    decided = Signal(str)
    excluding_asked = Signal()
    note_asked = Signal()
    moved = Signal(int)
    """Alt with an arrow key: the trial is to go up (-1) or down (1)."""

    def watch(self, widget: QWidget) -> None:
        """Take the keys of a widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on a key, unless it is pressed with others."""
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

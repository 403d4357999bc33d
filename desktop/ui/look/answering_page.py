"""A page that is answered only while it is in view."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class AnsweringPage(QWidget):
    """Ask for its content when it comes into view and is out of date; Escape leaves it."""

    wanted = Signal()
    """What the page shows is out of date, and the page is in view."""
    left = Signal()
    """The user wants to go back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_stale = True
        """Whether what the page shows is out of date; showing something makes it false."""

    def take_keyboard(self) -> None:
        """Give the keyboard to what is used first."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask for the content again, at once or when the page comes into view."""
        self.is_stale = True
        if self.isVisible():
            self.wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the content if it is out of date, and take the keyboard."""
        super().showEvent(event)
        if self.is_stale:
            self.wanted.emit()
        if not event.spontaneous():  # the window that comes back from the task bar leaves the keyboard where it was
            self.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

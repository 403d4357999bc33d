"""A page whose content is computed only while it is visible."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class AnsweringPage(QWidget):
    """Ask for its content if it is visible and out of date; Escape leaves it."""

    wanted = Signal()
    """The content of the page is out of date, and the page is visible."""
    left = Signal()
    """The user wants to go back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_stale = True
        """Whether the content of the page is out of date; new content sets it to False."""

    def take_keyboard(self) -> None:
        """Give the keyboard focus to the widget that is used first."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask for the content again, now or when the page becomes visible."""
        self.is_stale = True
        if self.isVisible():
            self.wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the content if it is out of date, and take the keyboard focus."""
        super().showEvent(event)
        if self.is_stale:
            self.wanted.emit()
        if not event.spontaneous():  # a window that was minimised keeps its keyboard focus
            self.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

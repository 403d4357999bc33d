"""The head of the pane of a trial: as high as what stands in it, but never so high that the text has no room."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_MOST = 0.6  # of the pane's height


class HeadArea(QScrollArea):
    """Hold a head in which words wrap; what does not fit into three fifths of the pane is scrolled to."""

    grew = Signal(int)
    """By how many pixels it has become higher; fewer than none if lower."""

    def __init__(self, head: QWidget, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self._head = head
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # focus on what is in it scrolls to it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(head)

    def fit(self) -> None:
        """Become as high as the head at this width, within bounds."""
        height = self._head.heightForWidth(self.width())
        most = int(self._pane.height() * _MOST)
        before = self.height()
        self.setFixedHeight(max(1, min(height, most)))
        if self.height() != before:
            self.grew.emit(self.height() - before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, at which the words wrap otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is put into the head."""
        handled = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return handled

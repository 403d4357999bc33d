"""The head of a pane: as high as its content, but it always leaves space for what is below it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_MOST = 0.6  # of the pane's height


class HeadArea(QScrollArea):
    """Hold a head with wrapped words; it scrolls if it needs more than a share of the pane, usually three fifths."""

    grew = Signal(int)
    """The change of its height in pixels; negative if it is lower."""

    def __init__(self, head: QWidget, pane: QWidget, most: float = _MOST) -> None:
        super().__init__(pane)
        self._most = most
        self._pane = pane
        self._head = head
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keyboard focus on a widget inside scrolls to it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(head)

    def fit(self) -> None:
        """Set the height to that of the head at this width, within limits."""
        height = self._head.heightForWidth(self.width())
        most = int(self._pane.height() * self._most)
        before = self.height()
        self.setFixedHeight(max(1, min(height, most)))
        # Where the pane grows, Qt leaves the head as high as it was. Where it scrolls, the bar takes from its width.
        bar = self.verticalScrollBar().sizeHint().width() if height > most else 0
        self._head.setFixedHeight(max(1, self._head.heightForWidth(self.width() - bar) if bar else height))
        if self.height() != before:
            self.grew.emit(self.height() - before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, because the words wrap differently."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow changes of the content."""
        handled = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return handled

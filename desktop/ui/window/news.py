"""The lines on what is new, above the list of trials."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.trial_detail.head_area import HeadArea

_MOST = 0.25  # of the height


class News(HeadArea):
    """Hold lines, the latest first; they scroll if they need much of a low window."""

    def __init__(self, pane: QWidget) -> None:
        """Hold no lines yet; ``pane`` has the list below them."""
        inside = QWidget()
        super().__init__(inside, pane, _MOST)
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        pane.installEventFilter(self)

    def add(self, line: QWidget) -> None:
        """Put a line above the others."""
        self._lines.insertWidget(0, line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the pane, of which the lines get a share."""
        handled = super().eventFilter(watched, event)
        if watched is self._pane and event.type() == QEvent.Type.Resize:
            self.fit()
        return handled

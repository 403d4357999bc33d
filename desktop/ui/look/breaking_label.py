"""A label that also breaks words: with large text, a long word would be cut at the edge of a narrow pane."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_MAY_BREAK = "\u200b"


class BreakingLabel(QLabel):
    """Show a wrapped text; only words that are longer than a line are broken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def text(self) -> str:
        """Return the text as it was given."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        width, metrics = self.contentsRect().width(), self.fontMetrics()
        words = (
            _MAY_BREAK.join(word) if metrics.horizontalAdvance(word) > width > 0 else word
            for word in self._whole.split(" ")
        )
        shown = " ".join(words)
        if shown != super().text():
            super().setText(shown)

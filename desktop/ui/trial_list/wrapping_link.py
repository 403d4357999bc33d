"""A link above the list, which takes several lines if the list is narrower than its words."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.trial_list.trial_cell import broken

_MOST_LINES = 4


class WrappingLink(QPushButton):
    """Show words as a link."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self.setObjectName("link")
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self._fit(self.width())

    def text(self) -> str:
        """Return the words in one line."""
        return self._words

    def sizeHint(self) -> QSize:
        """Return the size of the words in one line."""
        around, metrics = self._around(), self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words), metrics.lineSpacing()) + around

    def minimumSizeHint(self) -> QSize:
        """Return the size of one line without a width, because the words wrap."""
        return QSize(self._around().width(), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Return True: with less width the words need more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return len(self._lines(width)) * self.fontMetrics().lineSpacing() + self._around().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        shown = "\n".join(self._lines(width)).replace("&", "&&")
        if shown != super().text():
            super().setText(shown)

    def _lines(self, width: int) -> list[str]:
        return broken(self._words, self.fontMetrics(), max(1, width - self._around().width()), _MOST_LINES)

    def _around(self) -> QSize:
        """Return the space around the words that the style needs."""
        return super().sizeHint() - self.fontMetrics().size(0, super().text())

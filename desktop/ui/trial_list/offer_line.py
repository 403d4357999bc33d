"""A line above the list that offers something once: words, a button to accept, and one to decline."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui.look.flow_layout import FlowLayout


class OfferLine(QWidget):
    """Offer something; hidden until it is shown."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, sentences: Sequence[str], accept: str, parent: QWidget | None = None) -> None:
        """Make the line from sentences; with large text each has its own line."""
        super().__init__(parent)
        self.setObjectName("changed")
        flow = FlowLayout(self)
        self.accept_button = self._link(accept)
        for sentence in sentences:
            label = QLabel(sentence, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(10, 0, 0, 0)
            flow.addWidget(label)
        self.accept_button.clicked.connect(self.accepted)
        self.decline_button = self._link(self.tr("Not now"))
        self.decline_button.clicked.connect(self.declined)
        for button in (self.accept_button, self.decline_button):
            flow.addWidget(button)
        self.hide()

    def _link(self, words: str) -> QPushButton:
        link = QPushButton(words.replace("&", "&&"), self)
        link.setObjectName("link")
        return link

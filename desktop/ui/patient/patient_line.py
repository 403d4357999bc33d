"""The line above the list while a patient is described, with buttons for her page and for ending it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.look.plain_html import show_tip


class PatientLine(QWidget):
    """Name the described patient; hidden if there is none."""

    change_asked = Signal()
    """The user wants to see her answers."""
    end_asked = Signal()
    """The user wants to remove her answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changed")
        flow = FlowLayout(self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setContentsMargins(10, 0, 0, 0)
        self.words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.change = self._link(self.tr("Change her answers…"))
        self.end = self._link(self.tr("Clear her answers"))
        for each in (self.words, self.change, self.end):
            flow.addWidget(each)
        self.change.clicked.connect(self.change_asked)
        self.end.clicked.connect(self.end_asked)
        self.hide()

    def show_patient(self, label: str, answers: Sequence[tuple[str, str]]) -> None:
        """Name her by her saved label, else by her first answer; hide the line if nothing is known."""
        told = [f"{question}: {answer}" for question, answer in answers]
        more = self.tr("{0} and {1} more").format(told[0], len(told) - 1) if len(told) > 1 else "".join(told)
        self.words.setText(self.tr("Fit of one patient – {0}").format(label or more))
        show_tip(self.words, "\n".join(told))
        self.setVisible(bool(answers))

    def _link(self, words: str) -> QPushButton:
        link = QPushButton(words, self)
        link.setObjectName("link")
        return link

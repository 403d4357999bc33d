"""The line above a trial that says that it is an example, with the way to be rid of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget


class ExampleNote(QWidget):
    """Say that a trial comes with the program, as an example; one click deletes all examples."""

    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        words = QLabel(self.tr("An example that comes with the program."), self)
        words.setObjectName("example")
        words.setWordWrap(True)
        self.button = QToolButton(self)
        self.button.setObjectName("delete_examples")
        self.button.setText(self.tr("Delete the examples"))
        self.button.setVisible(not read_only)
        self.button.clicked.connect(self.delete_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(self.button)

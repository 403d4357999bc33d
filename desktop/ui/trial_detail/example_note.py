"""The line above a trial that says that it is an example, with a button to delete all examples."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui.look.flow_layout import FlowLayout


class ExampleNote(QWidget):
    """Say that a trial is an example that came with the program; one click deletes all examples."""

    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        words = QLabel(self.tr("An example trial"), self)  # short, for a narrow pane and large text
        words.setObjectName("muted")
        words.setToolTip(self.tr("It came with the program, so that there is something to try."))
        self.button = QPushButton(self.tr("Delete the examples"), self)
        self.button.setObjectName("link")
        self.button.setToolTip(self.tr("All of them; undo brings them back."))
        self.button.setVisible(not read_only)
        self.button.clicked.connect(self.delete_asked)
        flow = FlowLayout(self)
        flow.addWidget(words)
        flow.addWidget(self.button)

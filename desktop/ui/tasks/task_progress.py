"""The progress of a task: its words, a bar and a button to stop it, shown after a second."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.ui.look.thousands import with_thousands

_PATIENCE_MS = 1_000


class TaskProgress(QWidget):
    """Show one task at a time; hidden while there is none."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = ""
        self._words = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(160)
        stop = QPushButton(self.tr("Stop"), self)
        stop.clicked.connect(self.stop_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._words, self._bar, stop):
            row.addWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def begin(self, task: str) -> None:
        """Begin a task; it becomes visible if it lasts longer."""
        self._task = task
        self._words.setText(task)
        self._bar.setRange(0, 0)
        self._patience.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress of the task; without a total only the amount done."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(f"{self._task} {with_thousands(done)}" if not total and done else self._task)

    def end(self) -> None:
        """Remove the task."""
        self._patience.stop()
        self.hide()

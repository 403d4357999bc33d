"""The line at the bottom: what is shown, in words; what is running, with a way to stop it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

_PATIENCE_MS = 1_000


class StatusLine(QStatusBar):
    """Show words on the left, facts on the right; progress takes their place when work lasts over a second."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._words = QLabel(self)
        self._words.setObjectName("words")
        self._words.setTextFormat(self._words.textFormat().PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._selected = QLabel(self)
        self._data = QLabel(self)
        self._task = QLabel(self)
        self._task_words = ""
        self._progress = QProgressBar(self)
        self._progress.setFixedWidth(160)
        self._stop = QPushButton(self.tr("Stop"), self)
        self._stop.clicked.connect(self.stop_asked)
        self.addWidget(self._words, 1)
        for widget in (self._task, self._progress, self._stop, self._selected, self._data):
            self.addPermanentWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._show_task(shown=True))
        self._show_task(shown=False)

    def show_words(self, words: str) -> None:
        """Say what is shown."""
        self._words.setText(words)
        self._words.setToolTip("")

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def show_selected(self, count: int) -> None:
        """Say how many trials are selected."""
        self._selected.setText(self.tr("%n selected", "", count) if count else "")

    def show_data(self, date: str, *, read_only: bool) -> None:
        """Say from when the data are."""
        parts = [self.tr("data of {0}").format(date[:10])] if date else []
        parts += [self.tr("read-only")] if read_only else []
        self._data.setText(" · ".join([*parts, self.tr("offline")]))

    def begin(self, task: str) -> None:
        """Announce a task; it becomes visible if it lasts."""
        self._task_words = task
        self._task.setText(task)
        self._progress.setRange(0, 0)
        self._patience.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the task is; without a total only how much is done."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._task.setText(f"{self._task_words} {done:,}" if not total and done else self._task_words)

    def end(self) -> None:
        """Forget the task."""
        self._patience.stop()
        self._show_task(shown=False)

    def _show_task(self, *, shown: bool) -> None:
        for widget in (self._task, self._progress, self._stop):
            widget.setVisible(shown)

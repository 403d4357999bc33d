"""The line at the bottom: what is shown, in words; what is running, with a way to stop it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from desktop.ui.grouped import grouped_in

if TYPE_CHECKING:
    from desktop.ui.task_progress import TaskProgress


class StatusLine(QStatusBar):
    """Show words on the left, facts on the right; progress takes their place when work lasts over a second."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._words = QLabel(self)
        self._words.setObjectName("words")
        self._words.setTextFormat(self._words.textFormat().PlainText)
        self._words.setMinimumWidth(1)  # long words are cut, not the window widened
        # As high as the button of a task, so that nothing moves when that comes.
        self._words.setContentsMargins(0, 3, 0, 3)
        self._selected = QLabel(self)
        self._data = QLabel(self)
        self.addWidget(self._words, 1)
        for widget in (self._selected, self._data):
            self.addPermanentWidget(widget)

    def show_words(self, words: str) -> None:
        """Say what is shown."""
        self._words.setText(words)
        self._words.setToolTip("")

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def show_selected(self, count: int) -> None:
        """Say how many trials are selected."""
        self._selected.setText(grouped_in(self.tr("%n selected", "", count), count) if count else "")

    def show_data(self, date: str, *, read_only: bool) -> None:
        """Say from when the data are."""
        parts = [self.tr("data of {0}").format(date[:10])] if date else []
        parts += [self.tr("read-only")] if read_only else []
        self._data.setText(" · ".join([*parts, self.tr("offline")]))

    def begin(self, task: str) -> None:
        """Announce a task; it becomes visible if it lasts."""
        self._progress.begin(task)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the task is; without a total only how much is done."""
        self._progress.show_progress(done, total)

    def end(self) -> None:
        """Forget the task."""
        self._progress.end()

    @cached_property
    def _progress(self) -> TaskProgress:
        from desktop.ui.task_progress import TaskProgress

        progress = TaskProgress(self)
        progress.stop_asked.connect(self.stop_asked)
        self.insertPermanentWidget(1, progress)  # behind the words, before the facts
        return progress

"""The status line: what is shown, in words, and the running task, with a button to stop it."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from desktop.trials.date_words import day_in_words, span_in_words
from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.thousands import with_thousands_in
from desktop.ui.tasks.task_progress import TaskProgress
from desktop.ui.tasks.undo_keys import way_back, way_forward

if TYPE_CHECKING:
    from desktop.catalogue.finding.shown_dates import DateSpan

_FIRST_WORDS = 18  # letters: space for "9 of 416 trials" in the narrowest window
_CUT = (72, 60, 48, 36, 24)  # letters before the way to undo
_VARIANT = "\x9c"
"""The separator between variants of a text, the longest first."""


class _Elastic(QLabel):
    """Show plain text in the available width: at least some letters, at most a number of letters or all.

    Of a text with variants Qt paints the first one that fits, and reserves the width of the longest.
    """

    def __init__(self, parent: QWidget, letters: int = 0) -> None:
        super().__init__(parent)
        self._letters = letters
        self.setTextFormat(self.textFormat().PlainText)

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size, which grows with the text size."""
        return QSize(self.fontMetrics().averageCharWidth() * self._letters + 1, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the preferred size: for a number of letters if one is set, else for the whole text."""
        return self.minimumSizeHint() if self._letters else super().sizeHint()


class StatusLine(QStatusBar):
    """Show words on the left and facts on the right; progress replaces them when work lasts over a second."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._words = _Elastic(self, _FIRST_WORDS)  # with little space its words are cut before the dates
        self._words.setObjectName("words")
        self._words.setAccessibleDescription(self.tr("Status line"))  # instead of the tooltip with its tags
        # As high as the button of a task, so that nothing moves when the button appears.
        self._words.setContentsMargins(0, 3, 0, 3)
        self._selected = QLabel(self)
        self.dates = _Elastic(self)
        self._shown_dates: tuple[object, ...] = ()
        self.progress = TaskProgress(self)
        self.progress.stop_asked.connect(self.stop_asked)
        self.addWidget(self._words, 1)
        self.addPermanentWidget(self.progress)
        self.progress.hide()
        for widget in (self._selected, self.dates):
            self.addPermanentWidget(widget)

    def show_words(self, words: str) -> None:
        """Show a text about the list or on what was done; the tooltip has all of it.

        With little space it ends before its first dash, or keeps the way to undo at its end.
        """
        said, _, way = words.rpartition(" · ")
        if said and way in (way_back(), way_forward()):
            shorter = [f"{shorten(said, letters, placeholder='…')} · {way}" for letters in _CUT]
        else:
            shorter = [words.partition(" — ")[0]]
        self._words.setText(_VARIANT.join(dict.fromkeys((words, *shorter))))
        self._words.setAccessibleName(words)
        self._words.setToolTip(tooltip(words) if words else "")

    def words(self) -> str:
        """Return the shown text."""
        return self._words.accessibleName()

    def show_selected(self, count: int) -> None:
        """Show how many trials are selected."""
        self._selected.setText(with_thousands_in(self.tr("%n selected", "", count), count) if count else "")

    def show_dates(self, dates: DateSpan, read_only: bool) -> None:
        """Show the oldest and newest registry date of the listed trials, and the day of the last import."""
        if self._shown_dates == (dates, read_only):
            return
        self._shown_dates = (dates, read_only)
        span = span_in_words(dates.oldest, dates.newest)
        registry = [self.tr("Registry dates {0}").format(span)] if span else []
        day = [self.tr("last imported {0}").format(day_in_words(dates.imported[:10]))] if dates.imported else []
        ways = [self.tr("read-only")] if read_only else []
        whole, *shorter = (
            " · ".join(parts)
            for parts in ([*registry, *day, *ways, self.tr("offline")], [*registry, *day, *ways], [*registry, *ways])
        )
        self.dates.setText(_VARIANT.join(filter(None, dict.fromkeys((whole, *shorter, span)))))
        self.dates.setAccessibleName(whole)
        self.dates.setToolTip(whole)
        self.dates.updateGeometry()

    def begin(self, task: str) -> None:
        """Begin a task; it becomes visible if it lasts longer."""
        self.progress.begin(task)

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress of the task; without a total only the amount done."""
        self.progress.show_progress(done, total)

    def end(self) -> None:
        """Remove the task."""
        self.progress.end()

"""Run work outside the window's thread: only one writing task at a time, and reading tasks beside it.

Every result goes to the window's thread, and one place handles every error. All work ends with the window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from desktop.trials.work import OnProgress, ShouldStop

Result = TypeVar("Result")
_READERS = 2
_WRITERS = 1
_WRITING = 0  # the number of the writing task; reading tasks are counted from 1


def _nothing() -> None:
    """Do nothing."""


class Writing(NamedTuple):
    """Hold a task that may change files: its name, its work, and the functions to call after it."""

    name: str
    """The text in the status line while it runs."""
    fault: str
    """The title of the message if it fails."""
    work: Callable[[OnProgress, ShouldStop], Any]
    """Runs in its own thread."""
    then: Callable[[Any], None]
    """Called with the result, in the thread of the window, only if the work succeeded."""
    ended: Callable[[], None] = _nothing
    """Called before ``then``, in the thread of the window, even if the work failed."""


class Background(QObject):
    """Run work in other threads; this object lives longer than the threads and holds their signals."""

    began = Signal(str)
    """The name of the writing task that begins."""
    progressed = Signal(int, int)
    """(steps done, all steps); all steps are 0 if unknown."""
    ended = Signal()
    """The writing task has ended, with or without an error."""
    failed = Signal(str, object)
    """(title, exception); the exception is a CatalogueError or a bug. A reading task has no title."""
    ending = Signal()
    """The window closes: code that starts work automatically must stop."""
    _done = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_READERS + _WRITERS)
        self._numbers = count(1)
        self._readings: dict[int, tuple[Callable[[Any], None], Callable[[], None]]] = {}
        self._writing: Writing | None = None
        self._must_stop = threading.Event()
        self._is_over = False
        self._done.connect(self._finish)

    def is_busy(self) -> bool:
        """Return whether a writing task is running, or its end has not been handled yet."""
        return self._writing is not None

    def write(self, writing: Writing) -> None:
        """Begin a writing task.

        Raises:
            RuntimeError: another one is running.
        """
        if self.is_busy():
            raise RuntimeError("a writing is running already")
        self._must_stop.clear()
        self._writing = writing
        self.began.emit(writing.name)
        work = partial(writing.work, self.progressed.emit, self._must_stop.is_set)
        self._pool.start(_Run(_WRITING, work, self._done.emit))

    def read(
        self, work: Callable[[], Result], then: Callable[[Result], None], stop: Callable[[], None] = _nothing
    ) -> None:
        """Begin a reading task, unless the window has closed; ``stop`` is called to end it when the window closes."""
        if not self._is_over:
            number = next(self._numbers)
            self._readings[number] = then, stop
            self._pool.start(_Run(number, work, self._done.emit))

    def stop(self) -> None:
        """Ask the writing task to stop."""
        self._must_stop.set()

    def end(self) -> None:
        """Stop all work, keep complete batches, and wait for its end; no reading task can begin afterwards."""
        self._is_over = True
        self.ending.emit()
        self.stop()
        for _, stop in self._readings.values():
            stop()
        self._pool.waitForDone()

    def _finish(self, number: int, result: object, error: BaseException | None) -> None:
        if number != _WRITING:
            then, _ = self._readings.pop(number)
            if error:
                self.failed.emit("", error)
            elif not self._is_over:
                then(result)
        elif self._writing:
            self._finish_writing(self._writing, result, error)

    def _finish_writing(self, writing: Writing, result: object, error: BaseException | None) -> None:
        self._writing = None
        self.ended.emit()
        writing.ended()
        if error:
            self.failed.emit(writing.fault, error)
        else:
            writing.then(result)


class _Run(QRunnable):
    """Run work in a thread of the pool, and return its result by a signal."""

    def __init__(
        self, number: int, work: Callable[[], object], done: Callable[[int, object, BaseException | None], None]
    ) -> None:
        super().__init__()
        self._number = number
        self._work = work
        self._done = done

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - a bug must not die unseen in another thread
            self._done(self._number, None, error)
        else:
            self._done(self._number, result, None)

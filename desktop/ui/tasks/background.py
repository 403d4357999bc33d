"""Long work off the window's thread: one at a time, with progress, cancel, success and failure made explicit."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

OnProgress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]
Task = Callable[[OnProgress, ShouldStop], object]


class Background(QObject):
    """Run tasks one after the other in a thread of their own; this object outlives them and holds their signals."""

    progressed = Signal(int, int)
    """Steps done, steps in all."""
    _succeeded = Signal(object)
    _failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stop = threading.Event()
        self._on_success: Callable[[object], None] | None = None
        self._on_failure: Callable[[BaseException], None] | None = None
        self._succeeded.connect(self._finish_well)
        self._failed.connect(self._finish_badly)

    def is_busy(self) -> bool:
        """Tell whether a task is running or its end has not been told yet."""
        return self._on_success is not None

    def start(
        self, task: Task, on_success: Callable[[object], None], on_failure: Callable[[BaseException], None]
    ) -> None:
        """Run a task; one of the two callables is told the end, in the thread of the window.

        A failure of the world (CatalogueError) and a bug both reach ``on_failure``, which tells them apart.
        """
        if self.is_busy():
            raise RuntimeError("a task is running already")
        self._stop.clear()
        self._on_success, self._on_failure = on_success, on_failure
        self._pool.start(_Run(self, task))

    def stop(self) -> None:
        """Ask the running task to end early."""
        self._stop.set()

    def wait(self) -> None:
        """Stop the running task and wait for its end; for closing the window."""
        self.stop()
        self._pool.waitForDone()

    def _finish_well(self, result: object) -> None:
        tell = self._on_success
        self._on_success = self._on_failure = None
        if tell:
            tell(result)

    def _finish_badly(self, error: BaseException) -> None:
        tell = self._on_failure
        self._on_success = self._on_failure = None
        if tell:
            tell(error)


class _Run(QRunnable):
    """Carry a task into the pool's thread; the signals are borrowed from their long-lived owner."""

    def __init__(self, owner: Background, task: Task) -> None:
        super().__init__()
        self._owner = owner
        self._task = task

    def run(self) -> None:
        owner = self._owner
        try:
            result = self._task(owner.progressed.emit, owner._stop.is_set)  # noqa: SLF001 - two halves of one thing
        except Exception as error:  # noqa: BLE001 - a bug must not die unseen in another thread
            owner._failed.emit(error)  # noqa: SLF001
        else:
            owner._succeeded.emit(result)  # noqa: SLF001

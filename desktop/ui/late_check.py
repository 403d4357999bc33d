"""A large catalogue looked through behind the open window, where a small one is before it opens."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.catalogue.whole_check import WholeCheck, is_large
from desktop.ui.messages import show_fault

_AFTER_START_MS = 2_000


class LateCheck(QObject):
    """Look a catalogue file through in a thread of its own, and tell the user if it is not whole."""

    _checked = Signal(str)

    def __init__(self, path: Path, window: QWidget) -> None:
        """Begin soon after the start, if the file was too large to be looked through before it was opened."""
        super().__init__(window)
        self._path = path
        self._window = window
        self._pool = QThreadPool(self)
        self._check: WholeCheck | None = None
        self._checked.connect(self._tell)
        if is_large(path):
            QTimer.singleShot(_AFTER_START_MS, self, self.start)

    def start(self) -> None:
        """Begin now."""
        self._check = WholeCheck(self._path)
        self._pool.start(_Run(self, self._check))

    def stop(self) -> None:
        """End it, for closing the window."""
        if self._check:
            self._check.stop()
            self._pool.waitForDone()

    def _tell(self, fault: str) -> None:
        if fault:
            words = self.tr("{0} is damaged ({1}); close the program and restore a backup.").format(self._path, fault)
            show_fault(self._window, self.tr("The catalogue is damaged"), words)


class _Run(QRunnable):
    """Carry a check into the pool's thread; the signal is borrowed from its long-lived owner."""

    def __init__(self, owner: LateCheck, check: WholeCheck) -> None:
        super().__init__()
        self._owner = owner
        self._check = check

    def run(self) -> None:
        self._owner._checked.emit(self._check.fault())  # noqa: SLF001 - two halves of one thing

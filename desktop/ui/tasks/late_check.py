"""The catalogue looked through behind the open window, which stands the sooner for it."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from desktop.catalogue.file.faults import damage
from desktop.catalogue.file.integrity import WholeCheck, is_large

_AFTER_START_MS = 2_000


class LateCheck(QObject):
    """Look a catalogue file through in a thread of its own, and tell if it is not whole."""

    damaged = Signal(object)
    """The DamagedFileError."""
    _checked = Signal(str)

    def __init__(self, path: Path, parent: QObject) -> None:
        """Begin at once; soon after the start if it takes long."""
        super().__init__(parent)
        self._path = path
        self._pool = QThreadPool(self)
        self._check: WholeCheck | None = None
        self._is_over = False
        self._checked.connect(self._tell)
        QTimer.singleShot(_AFTER_START_MS if is_large(path) else 0, self, self.start)

    def start(self) -> None:
        """Begin now, unless stopped before, or the file is gone: the next reading of it tells that."""
        if self._is_over or not self._path.exists():
            return
        self._check = WholeCheck(self._path)
        self._pool.start(_Run(self, self._check))

    def stop(self) -> None:
        """End it, or never begin, for closing the window."""
        self._is_over = True
        if self._check:
            self._check.stop()
            self._pool.waitForDone()

    def _tell(self, fault: str) -> None:
        if fault:
            self.damaged.emit(damage(self._path, fault))


class _Run(QRunnable):
    """Carry a check into the pool's thread; the signal is borrowed from its long-lived owner."""

    def __init__(self, owner: LateCheck, check: WholeCheck) -> None:
        super().__init__()
        self._owner = owner
        self._check = check

    def run(self) -> None:
        self._owner._checked.emit(self._check.fault())  # noqa: SLF001 - two halves of one thing

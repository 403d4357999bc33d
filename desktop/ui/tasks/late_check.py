"""The catalogue looked through behind the open window, which is shown the sooner for it."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.catalogue.file.faults import damage
from desktop.catalogue.file.integrity import WholeCheck, is_large
from desktop.ui.background import Background

_AFTER_START_MS = 2_000


class LateCheck(QObject):
    """Look a catalogue file through in the background, and tell if it is not whole."""

    damaged = Signal(object)
    """The DamagedFileError."""
    checked = Signal()
    """The file was looked through, whatever was found."""

    def __init__(self, path: Path, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._background = background

    def begin(self) -> None:
        """Look now; a little later if it takes long."""
        QTimer.singleShot(_AFTER_START_MS if is_large(self._path) else 0, self, self.look)

    def look(self) -> None:
        """Look now, unless the window has ended, or the file is gone: the next reading of it tells that."""
        if self._path.exists():
            check = WholeCheck(self._path)
            self._background.read(check.fault, self._tell, check.stop)

    def _tell(self, fault: str) -> None:
        if fault:
            self.damaged.emit(damage(self._path, fault))
        self.checked.emit()

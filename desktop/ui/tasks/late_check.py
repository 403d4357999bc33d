"""Check the catalogue file in the background of the open window, so that the window appears sooner."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.catalogue.file.faults import damage
from desktop.catalogue.file.integrity import WholeCheck, is_large
from desktop.ui.background import Background

_AFTER_START_MS = 2_000


class LateCheck(QObject):
    """Check a catalogue file in the background, and report if it is damaged."""

    damaged = Signal(object)
    """The DamagedFileError."""
    checked = Signal()
    """The check has ended, with or without a fault."""

    def __init__(self, path: Path, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._background = background

    def begin(self) -> None:
        """Check now, or a little later if the file is large."""
        QTimer.singleShot(_AFTER_START_MS if is_large(self._path) else 0, self, self.look)

    def look(self) -> None:
        """Check now, unless the window has closed or the file is missing, which the next read reports."""
        if self._path.exists():
            check = WholeCheck(self._path)
            self._background.read(check.fault, self._tell, check.stop)

    def _tell(self, fault: str) -> None:
        if fault:
            self.damaged.emit(damage(self._path, fault))
        self.checked.emit()

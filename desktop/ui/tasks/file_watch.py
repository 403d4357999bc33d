"""Watch the catalogue file of an open window, because another program may save into it or remove it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.catalogue.catalogue import Catalogue

_EVERY_MS = 1_000  # one check takes some microseconds


class FileWatch(QObject):
    """Check the file once a second. Between two checks the user's actions still use the present state of the file."""

    overtaken = Signal()
    """The file has newer data than the screen."""
    gone = Signal(str)
    """The sentence with the remedy if the path no longer holds the file; sent once."""

    def __init__(self, catalogue: Catalogue, shown: Callable[[], int], parent: QObject) -> None:
        """Prepare; ``shown`` returns the version of the data on the screen."""
        super().__init__(parent)
        self._catalogue = catalogue
        self._shown = shown
        self._reported = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Start checking."""
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Check now."""
        fault = self._catalogue.file.fault()
        if fault:
            if fault != self._reported:
                self._reported = fault
                self.gone.emit(fault)
            return
        self._reported = ""
        if self._catalogue.index.version != self._shown():
            self.overtaken.emit()

    def stop(self) -> None:
        """Stop checking, because the window closes."""
        self._timer.stop()

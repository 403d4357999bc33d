"""The catalogue file under an open window: another program may save into it, or take it away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.catalogue.catalogue import Catalogue

_EVERY_MS = 1_000  # a look takes some microseconds


class FileWatch(QObject):
    """Look at the file once a second; whatever the user does in between is answered as the file is then."""

    overtaken = Signal()
    """What is on the screen is no longer what the file holds."""
    gone = Signal(str)
    """The path no longer holds the file: one sentence with the remedy, told once."""

    def __init__(self, catalogue: Catalogue, shown: Callable[[], int], parent: QObject) -> None:
        """Get ready; ``shown`` returns the version of the data that is on the screen."""
        super().__init__(parent)
        self._catalogue = catalogue
        self._shown = shown
        self._reported = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Look now."""
        fault = self._catalogue.gone()
        if fault:
            if fault != self._reported:
                self._reported = fault
                self.gone.emit(fault)
            return
        self._reported = ""
        if self._catalogue.version != self._shown():
            self.overtaken.emit()

    def stop(self) -> None:
        """Look no more, for closing the window."""
        self._timer.stop()

"""One window for one catalogue: a second start brings the first window to the front and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000


class SingleInstance(QObject):
    """Hold the lock beside a catalogue, and listen for later starts on a socket of this machine."""

    raised = Signal()
    """Another start asks for the window."""

    def __init__(self, catalogue: Path) -> None:
        super().__init__()
        self._name = "trial-catalogue-" + hashlib.sha256(str(catalogue.resolve()).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(catalogue) + ".lock")
        self._lock.setStaleLockTime(0)
        # A folder that cannot be written holds no lock, and nothing that two windows could spoil.
        self._is_second = not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError
        self._server = QLocalServer(self)
        if not self._is_second:
            QLocalServer.removeServer(self._name)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._answer)
            self._server.listen(self._name)

    def is_second(self) -> bool:
        """Tell whether another window holds this catalogue."""
        return self._is_second

    def raise_first(self) -> bool:
        """Ask the first window to come to the front; False if it does not answer."""
        socket = QLocalSocket(self)
        socket.connectToServer(self._name)
        reached = socket.waitForConnected(_PATIENCE_MS)
        socket.disconnectFromServer()
        return reached

    def end(self) -> None:
        """Give the catalogue free."""
        self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        self.raised.emit()

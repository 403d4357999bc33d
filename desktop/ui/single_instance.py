"""One window for one catalogue: a second start brings the first window to the front and ends."""

from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE_MS = 1_000
_ATTEMPTS = 5
_PAUSE_S = 0.1


class SingleInstance:
    """Hold the lock beside a catalogue, and listen for later starts on a socket of this machine."""

    def __init__(self, catalogue: Path) -> None:
        self._catalogue = catalogue
        self._lock = QLockFile(str(catalogue) + ".lock")
        self._lock.setStaleLockTime(0)
        # A folder that cannot be written holds no lock, and nothing that two windows could spoil.
        self._is_second = not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError
        self._server: QLocalServer | None = None

    @property
    def _name(self) -> str:
        from hashlib import sha256

        return f"trial-catalogue-{sha256(str(self._catalogue.resolve()).encode()).hexdigest()[:16]}"

    def is_second(self) -> bool:
        """Tell whether another window holds this catalogue."""
        return self._is_second

    def listen(self, raised: Callable[[], None]) -> None:
        """Hear later starts from now on, once the window stands: loading the sockets would hold it up.

        ``raised`` is called when one of them asks for the window.
        """
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._answer(raised))
        self._server.listen(self._name)

    def raise_first(self) -> bool:
        """Ask the first window to come to the front; False if it does not answer, maybe because it is only starting."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        for _ in range(_ATTEMPTS):
            socket.connectToServer(self._name)
            if socket.waitForConnected(_PATIENCE_MS):
                socket.disconnectFromServer()
                return True
            sleep(_PAUSE_S)
        return False

    def end(self) -> None:
        """Give the catalogue free."""
        if self._server:
            self._server.close()
        self._lock.unlock()

    def _answer(self, raised: Callable[[], None]) -> None:
        while self._server and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        raised()

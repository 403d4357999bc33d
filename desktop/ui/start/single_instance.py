"""One window for one catalogue: a second start brings the first window to the front and ends.

The lock is a file beside the catalogue with the name of its holder. An old lock may name another computer, or a process
number that another program has now. The system's own lock on the file shows whether a process on this computer holds
it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLockFile, QSysInfo

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000
_ATTEMPTS = 5
_PAUSE_S = 0.1
_LONGEST_MESSAGE = 1_000_000  # bytes


class Holder(NamedTuple):
    """Hold the holder that a lock names."""

    process: int
    computer: str
    program: str


class SingleInstance:
    """Hold the lock beside a catalogue, and listen for later starts on a socket of this machine."""

    def __init__(self, catalogue: Path) -> None:
        self._catalogue = catalogue
        self._lock = QLockFile(str(catalogue) + ".lock")
        self._lock.setStaleLockTime(0)
        self._is_second = False
        self.try_again()
        self._server: QLocalServer | None = None

    def is_second(self) -> bool:
        """Return whether another window holds this catalogue."""
        return self._is_second

    def holder(self) -> Holder | None:
        """Return the other holder of the lock; None if the lock does not name it."""
        process, computer, program = self._lock.getLockInfo()
        return Holder(process, computer, program) if process else None

    def try_again(self) -> None:
        """Take the lock if it is free; a lock made on this computer is free if the system has no lock on the file."""
        if self._is_locked_by_another():
            holder = self.holder()
            if holder and holder.computer == QSysInfo.machineHostName() and self._lock.removeStaleLockFile():
                self._lock.tryLock(0)
        self._is_second = not self._lock.isLocked() and self._is_locked_by_another()

    def take_over(self) -> None:
        """Ignore the lock; take it unless its holder is running on this computer."""
        if self._lock.removeStaleLockFile():
            self._lock.tryLock(0)
        self._is_second = False

    def _is_locked_by_another(self) -> bool:
        # In a read-only folder there is no lock, and two windows are harmless.
        return not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError

    def listen(self, raised: Callable[[Sequence[Path]], None]) -> None:
        """Listen for later starts; ``raised`` is called with the files of such a start."""
        if self._server:  # from an earlier window, which was closed for a remedy
            self._server.close()
        sockets = _sockets()
        name = sockets.name(self._catalogue)
        sockets.server.removeServer(name)
        self._server = sockets.server()
        self._server.setSocketOptions(sockets.server.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._answer(raised))
        self._server.listen(name)

    def raise_first(self, files: Sequence[Path] = ()) -> bool:
        """Ask the first window to come to the front, and to offer to import files.

        Return False if it does not answer, perhaps because it is still starting.
        """
        sockets = _sockets()
        socket, name = sockets.client(), sockets.name(self._catalogue)
        for _ in range(_ATTEMPTS):
            socket.connectToServer(name)
            if socket.waitForConnected(_PATIENCE_MS):
                socket.write(json.dumps([str(each) for each in files]).encode())
                socket.waitForBytesWritten(_PATIENCE_MS)
                socket.disconnectFromServer()
                return True
            sleep(_PAUSE_S)
        return False

    def end(self) -> None:
        """Release the catalogue."""
        if self._server:
            self._server.close()
        self._lock.unlock()

    def _answer(self, raised: Callable[[Sequence[Path]], None]) -> None:
        files: list[Path] = []
        while self._server and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if socket.state() != socket.LocalSocketState.UnconnectedState:
                socket.waitForDisconnected(_PATIENCE_MS)
            files += named_in(bytes(socket.read(_LONGEST_MESSAGE).data()))
            socket.deleteLater()
        raised(files)


def named_in(message: bytes) -> list[Path]:
    """Return the files in the message of a later start; empty for any other message."""
    try:
        named = json.loads(message or b"[]")
    except (ValueError, RecursionError):
        return []
    return [Path(each) for each in named if isinstance(each, str)] if isinstance(named, list) else []


class _Sockets(NamedTuple):
    """Hold the classes of sockets, and the function that names the socket of a catalogue."""

    server: type[QLocalServer]
    client: type[QLocalSocket]
    name: Callable[[Path], str]


def _sockets() -> _Sockets:
    # Importing the classes of sockets, and hashes, would delay the first painting.
    from desktop.ui.start.local_sockets import QLocalServer, QLocalSocket, socket_name

    return _Sockets(QLocalServer, QLocalSocket, socket_name)

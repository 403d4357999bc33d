"""Close the window normally on Ctrl+C in the terminal that started it."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication


class Interruption(QObject):
    """Close all windows on Ctrl+C; a second Ctrl+C ends the program immediately."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ends: tuple[socket.socket, socket.socket] | None = None
        self.was_asked = False
        """Whether Ctrl+C was pressed."""

    def listen(self) -> None:
        """Handle Ctrl+C instead of the system, which would end the program without closing anything."""
        # While Qt waits, Python handles no signals. A byte in a socket wakes Qt up.
        self._ends = received, sent = socket.socketpair()
        received.setblocking(False)
        sent.setblocking(False)
        signal.set_wakeup_fd(sent.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, lambda *_: signal.signal(signal.SIGINT, signal.SIG_DFL))
        notifier = QSocketNotifier(received.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._close(received))

    def end(self) -> None:
        """Let the system handle Ctrl+C again."""
        if self._ends:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.set_wakeup_fd(-1)
            for notifier in self.findChildren(QSocketNotifier):
                notifier.setEnabled(False)
            for end in self._ends:
                end.close()
            self._ends = None
        self.deleteLater()

    def _close(self, received: socket.socket) -> None:
        if signal.SIGINT in received.recv(64):
            self.was_asked = True
            QApplication.closeAllWindows()

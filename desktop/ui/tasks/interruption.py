"""Ctrl+C in the terminal from which the window was started: it closes in good order, as by its own button."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication


class Interruption(QObject):
    """Close the windows of an application on Ctrl+C; a second one ends it at once."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._ends: tuple[socket.socket, socket.socket] | None = None
        self.was_asked = False
        """Whether Ctrl+C was pressed."""

    def listen(self) -> None:
        """Take over from the system, which would end the program without closing anything."""
        # Qt waits outside Python, where no Python runs for a signal: a byte in a socket wakes it.
        self._ends = received, sent = socket.socketpair()
        received.setblocking(False)
        sent.setblocking(False)
        signal.set_wakeup_fd(sent.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, lambda *_: signal.signal(signal.SIGINT, signal.SIG_DFL))
        notifier = QSocketNotifier(received.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._close(received))

    def end(self) -> None:
        """Hand Ctrl+C back to the system."""
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
            self._application.closeAllWindows()

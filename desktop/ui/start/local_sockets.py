"""The sockets with which the windows of a catalogue find each other on one computer."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket

__all__ = ["QLocalServer", "QLocalSocket", "socket_name"]


def socket_name(catalogue: Path) -> str:
    """Return the name of the socket on which the window of a catalogue listens."""
    return f"trial-catalogue-{sha256(str(catalogue.resolve()).encode()).hexdigest()[:16]}"

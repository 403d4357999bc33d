"""Why a window was closed, and the catalogue to open after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.errors import StorageError
    from desktop.ui.tasks.interruption import Interruption
    from desktop.workflows.restore_backup import Backup


class Following(NamedTuple):
    """Hold the catalogue to open after the window has closed, and the copy to restore first, if any."""

    catalogue: Path
    copy: Backup | None = None


class Left:
    """Hold why a window was closed if not for good: a fault, another catalogue to open, or Ctrl+C.

    ``said`` is what the next window says first in its status line.
    """

    def __init__(self, said: str = "") -> None:
        self.fault: StorageError | None = None
        self.following: Following | None = None
        self.interruption: Interruption | None = None
        self.said = said

    def say(self, words: str) -> None:
        """Let the next window say this first."""
        self.said = words

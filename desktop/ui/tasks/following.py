"""What is opened when a window is left for another catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workflows.restore_backup import Backup


class Following(NamedTuple):
    """Hold what is opened once the window is closed: a catalogue, put back to a copy first if there is one."""

    catalogue: Path
    copy: Backup | None = None

"""The catalogue to open after a window has closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workflows.restore_backup import Backup


class Following(NamedTuple):
    """Hold the catalogue to open after the window has closed, and the copy to restore first, if any."""

    catalogue: Path
    copy: Backup | None = None

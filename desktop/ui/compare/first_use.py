"""Import the code for comparing at first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.background import Background
    from desktop.ui.compare.comparer import Comparer
    from desktop.ui.look.settings import Settings
    from desktop.workspace import Workspace


def make_comparer(
    workspace: Workspace, background: Background, settings: Settings, say: Callable[[str], None], window: QWidget
) -> Comparer:
    """Return the object that compares trials in a window; ``say`` shows a sentence."""
    # Imported here, because it would make every start slower and few users begin with a comparison.
    from desktop.ui.compare.comparer import Comparer

    return Comparer(workspace, background, settings, say, window)

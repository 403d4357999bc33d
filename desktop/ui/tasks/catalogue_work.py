"""Work in the background that changes the catalogue: what mending, deriving again and giving classes share."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.background import Background
from desktop.workspace import Workspace


class CatalogueWork(QObject):
    """Hold what a piece of work needs, and tell whether it may begin."""

    changed = Signal()
    """The catalogue has changed on disk."""

    def __init__(self, workspace: Workspace, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._window = window

    def can_start(self) -> bool:
        """Tell whether the catalogue may be written, and nothing else is writing."""
        return not self._background.is_busy() and not self._workspace.catalogue.read_only

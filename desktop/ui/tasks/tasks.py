"""The long tasks of the window, and its automatic background work."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import CatalogueError
from desktop.ui.look.messages import show_fault
from desktop.ui.tasks.catalogue_files import CatalogueFiles
from desktop.ui.tasks.classifying import Classifying
from desktop.ui.tasks.deriving import Deriving
from desktop.ui.tasks.file_watch import FileWatch
from desktop.ui.tasks.importing import Importing
from desktop.ui.tasks.late_check import LateCheck
from desktop.ui.tasks.mending import Mending
from desktop.workflows.sweeping import sweep_leftovers

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QUndoStack
    from PySide6.QtWidgets import QWidget

    from desktop.ui.background import Background
    from desktop.ui.look.settings import Settings
    from desktop.ui.tasks.exporting import Exporting
    from desktop.ui.tasks.status_line import StatusLine
    from desktop.workspace import Workspace


class Tasks(QObject):
    """Hold the long tasks of a window, and handle their results and errors in one place."""

    changed = Signal()
    """The catalogue has changed on disk."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        background: Background,
        status: StatusLine,
        stack: QUndoStack,
        shown: Callable[[], int],
        window: QWidget,
    ) -> None:
        """Prepare; ``shown`` returns the version of the data on the screen."""
        super().__init__(window)
        self._workspace = workspace
        self._catalogue = workspace.catalogue
        self._settings = settings
        self._window = window
        self.background = background
        self.importing = Importing(workspace, background, settings, window)
        self.files = CatalogueFiles(workspace, background, settings, window)
        self.deriving = Deriving(workspace, background, window)
        self.mending = Mending(workspace, background, window)
        self.classifying = Classifying(workspace, background, stack, window)
        self.watch = FileWatch(workspace.catalogue, shown, self)
        self.late_check = LateCheck(workspace.catalogue.path, background, self)
        self.importing.imported.connect(self.changed)
        for work in (self.deriving, self.mending, self.classifying):
            work.changed.connect(self.changed)
        background.began.connect(status.begin)
        background.progressed.connect(status.show_progress)
        background.ended.connect(status.end)
        self.files.message.connect(status.show_words)
        self.classifying.message.connect(status.show_words)
        background.failed.connect(self._tell_fault)
        background.ending.connect(self.watch.stop)
        status.stop_asked.connect(background.stop)
        self.watch.overtaken.connect(self._follow)
        self.watch.gone.connect(self._tell_gone)

    @cached_property
    def exporting(self) -> Exporting:
        """Return the object that writes and prints trials."""
        # Importing all formats and their libraries takes a fifth of the start of the window.
        from desktop.ui.tasks.exporting import Exporting

        return Exporting(self._workspace, self.background, self._settings, self._window)

    def begin(self) -> None:
        """Start the automatic background work after the window is shown."""
        self.watch.begin()
        self.late_check.begin()
        exports = self._settings.text("export folder")
        # Closing the window does not wait for this: the folder may be on a network that is not available.
        folders = [Path(exports)] if exports else []
        threading.Thread(target=sweep_leftovers, args=(self._catalogue.path, *folders), daemon=True).start()

    def _follow(self) -> None:
        # Changes of the window's own task are shown at its end, so that the list does not change while the user works.
        if not self.background.is_busy():
            self.changed.emit()

    def _tell_gone(self, message: str) -> None:
        show_fault(self._window, self.tr("The catalogue is no longer there"), message)

    def _tell_fault(self, title: str, error: BaseException) -> None:
        """Show an error that is no bug; raise a bug again, which ends the program."""
        if not title or not isinstance(error, CatalogueError):
            raise error
        show_fault(self._window, title, str(error))

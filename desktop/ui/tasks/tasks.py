"""What the window does that takes long: each kind of work is made when it is first asked for."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.ui.look.settings import Settings
    from desktop.ui.tasks.background import Background
    from desktop.ui.tasks.deriving import Deriving
    from desktop.ui.tasks.exporting import Exporting
    from desktop.ui.tasks.file_watch import FileWatch
    from desktop.ui.tasks.importing import Importing
    from desktop.ui.tasks.late_check import LateCheck
    from desktop.ui.tasks.mending import Mending
    from desktop.ui.tasks.status_line import StatusLine
    from desktop.ui.tasks.text_look import TextLook
    from desktop.workspace import Workspace


class Tasks(QObject):
    """Hold the long work of a window, one at a time."""

    changed = Signal()
    """The catalogue has changed on disk."""
    damaged = Signal(object)
    """The StorageError: the catalogue file is not whole, or was changed by another program while it was read."""

    def __init__(self, workspace: Workspace, settings: Settings, status: StatusLine, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._status = status
        self._window = window
        self._late_check: LateCheck | None = None
        self._watch: FileWatch | None = None

    def begin(self, shown: Callable[[], int]) -> None:
        """Begin what goes on by itself behind a window that stands and shows the data in the version ``shown``."""
        from desktop.ui.tasks.file_watch import FileWatch
        from desktop.ui.tasks.late_check import LateCheck

        self._watch = FileWatch(self._workspace.catalogue, shown, self)
        self._watch.overtaken.connect(self._follow)
        self._watch.gone.connect(self._tell_gone)
        self._late_check = LateCheck(self._workspace.catalogue.path, self)
        self._late_check.damaged.connect(self.damaged)
        self._sweep()

    def _sweep(self) -> None:
        from desktop.workflows.sweeping import sweep_leftovers

        path, exports = self._workspace.catalogue.path, self._settings.text("export folder")
        # Closing the window does not wait for it: the folder may lie on a network that is not there.
        folders = [Path(exports)] if exports else []
        threading.Thread(target=sweep_leftovers, args=(path, *folders), daemon=True).start()

    def wait(self) -> None:
        """Stop what is running, whole batches kept, and wait for its end; for closing the window."""
        self.background.wait()
        if self._watch:
            self._watch.stop()
        if self._late_check:
            self._late_check.stop()
        self.looking.wait()

    def _follow(self) -> None:
        # What the window's own work saves is shown at its end, not batch by batch under the hands of the user.
        if not self.background.is_busy():
            self.changed.emit()

    def _tell_gone(self, said: str) -> None:
        from desktop.ui.look.messages import show_fault

        show_fault(self._window, self.tr("The catalogue is no longer there"), said)

    @cached_property
    def looking(self) -> TextLook:
        """Return what searches in a very large catalogue."""
        from desktop.ui.tasks.text_look import TextLook

        return TextLook(self._workspace.catalogue, self)

    @cached_property
    def importing(self) -> Importing:
        """Return what imports."""
        from desktop.ui.tasks.importing import Importing

        importing = Importing(self._workspace, self.background, self._status, self._settings, self._window)
        importing.imported.connect(self.changed)
        return importing

    @cached_property
    def exporting(self) -> Exporting:
        """Return what exports."""
        from desktop.ui.tasks.exporting import Exporting

        return Exporting(self._workspace, self.background, self._status, self._settings, self._window)

    @cached_property
    def deriving(self) -> Deriving:
        """Return what derives again."""
        from desktop.ui.tasks.deriving import Deriving

        deriving = Deriving(self._workspace, self.background, self._status, self._window)
        deriving.derived.connect(self.changed)
        return deriving

    @cached_property
    def mending(self) -> Mending:
        """Return what mends damaged trials."""
        from desktop.ui.tasks.mending import Mending

        mending = Mending(self._workspace, self.background, self._status, self._window)
        mending.mended.connect(self.changed)
        return mending

    @cached_property
    def background(self) -> Background:
        """Return what runs the work."""
        from desktop.ui.tasks.background import Background

        background = Background(self)
        background.progressed.connect(self._status.show_progress)
        self._status.stop_asked.connect(background.stop)
        return background

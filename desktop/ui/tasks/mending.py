"""Mending damaged trials as the window does it: in the background, with a word on what could not be mended."""

from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CatalogueError
from desktop.ui.look.messages import show_fault
from desktop.ui.tasks.background import Background, OnProgress, ShouldStop
from desktop.ui.tasks.status_line import StatusLine
from desktop.workspace import Workspace


class Mending(QObject):
    """Read the originals of damaged trials again when the user asks for it."""

    mended = Signal()
    """The catalogue has changed on disk."""

    def __init__(self, workspace: Workspace, background: Background, status: StatusLine, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._status = status
        self._window = window

    def start(self) -> None:
        """Mend every damaged trial."""
        if self._background.is_busy() or self._workspace.catalogue.read_only:
            return
        self._status.begin(self.tr("Mending…"))
        workspace = self._workspace

        def task(_on_progress: OnProgress, _should_stop: ShouldStop) -> tuple[str, ...]:
            from desktop.workflows.mend_trials import mend_trials

            with workspace.reopened() as own:
                return mend_trials(own.catalogue, own.vocabularies)

        self._background.start(task, self._finish, self._fail)

    def _finish(self, result: object) -> None:
        self._status.end()
        self.mended.emit()
        lost = cast("tuple[str, ...]", result)
        if lost:
            show_fault(self._window, self.tr("Not everything could be mended"), "\n".join(lost))

    def _fail(self, error: BaseException) -> None:
        self._status.end()
        if not isinstance(error, CatalogueError):
            raise error
        show_fault(self._window, self.tr("Nothing was mended"), str(error))

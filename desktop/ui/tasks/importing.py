"""The import as the window does it: choose, run in the background, report."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import CatalogueError
from desktop.files import PASTED
from desktop.ui.look.messages import show_fault
from desktop.ui.look.settings import Settings
from desktop.ui.look.short_lived import short_lived
from desktop.ui.tasks.background import Background, OnProgress, ShouldStop
from desktop.ui.tasks.status_line import StatusLine
from desktop.workflows.import_report import ImportReport
from desktop.workspace import Workspace


class Importing(QObject):
    """Bring files into the catalogue when the user asks for it."""

    imported = Signal()
    """The catalogue has changed on disk."""

    def __init__(
        self, workspace: Workspace, background: Background, status: StatusLine, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._status = status
        self._settings = settings
        self._window = window
        self._pasted: TemporaryDirectory[str] | None = None

    def choose_files(self) -> None:
        """Ask for files and import them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Import files"), self._settings.text("import folder")
        )
        self._start_from([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder and import everything in it."""
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Import a folder"), self._settings.text("import folder")
        )
        self._start_from([Path(name)] if name else [])

    def paste(self) -> None:
        """Import the text that was copied elsewhere, as if it were a file."""
        text = QGuiApplication.clipboard().text()
        if not text.strip() or self._background.is_busy():
            return
        self._pasted = TemporaryDirectory(prefix=PASTED)
        file = Path(self._pasted.name) / f"Copied text {datetime.now().astimezone():%Y-%m-%d %H%M%S}.txt"
        file.write_text(text, encoding="utf-8", errors="replace")
        self.start([file])

    def takes(self, event: QDropEvent) -> bool:
        """Tell whether what is dragged could be imported."""
        return bool(_dropped_paths(event)) and not self._workspace.catalogue.read_only

    def drop(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.start(_dropped_paths(event))

    def start(self, paths: Sequence[Path]) -> None:
        """Import files, folders and zips in the background."""
        if not paths or self._background.is_busy():
            return
        self._status.begin(self.tr("Importing…"))
        chosen = list(paths)
        workspace = self._workspace

        def task(on_progress: OnProgress, should_stop: ShouldStop) -> ImportReport:
            from desktop.workflows.import_documents import import_documents
            from desktop.workflows.import_in_process import import_in_process, is_large

            if is_large(chosen, should_stop):
                catalogue = workspace.catalogue
                places = catalogue.path, workspace.resources, workspace.own_files
                return import_in_process(chosen, *places, on_progress, should_stop, expected=catalogue.identity)
            # A connection of its own: SQLite's must not cross threads, nor the facet index change under the window.
            with workspace.reopened() as own:
                return import_documents(chosen, own.catalogue, own.vocabularies, on_progress, should_stop)

        self._background.start(task, self._finish, self._fail)

    def _start_from(self, paths: Sequence[Path]) -> None:
        if paths:
            self._settings.remember("import folder", str(paths[0].parent))
            self.start(paths)

    def _finish(self, result: object) -> None:
        self._end()
        self.imported.emit()
        from desktop.ui.tasks.import_report_dialog import ImportReportDialog

        with short_lived(ImportReportDialog(cast(ImportReport, result), self._window)) as dialog:
            dialog.exec()

    def _end(self) -> None:
        self._status.end()
        if self._pasted:
            self._pasted.cleanup()
            self._pasted = None

    def _fail(self, error: BaseException) -> None:
        self._end()
        self.imported.emit()
        if not isinstance(error, CatalogueError):
            raise error
        show_fault(self._window, self.tr("The import was stopped"), str(error))


def _dropped_paths(event: QDropEvent) -> list[Path]:
    """Return the local files and folders in what is dragged; nothing else is taken."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

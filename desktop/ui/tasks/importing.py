"""Import in the window: choose files, import in the background, show the report."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.files import PASTED
from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Background, Writing
from desktop.ui.look.file_dialogs import files_to_open, folder_to_open
from desktop.ui.look.messages import show_fault
from desktop.ui.look.settings import Settings
from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.thousands import with_thousands
from desktop.ui.tasks.catalogue_work import reading
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.workflows.import_report import ImportReport
from desktop.workspace import Workspace

_MOST_NAMED = 8


class Importing(QObject):
    """Import files into the catalogue when the user asks for it."""

    imported = Signal()
    """The catalogue has changed on disk."""
    reported = Signal()
    """There is a report that can be shown again."""
    show_asked = Signal(object)
    """A TrialQuery for trials of an import that the user wants to see."""
    remove_asked = Signal(int, int)
    """(number of an import, number of trials in its documents)."""

    def __init__(self, workspace: Workspace, background: Background, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._settings = settings
        self._window = window
        self.pasted: TemporaryDirectory[str] | None = None
        self.latest: ImportReport | None = None
        """The report of the last import of this window."""

    def choose_files(self) -> None:
        """Ask for files and import them."""
        names = files_to_open(self._window, self.tr("Import files"), self._folder())
        self._start_from([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder and import everything in it."""
        name = folder_to_open(self._window, self.tr("Import a folder"), self._folder())
        self._start_from([Path(name)] if name else [])

    def _folder(self) -> str:
        """Return the folder of the last import, at first the downloads folder."""
        known = self._settings.text("import folder")
        if known and Path(known).is_dir():
            return known
        places = QStandardPaths.StandardLocation
        found = map(QStandardPaths.writableLocation, (places.DownloadLocation, places.HomeLocation))
        return next((each for each in found if Path(each).is_dir()), "")

    def paste(self) -> None:
        """Import the text of the clipboard as if it were a file."""
        text = QGuiApplication.clipboard().text()
        if not text.strip() or self._background.is_busy():
            return
        self.pasted = TemporaryDirectory(prefix=PASTED)
        file = Path(self.pasted.name) / f"Copied text {datetime.now().astimezone():%Y-%m-%d %H%M%S}.txt"
        file.write_text(text, encoding="utf-8", errors="replace")
        self.start([file])

    def offer(self, paths: Sequence[Path]) -> None:
        """Ask whether to import the files with which the program was opened."""
        if self._workspace.catalogue.read_only or self._background.is_busy():
            fault = self.tr("The catalogue cannot take anything in just now; import them later from the File menu.")
            show_fault(self._window, self.tr("Nothing was imported"), fault)
            return
        names = [path.name for path in paths[:_MOST_NAMED]]
        if more := len(paths) - len(names):
            names.append(self.tr("and {0} more").format(with_thousands(more)))
        title = self.tr("Import this file into the catalogue?")
        if len(paths) > 1:
            title = self.tr("Import these files into the catalogue?")
        with short_lived(QMessageBox(QMessageBox.Icon.Question, title, title, parent=self._window)) as box:
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.setInformativeText("\n".join(names))
            take = box.addButton(self.tr("Import"), QMessageBox.ButtonRole.AcceptRole)
            box.addButton(QMessageBox.StandardButton.Cancel)
            box.setDefaultButton(take)
            box.exec()
            is_wanted = box.clickedButton() is take
        if is_wanted:
            self.start(paths)

    def takes(self, event: QDropEvent) -> bool:
        """Return whether dragged data can be imported now."""
        can_write = not self._workspace.catalogue.read_only and not self._background.is_busy()
        return can_write and bool(_dropped_paths(event))

    def drop(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.start(_dropped_paths(event))

    def start(self, paths: Sequence[Path]) -> None:
        """Import files, folders and zips in the background."""
        if not paths or self._background.is_busy():
            return
        work = partial(self._import, list(paths))
        self._background.write(
            Writing(self.tr("Importing…"), self.tr("The import was stopped"), work, self.report, self._end)
        )

    def _import(self, chosen: Sequence[Path], on_progress: OnProgress, should_stop: ShouldStop) -> ImportReport:
        workspace, read = self._workspace, reading()
        if read.is_large(chosen, should_stop):
            catalogue = workspace.catalogue
            places = catalogue.path, workspace.resources, workspace.own_files
            return read.import_in_process(chosen, *places, on_progress, should_stop, expected=catalogue.file.identity)
        # A separate connection: SQLite connections must not cross threads, and the window's index must not change
        # during the import.
        with workspace.reopened() as own:
            return read.import_here(chosen, own.catalogue, own.vocabularies, on_progress, should_stop)

    def _start_from(self, paths: Sequence[Path]) -> None:
        if paths:
            self._settings.remember("import folder", str(paths[0].parent))
            self.start(paths)

    def _end(self) -> None:
        if self.pasted:
            self.pasted.cleanup()
            self.pasted = None
        self.imported.emit()

    def report(self, report: ImportReport) -> None:
        """Show the report of an import, and keep it."""
        self.latest = report
        self.reported.emit()
        self.show_latest()

    def show_latest(self) -> None:
        """Show the report of the last import again."""
        if self.latest is None:
            return
        catalogue = self._workspace.catalogue
        is_there = any(each.number == self.latest.number for each in catalogue.trials.imports())
        can_remove = is_there and not catalogue.read_only
        with short_lived(ImportReportDialog(self.latest, self._window, read_only=not can_remove)) as dialog:
            dialog.show_asked.connect(self.show_asked)
            dialog.remove_asked.connect(self._ask_to_remove)
            dialog.exec()

    def _ask_to_remove(self, number: int) -> None:
        trials = next((each.trials for each in self._workspace.catalogue.trials.imports() if each.number == number), 0)
        self.remove_asked.emit(number, trials)


def _dropped_paths(event: QDropEvent) -> list[Path]:
    """Return the local files and folders in dragged data; everything else is ignored."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

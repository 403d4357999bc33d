"""Handle catalogue files in the window: open another one, write a copy, go back to a copy."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QMessageBox

from desktop.errors import StorageError
from desktop.ui.background import Writing
from desktop.ui.look.file_dialogs import file_to_open, file_to_save
from desktop.ui.look.messages import show_fault
from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.thousands import with_thousands
from desktop.ui.tasks.catalogue_work import CatalogueWork
from desktop.ui.tasks.copies_dialog import CopiesDialog
from desktop.ui.tasks.following import Following
from desktop.workflows.catalogue_files import copy_in, refuse_unusable, write_copy
from desktop.workflows.restore_backup import Backup, available_backups

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.trials.work import OnProgress, ShouldStop
    from desktop.ui.background import Background
    from desktop.ui.look.settings import Settings
    from desktop.workspace import Workspace

_MOST_RECENT = 8
_ENDING = ".db"


class CatalogueFiles(CatalogueWork):
    """Ask for catalogues and copies, and report which one must be opened instead of the present one."""

    left_for = Signal(object)
    """The Following to open after the window has closed."""
    message = Signal(str)
    """A sentence on what was done."""

    def __init__(self, workspace: Workspace, background: Background, settings: Settings, window: QWidget) -> None:
        super().__init__(workspace, background, window)
        self._settings = settings
        self._path = workspace.catalogue.path.absolute()
        self.recent = QMenu(self.tr("Rece&nt catalogues"), window)
        """The menu of recent catalogues."""
        self.recent.aboutToShow.connect(self._fill_recent)
        others = [each for each in settings.names("recent catalogues", ()) if each != str(self._path)]
        settings.remember("recent catalogues", [str(self._path), *others][:_MOST_RECENT])

    def open(self) -> None:
        """Ask for another catalogue, and open it."""
        kind = self.tr("Catalogues (*{0})").format(_ENDING)
        title = self.tr("Open a catalogue")
        if name := file_to_open(self._window, title, str(self._path.parent), kind):
            self.go_to(Path(name))

    def go_to(self, path: Path) -> None:
        """Open another catalogue instead of this one, if it can be opened."""
        if path.absolute() == self._path or not self._may_leave():
            return
        try:
            refuse_unusable(path)
        except StorageError as error:
            show_fault(self._window, self.tr("The catalogue was not opened"), str(error))
            return
        self.left_for.emit(Following(path))

    def back_up(self) -> None:
        """Ask for the place of a copy of the catalogue, and write it."""
        if not self._may_leave():
            return
        now = dt.datetime.now().astimezone()
        suggested = Path.home() / f"{self._path.stem}-{now:%Y-%m-%d}{_ENDING}"
        folder = Path(self._settings.text("copies folder", str(suggested.parent)))
        kind = self.tr("Catalogues (*{0})").format(_ENDING)
        title = self.tr("Back up the catalogue")
        name, _ = file_to_save(self._window, title, folder / suggested.name, kind)
        if name:
            target = Path(name)
            self._settings.remember("copies folder", str(target.parent))
            self.write(target if target.suffix else target.with_suffix(_ENDING))

    def write(self, target: Path) -> None:
        """Write a copy of the catalogue to a file in the background."""

        def work(_on_progress: OnProgress, _should_stop: ShouldStop) -> int:
            return write_copy(self._path, target)

        def tell(trials: int) -> None:
            self.message.emit(self.tr("{0}: a copy with {1} trials").format(target, with_thousands(trials)))

        self._background.write(Writing(self.tr("Backing up…"), self.tr("The copy was not written"), work, tell))

    def restore(self) -> None:
        """Ask for a copy, and go back to it."""
        if not self._may_leave():
            return
        with short_lived(CopiesDialog(available_backups(self._path), self._window, elsewhere=copy_in)) as dialog:
            dialog.exec()
            copy = dialog.chosen
        if copy is not None and self._is_meant(copy):
            self.left_for.emit(Following(self._path, copy))

    def _is_meant(self, copy: Backup) -> bool:
        title = self.tr("Go back to the copy of {0}?").format(f"{copy.made:%Y-%m-%d %H:%M}")
        words = self.tr(
            "It holds {0} trials; the catalogue holds {1} now. What was imported, decided or noted since then is "
            "not in it. The catalogue as it is now becomes one of the copies, so that you can come back to it."
        ).format(with_thousands(copy.trials), with_thousands(len(self._workspace.catalogue)))
        with short_lived(QMessageBox(QMessageBox.Icon.Question, title, title, parent=self._window)) as box:
            box.setInformativeText(words)
            restore = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
            box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
            box.exec()
            return box.clickedButton() is restore

    def _may_leave(self) -> bool:
        """Return whether nothing is being written; else the status line asks the user to wait."""
        if self._background.is_busy():
            self.message.emit(self.tr("Something is being written; wait for its end, or stop it first."))
            return False
        return True

    def _fill_recent(self) -> None:
        self.recent.clear()
        others = [each for each in self._settings.names("recent catalogues", ()) if each != str(self._path)]
        for each in others:
            action = self.recent.addAction(each.replace("&", "&&"))
            action.triggered.connect(partial(self._reopen, Path(each)))
        if not others:
            self.recent.addAction(self.tr("No other yet")).setEnabled(False)

    def _reopen(self, path: Path, _checked: bool = False) -> None:
        self.go_to(path)

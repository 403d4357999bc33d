"""Delete trials in the window: ask once with the number, delete, and undo until the program ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.errors import StorageError
from desktop.paths import SEEDS
from desktop.trials.identifiers import name_in_sentence
from desktop.ui.look.messages import show_fault
from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.thousands import with_thousands, with_thousands_in
from desktop.ui.tasks.undo_keys import way_back, way_forward
from desktop.workflows.examples import example_trials
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.catalogue.storing.deleting import Deletion


class Deleting(QObject):
    """Delete trials from the catalogue; each deletion can be undone."""

    changed = Signal()
    """Trials were deleted or brought back."""
    message = Signal(str)
    """A sentence on what was done."""

    def __init__(self, workspace: Workspace, stack: QUndoStack, window: QWidget) -> None:
        super().__init__(window)
        self._catalogue = workspace.catalogue
        self._window = window
        self._stack = stack

    def ask(self, ids: Sequence[int], more: str = "") -> None:
        """Delete trials if the user agrees; ``more`` is a further sentence in the question."""
        if self._catalogue.read_only:
            return
        if not ids:
            self.message.emit(more or self.tr("No trial is selected."))
            return
        title = with_thousands_in(self.tr("Delete %n trial(s)?", "", len(ids)), len(ids))
        name = self._name(ids)
        if name:
            title = self.tr("Delete {0}?").format(name)
        explanation = self.tr(
            "Undo brings them back until the program ends; their documents are kept until then. Your corrections of "
            "them are kept, and count again if they are imported again."
        )
        box = QMessageBox(QMessageBox.Icon.Question, title, title, QMessageBox.StandardButton.Cancel, self._window)
        with short_lived(box):
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.setInformativeText("\n\n".join(filter(None, (self._title(ids), f"{more} {explanation}".strip()))))
            delete = box.addButton(self.tr("&Delete"), QMessageBox.ButtonRole.DestructiveRole)
            box.setDefaultButton(QMessageBox.StandardButton.Cancel)
            box.exec()
            agreed = box.clickedButton() is delete
        if agreed:
            self._delete(ids)

    def ask_import(self, number: int, trials: int) -> None:
        """Delete the trials of one import, except those that are also in another; ``trials`` is the number of both."""
        ids = self._catalogue.trials.brought_by(number)
        staying = trials - len(ids)
        words = self.tr("%n trial(s) of this import stay, for another import knows them too.", "", staying)
        self.ask(ids, with_thousands_in(words, staying) if staying else "")

    def delete_examples(self) -> None:
        """Delete the example trials without a question, because undo brings them back."""
        ids = example_trials(self._catalogue, SEEDS)
        if ids and not self._catalogue.read_only:
            self._delete(ids)

    def _delete(self, ids: Sequence[int]) -> None:
        words = with_thousands_in(self.tr("deletion of %n trial(s)", "", len(ids)), len(ids))
        if name := self._name(ids):
            words = self.tr("deletion of {0}").format(name)
        self._stack.push(_Delete(self, tuple(ids), words))

    def take_out(self, ids: Sequence[int]) -> Deletion | None:
        """Delete trials and show a sentence; if that fails, show the fault and return None."""
        name = self._name(ids)
        try:
            with _waiting():
                deletion = self._catalogue.delete(ids)
        except StorageError as error:
            show_fault(self._window, self.tr("Nothing was deleted"), str(error))
            return None
        self.changed.emit()
        words = with_thousands_in(self.tr("%n trial(s) deleted", "", deletion.trials), deletion.trials)
        if name and deletion.trials == 1:
            words = self.tr("{0} deleted").format(name)
        self.message.emit(f"{words} · {way_back()}")
        return deletion

    def bring_back(self, deletion: Deletion) -> None:
        """Bring back deleted trials, and show a sentence."""
        try:
            with _waiting():
                returned = self._catalogue.bring_back(deletion)
        except StorageError as error:
            show_fault(self._window, self.tr("Nothing was brought back"), str(error))
            return
        self.changed.emit()
        words = with_thousands_in(self.tr("Undone: %n trial(s) brought back", "", returned.trials), returned.trials)
        if returned.already_there:
            count = with_thousands(len(returned.already_there))
            words += self.tr("; {0} had been imported again and stay as they are").format(count)
        self.message.emit(f"{words} · {way_forward()}")

    def _name(self, ids: Sequence[int]) -> str:
        """Return the number of a trial, or the beginning of its title; "" for several trials."""
        rows = self._catalogue.index.rows(ids) if len(ids) == 1 else []
        return name_in_sentence(rows[0].key, rows[0].title, rows[0].ids) if rows else ""

    def _title(self, ids: Sequence[int]) -> str:
        """Return the title of a trial, which a number alone does not recall; "" for several trials."""
        rows = self._catalogue.index.rows(ids) if len(ids) == 1 else []
        return rows[0].headed if rows else ""


@contextlib.contextmanager
def _waiting() -> Iterator[None]:
    """Show a waiting cursor, because thousands of trials take seconds."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


class _Delete(QUndoCommand):
    """Hold one deletion for undo and redo."""

    def __init__(self, owner: Deleting, ids: tuple[int, ...], words: str) -> None:
        super().__init__(words)
        self._owner = owner
        self._ids = ids
        self._deletion: Deletion | None = None

    def redo(self) -> None:
        self._deletion = self._owner.take_out(self._ids)
        # A deletion that failed cannot be undone.
        self.setObsolete(self._deletion is None)

    def undo(self) -> None:
        if self._deletion:
            self._owner.bring_back(self._deletion)

"""Correcting as the window does it: ask, keep, and undo."""

from datetime import datetime
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QDialog, QWidget

from desktop.catalogue.corrections import Correction
from desktop.catalogue.stored import StoredTrial
from desktop.errors import StorageError
from desktop.facets.definitions import Facet
from desktop.trials.identifiers import known_by
from desktop.ui.correction_dialog import CorrectionDialog
from desktop.ui.messages import show_fault
from desktop.workspace import Workspace

How = Literal["made", "redone", "undone"]
_UNDO, _REDO = "Ctrl+Z", "Ctrl+Shift+Z"
_LONGEST_TITLE = 40


class Correcting(QObject):
    """Take a clinician's readings of facet values; each can be undone."""

    corrected = Signal(int)
    """The id of a trial whose values are no longer what they were."""
    said = Signal(str)
    """What was done, in words."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._catalogue = workspace.catalogue
        self._facets = workspace.facets
        self._window = window
        self.stack = QUndoStack(self)

    def ask(self, stored: StoredTrial | None, facet: str = "", *, without: str = "", agreed: bool = False) -> None:
        """Ask for the values of a facet of a trial; ``without`` is unticked at first, ``agreed`` gives the reason."""
        if stored is None or self._catalogue.read_only:
            return
        correctable = [each for each in self._facets.all if not each.of_record]
        offered = sorted(correctable, key=lambda each: each.id != facet)
        dialog = CorrectionDialog(stored, offered, self._window)
        if without or agreed:
            values = [value for value in stored.values(offered[0].id) if value != without]
            dialog.tick(values, self.tr("Read and agreed") if agreed else "")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._keep(stored, dialog.facet, dialog.chosen(), dialog.given_reason())

    def take_back(self, stored: StoredTrial, facet: str) -> None:
        """Let the documents' values of a facet count again."""
        words = self.tr("taking back {0}").format(self._facets[facet].label)
        self._push(stored, facet, stored.correction(facet), None, words)

    def _keep(self, stored: StoredTrial, facet: Facet, values: tuple[str, ...], reason: str) -> None:
        made = datetime.now().astimezone().isoformat(timespec="seconds")
        correction = Correction(facet.id, values, stored.derived(facet.id), reason, made)
        words = self.tr("correcting {0}").format(facet.label)
        self._push(stored, facet.id, stored.correction(facet.id), correction, words)

    def _push(
        self, stored: StoredTrial, facet: str, before: Correction | None, after: Correction | None, words: str
    ) -> None:
        self.stack.push(_Correct(self, (stored.trial.key, facet), (before, after), words))

    def write(self, key: str, facet: str, correction: Correction | None, how: How) -> bool:
        """Keep a correction of the trial with a key, or none; tell the window, and say so in words.

        Return False if it was not kept.
        """
        number = self._catalogue.id_of(key)
        if number is None:
            return False
        try:
            self._catalogue.correct(number, facet, correction)
        except StorageError as error:
            show_fault(self._window, self.tr("The value was not kept"), str(error))
            self.corrected.emit(number)
            return False
        self.corrected.emit(number)
        if stored := self._catalogue.get(number):
            self.said.emit(self._in_words(stored, self._facets[facet], correction, how))
        return True

    def _in_words(self, stored: StoredTrial, facet: Facet, correction: Correction | None, how: How) -> str:
        """Return what was done, and the key that takes it back."""
        trial = stored.trial
        which = next(iter(known_by(trial.key, trial.identifiers)), trial.title[:_LONGEST_TITLE])
        values = ", ".join(facet.label_of(value) for value in stored.values(facet.id)) or self.tr("not stated")
        if how == "undone" and correction is None:
            done = self.tr("Undone: {0} of {1} is {2}, as in the documents")
        elif how == "undone":
            done = self.tr("Undone: {0} of {1} is {2} again")
        elif correction is None:
            done = self.tr("Correction of {0} of {1} taken back: {2}, as in the documents")
        elif correction.confirms:
            done = self.tr("{0} of {1} confirmed as {2}")
        else:
            done = self.tr("{0} of {1} corrected to {2}")
        way, keys = (self.tr("Redo: {0}"), _REDO) if how == "undone" else (self.tr("Undo: {0}"), _UNDO)
        key = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        told = f"{done.format(facet.label, which, values)} · {way.format(key)}"
        return self.tr("Redone: {0}").format(told) if how == "redone" else told


class _Correct(QUndoCommand):
    """Hold one correction with the one before it."""

    def __init__(
        self,
        owner: Correcting,
        place: tuple[str, str],
        corrections: tuple[Correction | None, Correction | None],
        words: str,
    ) -> None:
        super().__init__(words)
        self._owner = owner
        self._place = place
        self._before, self._after = corrections
        self._how: How = "made"

    def redo(self) -> None:
        if not self._owner.write(*self._place, self._after, self._how):
            self.setObsolete(True)  # nothing was kept, so that there is nothing to undo
        self._how = "redone"

    def undo(self) -> None:
        self._owner.write(*self._place, self._before, "undone")

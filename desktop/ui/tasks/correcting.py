"""Correct values in the window: ask, store, and undo."""

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import DamagedRecordError, StorageError
from desktop.trials.facets import Facet
from desktop.trials.identifiers import NO_NUMBER, known_by, name_in_sentence, shown_number
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.ui.look.messages import show_fault
from desktop.ui.look.short_lived import short_lived
from desktop.ui.tasks.correction_dialog import CorrectionDialog
from desktop.ui.tasks.undo_keys import way_back, way_forward
from desktop.workflows.correct_trial import correctable_facets, reading_of
from desktop.workspace import Workspace

How = Literal["made", "redone", "undone"]


class Correcting(QObject):
    """Store a clinician's corrections of facet values; each can be undone."""

    corrected = Signal(int)
    """The id of a trial whose values have changed."""
    message = Signal(str)
    """A sentence on what was done."""

    def __init__(self, workspace: Workspace, stack: QUndoStack, window: QWidget) -> None:
        super().__init__(window)
        self._catalogue = workspace.catalogue
        self._facets = workspace.facets
        self._window = window
        self._stack = stack

    def ask(self, stored: StoredTrial | None, facet: str = "", *, without: str = "", agreed: bool = False) -> None:
        """Ask for the values of a facet of a trial; ``without`` is a value to untick, ``agreed`` fills in a reason."""
        if stored is None or self._catalogue.read_only:
            return
        offered = sorted(correctable_facets(self._facets), key=lambda each: each.id != facet)
        with short_lived(CorrectionDialog(stored, offered, self._window)) as dialog:
            if without or agreed:
                values = [value for value in stored.values(offered[0].id) if value != without]
                dialog.tick(values, self.tr("Read and agreed") if agreed else "")
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.keep(stored, dialog.facet, dialog.chosen(), dialog.given_reason())

    def take_back(self, stored: StoredTrial | None, facet: str) -> None:
        """Delete the correction of a facet, so that the documents' values are valid again."""
        if stored is None:
            return
        words = self.tr("taking back of {0} in {1}").format(self._facets[facet].label, _known_as(stored))
        self._push(stored, facet, stored.correction(facet), None, words)

    def keep(self, stored: StoredTrial, facet: Facet, values: tuple[str, ...], reason: str) -> None:
        """Store a clinician's values of a facet of a trial, with her reason."""
        correction = reading_of(stored, facet, values, reason)
        words = self.tr("correction of {0} in {1}").format(facet.label, _known_as(stored))
        self._push(stored, facet.id, stored.correction(facet.id), correction, words)

    def _push(
        self, stored: StoredTrial, facet: str, before: Correction | None, after: Correction | None, words: str
    ) -> None:
        self._stack.push(_Correct(self, (stored.trial.key, facet), (before, after), words))

    def write(self, key: str, facet: str, correction: Correction | None, how: How) -> bool:
        """Store a correction of the trial with a key, or delete it; update the window, and show a sentence.

        Return False if it was not stored.
        """
        trial_id = self._catalogue.trials.id_of(key)
        fault = self._write(trial_id, key, facet, correction)
        if fault:
            show_fault(self._window, self.tr("The value was not kept"), fault)
            return False
        stored = self._catalogue.trials.get(trial_id) if trial_id is not None else None
        if isinstance(stored, StoredTrial):
            self.message.emit(self._in_words(stored, self._facets[facet], correction, how))
        return True

    def _write(self, trial_id: int | None, key: str, facet: str, correction: Correction | None) -> str:
        if trial_id is None:
            number = shown_number(key)
            named = self.tr("This trial") if number == NO_NUMBER else number
            return self.tr("{0} is no longer in the catalogue; another program has taken it out.").format(named)
        fault = ""
        try:
            self._catalogue.correct(trial_id, facet, correction)
        except (DamagedRecordError, StorageError) as error:
            fault = str(error)
        self.corrected.emit(trial_id)
        return fault

    def _in_words(self, stored: StoredTrial, facet: Facet, correction: Correction | None, how: How) -> str:
        """Return a sentence on what was done, with the key that undoes it."""
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
        way = way_forward() if how == "undone" else way_back()
        text = f"{done.format(facet.label, _known_as(stored), values)} · {way}"
        return self.tr("Redone: {0}").format(text) if how == "redone" else text


def _known_as(stored: StoredTrial) -> str:
    """Return the trial's identifier, or the beginning of its title if it has none."""
    trial = stored.trial
    return name_in_sentence(trial.key, trial.title, known_by(trial.key, trial.identifiers))


class _Correct(QUndoCommand):
    """Hold one correction and the one before it."""

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
        # A correction that was not stored cannot be undone.
        self.setObsolete(not self._owner.write(*self._place, self._after, self._how))
        self._how = "redone"

    def undo(self) -> None:
        self._owner.write(*self._place, self._before, "undone")

"""The patient who is described now; list, comparison and export ask how trials fit her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.matching.patient import Patient
    from desktop.matching.questions import Question


class DescribedPatient(QObject):
    """Hold what is known of one patient; each window has its own, which is lost when the window closes."""

    changed = Signal()
    """The questions about the patient have changed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.patient: Patient | None = None
        self.asked: tuple[Question, ...] = ()
        """The questions about her; empty while nothing is known."""
        self.label = ""
        """The label under which she is saved with these answers, "" if she is not."""

    def describe(self, patient: Patient, asked: tuple[Question, ...], label: str) -> None:
        """Set what is known, and send ``changed`` if the questions change."""
        is_other = asked != self.asked
        self.patient, self.asked, self.label = patient, asked, label
        if is_other:
            self.changed.emit()

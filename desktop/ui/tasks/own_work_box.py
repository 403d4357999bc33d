"""The part of the export dialog about the user's own work: what to write of it, and for which country."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLabel, QWidget

from desktop.workflows.export_trials import NO_PATIENT, BoardChoice, ExportFormat
from desktop.workflows.patient_part import ToldPatient


@dataclass(frozen=True)
class BoardWishes:
    """Hold the choices: the current shortlist, the countries with sites and the last chosen one, the patient."""

    shortlist: str = ""
    countries: Sequence[str] = ()
    country: str = ""
    patient: ToldPatient = NO_PATIENT


NO_WISHES = BoardWishes()


class OwnWorkBox(QGroupBox):
    """Ask what to export of the user's own work; her free text is exported only if she ticks it."""

    def __init__(self, wishes: BoardWishes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Your work"))
        self._shortlist = wishes.shortlist
        self.country = QComboBox(self)
        self.country.addItem(self.tr("none"), "")
        for each in wishes.countries:
            self.country.addItem(each, each)
        self.country.setCurrentIndex(max(0, self.country.findData(wishes.country)))
        self._patient = wishes.patient
        labels = self.tr("Write the names of shortlists")
        if wishes.patient.label:
            labels = self.tr("Write the names of shortlists, and the label of the patient")
        self.labels = QCheckBox(labels, self)
        self.patient = QCheckBox(self.tr("Add a page for this patient: the answers, and how each trial fits"), self)
        self.notes = QCheckBox(self.tr("Write your notes"), self)
        self.appendix = QCheckBox(self.tr("Add the full text of each trial"), self)
        self._about_country = QLabel(self.tr("Sites first of"), self)
        self._about_country.setBuddy(self.country)
        layout = QFormLayout(self)
        layout.addRow(self._about_country, self.country)
        for box in (self.patient, self.labels, self.notes, self.appendix):
            layout.addRow(box)

    def show_for(self, format_: ExportFormat) -> None:
        """Show the options of a format."""
        self.setVisible(bool(format_.tells))
        for name, widgets in (
            ("country", (self._about_country, self.country)),
            ("labels", (self.labels,)),
            ("notes", (self.notes,)),
            ("appendix", (self.appendix,)),
        ):
            for each in widgets:
                each.setVisible(name in format_.tells)
        self.patient.setVisible("patient" in format_.tells and self._patient.patient is not None)

    def told_patient(self) -> ToldPatient:
        """Return the patient for whom a page is wanted."""
        return self._patient if self.patient.isChecked() else NO_PATIENT

    def choice(self) -> BoardChoice:
        """Return the answers."""
        return BoardChoice(
            self._shortlist,
            str(self.country.currentData() or ""),
            with_label=self.labels.isChecked(),
            with_notes=self.notes.isChecked(),
            with_appendix=self.appendix.isChecked(),
        )

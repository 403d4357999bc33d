"""Make the part of a board pack on one patient: her answers, and how each trial of the pack fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.errors import QueryError
from desktop.exports.board.patient import NO_PATIENT, Decisive, PatientPart, PatientRow
from desktop.matching.answering import FITS, TrialFit
from desktop.matching.criteria import load_criteria
from desktop.matching.patient import Patient, from_answers
from desktop.matching.questions import questions
from desktop.matching.words import FIT_WORDS, NOTE, SILENT, answer_words, deciding, patient_words, silent_words
from desktop.trials.evidence_sentence import exclusion_words
from desktop.trials.facets import Facets
from desktop.trials.own_work import NO_TRIAL
from desktop.trials.shortlists import SavedPatient
from desktop.trials.stored import DamagedTrial
from desktop.workflows.fit_patient import answers_of


@dataclass(frozen=True)
class ToldPatient:
    """Hold the patient for a page of a board pack, None for no page; ``label`` is printed only if that is ticked."""

    patient: Patient | None = None
    label: str = ""


def saved_patient(catalogue: Catalogue, label: str) -> Patient:
    """Return a saved patient by her label; case does not matter.

    Raises:
        QueryError: there is no such patient.
    """
    saved = [each for each in catalogue.trials.own_work_of(NO_TRIAL) if isinstance(each, SavedPatient)]
    found = next((each for each in saved if each.name.casefold() == label.strip().casefold()), None)
    if found is None:
        there = ", ".join(f"“{each.name}”" for each in saved) or "none yet; save one in the window"
        raise QueryError(f"There is no saved patient “{label}”; there is {there}.")
    return from_answers(found.answers)


def patient_part(
    catalogue: Catalogue, facets: Facets, resources: Path, ids: Sequence[int], told: ToldPatient
) -> PatientPart:
    """Return the part of a board pack on one patient and these trials; empty if there is no patient."""
    patient = told.patient
    if patient is None:
        return NO_PATIENT
    criteria = load_criteria(resources, facets)
    asked = questions(patient, criteria)
    known = patient_words(patient, criteria, facets)
    there = [each for each in ids if each in catalogue]
    rows = (_row(row, fit, facets) for row, fit in answers_of(catalogue, facets, asked, there))
    return PatientPart(told.label, known, tuple(rows) if asked else (), NOTE)


def _row(row: TrialRow, told: TrialFit | DamagedTrial, facets: Facets) -> PatientRow:
    if isinstance(told, DamagedTrial):
        return PatientRow(row.named, row.number, "record damaged", "", (), (), row.registry_date)
    fitting = (each for each in told.answers if each.fit == FITS)
    return PatientRow(
        row.named,
        row.number,
        FIT_WORDS[told.fit],
        told.cohort,
        tuple(f"{each.question.criterion.label}: {answer_words(each, facets)}" for each in fitting),
        tuple(_decisive(told, facets)),
        row.registry_date,
    )


def _decisive(told: TrialFit, facets: Facets) -> Iterator[Decisive]:
    for each in deciding(told):
        quote = " ".join(each.evidence.quote.split()) if each.evidence else ""
        source = exclusion_words(each.evidence.section) if each.evidence else ""
        yield Decisive(each.question.criterion.label, answer_words(each, facets), quote, source)
    if silent := silent_words(told):
        yield Decisive(SILENT, silent, "")

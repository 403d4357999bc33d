"""Made-up patients against trials that people have labelled: the answers follow from the labels."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import load_vocabularies
from desktop.matching.answering import DOES_NOT_FIT, FITS, answer_trial
from desktop.matching.criteria import load_criteria
from desktop.matching.patient import Patient
from desktop.matching.questions import questions
from desktop.paths import RESOURCES
from desktop.trials.stored import StoredTrial
from desktop.workflows.import_documents import import_documents
from tests.steps import untraced

PATIENTS = Path(__file__).parent / "patients.csv"
LEAST_AGREEMENT = 0.95
MOST_WRONG_FITS = 0.01
Label = Mapping[str, Any]

POSITIVE, NEGATIVE, LOW = {"2+/ISH+", "3+"}, {"0", "ultralow", "1+", "2+/ISH-"}, {"1+", "2+/ISH-"}
CELLS = {
    "positive": POSITIVE,
    "negative": NEGATIVE,
    "low": LOW,
    "ultralow": {"ultralow"},
    "any": POSITIVE | NEGATIVE,
}
EARLY = {"prevention", "dcis", "early", "neoadjuvant", "adjuvant"}


def patients() -> list[Patient]:
    with PATIENTS.open(encoding="utf-8", newline="") as file:
        return [patient_of(row) for row in csv.DictReader(file)]


def patient_of(row: dict[str, str]) -> Patient:
    several = {name: frozenset(filter(None, row[name].split("+"))) for name in ("prior", "present", "absent")}
    numbers = {name: int(row[name]) if row[name] else None for name in ("lines", "ecog", "age")}
    words = {name: row[name] for name in ("her2", "er", "pgr", "setting", "brain", "sex", "country")}
    prior = (several["prior"] - {"none"}) if row["prior"] else None
    return Patient(**{**words, **numbers, **several, "prior": prior})  # type: ignore[arg-type]


def yes(fits: bool) -> str:
    return FITS if fits else DOES_NOT_FIT


def her2(patient: Patient, label: Label) -> str:
    told = label["her2"] or ()
    if not told or not set(told) <= CELLS.keys() or not patient.her2:
        return ""
    return yes(any(patient.her2 in CELLS[value] for value in told))


def hr(patient: Patient, label: Label) -> str:
    told = set(label["hr"] or ()) - {"not_stated"}
    return yes(bool(told & {patient.hr, "any"})) if told and patient.hr else ""


def setting(patient: Patient, label: Label) -> str:
    """Only what nobody doubts: a trial of metastatic disease, and one that treats before or after surgery."""
    told = set(label["setting"] or ())
    if patient.setting == "metastatic":
        return FITS if "metastatic" in told else DOES_NOT_FIT if told and told <= EARLY else ""
    own = {"before_surgery": "neoadjuvant", "after_surgery": "adjuvant"}.get(patient.setting)
    return "" if own is None else FITS if own in told else DOES_NOT_FIT if told == {"metastatic"} else ""


def lines(patient: Patient, label: Label) -> str:
    fewest, most = label.get("min_prior_lines"), label.get("max_prior_lines")
    if (fewest is None and most is None) or patient.lines is None:
        return ""
    return yes((fewest or 0) <= patient.lines <= (99 if most is None else most))


def prior(patient: Patient, label: Label, name: str, drug_class: str) -> str:
    told = label.get(name, "not_stated")
    if told == "not_stated" or patient.prior is None:
        return ""
    return yes(told == "allowed" or (told == "required") == (drug_class in patient.prior))


def ecog(patient: Patient, label: Label) -> str:
    most = label["ecog_max"]
    return yes(patient.ecog <= most) if isinstance(most, int) and patient.ecog is not None else ""


def brain(patient: Patient, label: Label) -> str:
    return {
        ("none", "allowed"): FITS,
        ("none", "excluded"): FITS,
        ("none", "required"): DOES_NOT_FIT,
        ("stable", "allowed"): FITS,
        ("stable", "excluded"): DOES_NOT_FIT,
        ("active", "excluded"): DOES_NOT_FIT,
    }.get((patient.brain, label["brain_mets"]), "")


def biomarkers(patient: Patient, label: Label) -> str:
    told = {each.removesuffix(" (germline)") for each in label.get("biomarkers") or ()}
    if not told:
        return ""
    return FITS if told <= patient.present else DOES_NOT_FIT if told <= patient.absent else ""


BY_LABEL: dict[str, Callable[[Patient, Label], str]] = {
    "her2": her2,
    "hr": hr,
    "setting": setting,
    "lines": lines,
    "prior_cdk46": lambda patient, label: prior(patient, label, "prior_cdk46", "cdk_inhibitor"),
    "prior_her2_adc": lambda patient, label: prior(patient, label, "prior_her2_adc", "her2_adc"),
    "ecog": ecog,
    "brain": brain,
    "biomarkers": biomarkers,
}


@pytest.fixture(scope="module")
def compared(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter[tuple[str, str, str]]]:
    """Count (criterion, by the label, by the program) over all patients and trials whose label speaks."""
    texts = (shared / "gold" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    labels = {each["file"]: each for each in map(json.loads, filter(None, texts))}
    vocabularies = load_vocabularies(RESOURCES)
    facets, criteria = vocabularies.facets, load_criteria(RESOURCES, vocabularies.facets)
    path = tmp_path_factory.mktemp("labelled") / "catalogue.db"
    catalogue = Catalogue(path, facets.value_ids, facets.second_readings, reads=facets.reads)
    files = [shared / "gold" / "documents" / name for name in labels]
    with untraced():
        report = import_documents(files, catalogue, vocabularies, back_up=False)
        files_by_key = {document.key: Path(document.path).name for document in report.documents if document.key}
        ids = [trial_id for trial_id in map(catalogue.trials.id_of, files_by_key) if trial_id is not None]
        counts: Counter[tuple[str, str, str]] = Counter()
        trials = [stored for _, stored in catalogue.trials.many(ids) if isinstance(stored, StoredTrial)]
        assert len(trials) == len(ids)
        for patient in patients():
            asked = questions(patient, criteria)
            for stored in trials:
                label = labels[files_by_key[stored.trial.key]]
                for each in answer_trial(asked, stored, facets).answers:
                    name = each.question.criterion.id
                    expected = BY_LABEL[name](patient, label) if name in BY_LABEL else ""
                    if expected:
                        counts[name, expected, each.fit] += 1
    yield counts
    catalogue.close()


def test_the_patients_are_at_least_sixty_and_spread_over_all_cells() -> None:
    made_up = patients()
    assert len(made_up) >= 60
    assert {(each.her2, each.hr) for each in made_up} == {
        (cell, hr) for cell in POSITIVE | NEGATIVE for hr in ("positive", "negative", "")
    }
    for name in ("setting", "lines", "ecog", "brain", "sex"):
        assert len({getattr(each, name) for each in made_up}) >= 2, name


def test_the_answers_agree_with_the_labels_where_these_speak(compared: Counter[tuple[str, str, str]]) -> None:
    asked = {name for name, _, _ in compared}
    assert asked == set(BY_LABEL)
    total, right = sum(compared.values()), sum(n for (_, label, own), n in compared.items() if label == own)
    assert total > 80_000
    assert right / total >= LEAST_AGREEMENT, dict(compared)


def test_hardly_any_trial_fits_where_its_label_says_that_it_does_not(compared: Counter[tuple[str, str, str]]) -> None:
    refused, wrong = Counter[str](), Counter[str]()
    for (name, label, own), number in compared.items():
        if label == DOES_NOT_FIT:
            refused[name] += number
            wrong[name] += number if own == FITS else 0
    assert refused.keys() == BY_LABEL.keys()
    assert {name for name in refused if wrong[name] / refused[name] > MOST_WRONG_FITS} == set(), wrong

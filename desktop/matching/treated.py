"""What a trial's words on earlier treatment mean for a patient whose earlier drug classes are known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from desktop.matching.patient import OTHERS, Patient
from desktop.matching.standing import Standing
from desktop.trials.earlier_treatment import earlier_treatment

_Had = Literal["yes", "no", "maybe"]
_EARLY = ("dcis", "before_surgery", "after_surgery")


@dataclass(frozen=True)
class Treatment:
    """Hold the drug classes that are surely a treatment (``classes``), and those that may be it (``maybe``)."""

    classes: frozenset[str]
    maybe: frozenset[str]


def judge_of(patient: Patient, treatments: Mapping[str, Treatment]) -> Callable[[str], Standing]:
    """Return a function that says what a value of the facet of earlier treatment means for a patient."""
    return partial(_standing, patient, treatments)


def _standing(patient: Patient, treatments: Mapping[str, Treatment], value: str) -> Standing:
    told = earlier_treatment(value)
    named = [treatments.get(each) for each in told.names] if told else []
    if told is None or None in named or told.force == "unclear":
        return "open"
    if told.force == "allowed":
        return "fits"
    had = _had(patient.prior or frozenset(), filter(None, named))
    of_advanced = told.extent == "for advanced disease"
    if told.force == "excluded":
        if had == "no" or (of_advanced and _is_early(patient)):
            return "fits"
        return "bars" if had == "yes" and not told.extent else "open"
    if had == "no" or (had == "yes" and of_advanced and _is_early(patient)):
        return "bars"
    return "fits" if had == "yes" and not told.extent else "open"


def _had(prior: frozenset[str], treatments: Iterable[Treatment]) -> _Had:
    each_had = [_had_one(prior, each) for each in treatments]
    return next((had for had in ("yes", "maybe") if had in each_had), "no")


def _had_one(prior: frozenset[str], treatment: Treatment) -> _Had:
    if prior & treatment.classes:
        return "yes"
    return "maybe" if prior & treatment.maybe or OTHERS in prior else "no"


def _is_early(patient: Patient) -> bool:
    """Return whether the patient cannot have had a drug for advanced disease."""
    return patient.lines == 0 or (patient.lines is None and patient.stage in _EARLY)

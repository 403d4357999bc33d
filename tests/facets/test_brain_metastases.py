"""Brain metastases: required, allowed or excluded."""

import pytest

from desktop.facets.brain_metastases import find_brain_metastases
from desktop.facets.reading import Reading
from desktop.facets.rules import load_rules
from desktop.trials.trial import Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria

RULES = load_rules(PROJECT / "resources" / "rules")


def answer(trial: Trial) -> str:
    values = {each.value for each in find_brain_metastases(Reading(trial), RULES)}
    assert len(values) <= 1
    return values.pop() if values else ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Any brain metastases", "excluded"),
        ("Known central nervous system metastases", "excluded"),
        ("Brain or leptomeningeal metastases", "excluded"),
        ("Active or untreated CNS metastases", "allowed"),
        ("Symptomatic brain metastases", "allowed"),
        ("CNS metastases unless treated and stable", "allowed"),
        ("Brain metastases with clinical symptoms", "allowed"),
        ("Symptomatic or asymptomatic brain metastases", "excluded"),
        ("Leptomeningeal disease", ""),
        ("Radiotherapy for brain metastases within 14 days", ""),
        ("Brain tumour surgery", ""),
    ],
)
def test_an_exclusion_criterion(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria(exclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("No brain metastases", "excluded"),
        ("No evidence of CNS metastases", "excluded"),
        ("Patients with brain metastases are not eligible", "excluded"),
        ("No active brain metastases", "allowed"),
        ("Brain metastases are allowed if stable", "allowed"),
        ("No brain metastasis or asymptomatic brain metastasis", "allowed"),
        ("At least one measurable brain metastasis", "required"),
        ("Measurable disease", ""),
    ],
)
def test_an_inclusion_criterion(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria(inclusion=(text,)))) == value


def test_an_exception_elsewhere_outweighs_a_bare_exclusion() -> None:
    texts = ("Brain metastases.", "Patients with treated brain metastases are eligible.")
    assert answer(a_trial(eligibility=criteria(exclusion=texts))) == "allowed"


def test_a_trial_named_after_brain_metastases_requires_them() -> None:
    assert answer(a_trial(title="X in Breast Cancer With Brain Metastases")) == "required"
    assert answer(a_trial(title="X in Breast Cancer With or Without Brain Metastases")) == ""
    assert answer(a_trial(title="Prevention of Brain Metastases")) == ""

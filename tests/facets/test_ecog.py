"""ECOG maximum."""

import pytest

from desktop.facets.ecog import find_ecog
from desktop.facets.reading import Reading
from desktop.facets.rules import load_rules
from desktop.trials.trial import Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria

RULES = load_rules(PROJECT / "resources" / "rules")


def limit(trial: Trial) -> str:
    values = {each.value for each in find_ecog(Reading(trial), RULES)}
    assert len(values) <= 1
    return values.pop() if values else ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ECOG performance status 0-1", "1"),
        ("ECOG PS 0, 1 or 2", "2"),
        ("ECOG：0～2", "2"),
        ("Eastern Cooperative Oncology Group (ECOG) performance status of ≤ 1", "1"),
        ("ECOG performance status < 2", "1"),
        ("WHO performance status 0 to 2", "2"),
        ("Zubrod 0-2", "2"),
        ("Performance status: Karnofsky 80%-100% ECOG 0 or 1 Hematopoietic: ANC 1,500", "1"),
        ("ECOG 0", "0"),
        ("ECOG performance status no greater than 3", "3"),
        ("Karnofsky 70-100%", ""),
        ("WHO grade 1-2 tumour", ""),
        ("Age 0-2", ""),
        ("Performance status: Not specified", ""),
    ],
)
def test_an_inclusion_criterion(text: str, value: str) -> None:
    assert limit(a_trial(eligibility=criteria(inclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ECOG performance status > 2", "2"),
        ("ECOG performance status ≥ 2", "1"),
        ("ECOG 3-4", "2"),
        ("Performance status of 2 or greater", "1"),
        ("Karnofsky performance status < 70", ""),
    ],
)
def test_an_exclusion_criterion(text: str, value: str) -> None:
    assert limit(a_trial(eligibility=criteria(exclusion=(text,)))) == value


def test_of_several_cohorts_the_highest_limit_counts() -> None:
    assert limit(a_trial(eligibility=criteria(("Cohort A: ECOG 0-1", "Cohort B: ECOG 0-2")))) == "2"


def test_an_abstract_may_tell_it() -> None:
    methods = Section("abstract_methods", "Patients with an ECOG performance status of 0 or 1 were enrolled.")
    assert limit(a_trial(kind="publication", narrative=(methods,))) == "1"

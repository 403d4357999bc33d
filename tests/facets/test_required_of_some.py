"""A drug that only one receptor group or cohort must have had keeps nobody else out."""

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import load_vocabularies
from desktop.trials.trial import Criterion, Eligibility
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria

VOCABULARIES = load_vocabularies(PROJECT / "resources")


def earlier(facet: str, *taken: str, title: str = "Drug X in metastatic breast cancer") -> set[str]:
    found = annotate(a_trial(title=title, eligibility=criteria(taken)), VOCABULARIES)
    return {each.value for each in found if each.facet == facet}


@pytest.mark.parametrize(
    ("taken", "facet", "value"),
    [
        (
            ["Triple-negative cancer", "Patients whose tumours are HER2-low must have had trastuzumab deruxtecan"],
            "prior_her2_adc",
            "allowed",
        ),
        (
            ["Cancer of any HER2 status", "For HER2-positive disease, prior T-DM1 is required"],
            "prior_her2_adc",
            "allowed",
        ),
        (
            ["HER2-negative cancer", "If hormone receptor-positive, must have progressed on a CDK4/6 inhibitor"],
            "prior_cdk46",
            "allowed",
        ),
        (
            ["HER2-low cancer", "Patients with HER2-low tumours must have had trastuzumab deruxtecan"],
            "prior_her2_adc",
            "required",
        ),
        (
            ["HR-positive cancer", "Participants with HR-positive disease must have had a CDK4/6 inhibitor"],
            "prior_cdk46",
            "required",
        ),
        (
            ["HER2-negative cancer, ER-positive or ER-negative", "Must have progressed on a CDK4/6 inhibitor"],
            "prior_cdk46",
            "required",
        ),
        (
            [
                "Cancer of any HER2 status",
                "Patients with HER2-positive disease must have had T-DM1",
                "Patients with HER2-negative disease must have had trastuzumab deruxtecan",
            ],
            "prior_her2_adc",
            "required",
        ),
    ],
)
def test_what_one_group_must_have_had_is_allowed_where_others_enter_too(
    taken: list[str], facet: str, value: str
) -> None:
    assert earlier(facet, *taken) == {value}


@pytest.mark.parametrize(
    ("others", "value"), [(["Hormone receptor-negative or -positive"], "allowed"), ([], "required")]
)
def test_what_the_only_cohort_named_must_have_had(others: list[str], value: str) -> None:
    lines = [*others, "Cohort 2 (hormone receptor-positive cancer):"]
    told = [*map(Criterion, lines), Criterion("Must have progressed on a CDK4/6 inhibitor", level=1)]
    found = annotate(a_trial(eligibility=Eligibility(inclusion=tuple(told))), VOCABULARIES)
    assert {each.value for each in found if each.facet == "prior_cdk46"} == {value}

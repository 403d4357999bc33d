"""Cancer site: breast, another, or none."""

import pytest

from desktop.facets.cancer_site import find_cancer_site
from desktop.facets.rules import load_rules
from desktop.trials.trial import Eligibility, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")


def sites_of(trial: Trial) -> set[str]:
    reading = opened(trial)
    found = find_cancer_site(reading, RULES)
    for each in found:
        evidence = each.evidence
        assert reading.sections[evidence.section][evidence.start : evidence.end] == evidence.quote
    return {each.value for each in found}


@pytest.mark.parametrize(
    ("title", "conditions", "sites"),
    [
        ("Examplinib in metastatic disease", ("Breast Cancer",), {"breast"}),
        ("Examplinib in women with brain metastases of breast cancer", ("Brain Metastases",), {"breast"}),
        ("Ovarian function suppression and examplinib", ("Breast Neoplasms", "Lung metastasis"), {"breast"}),
        ("Examplinib in solid tumours", ("Breast Cancer", "Gastric Cancer"), {"breast", "other", "unspecified"}),
        ("Women with a BRCA mutation", ("Hereditary Breast and Ovarian Cancer",), {"breast", "other"}),
        ("Examplinib", ("Non-Small Cell Lung Cancer", "Neoplasms"), {"other"}),
        ("Examplinib in Advanced Solid Tumors", ("Neoplasms",), {"unspecified"}),
        ("Examplinib in Advanced Malignancies", ("Cancer",), {"unspecified"}),
        ("Examplinib in Asthma", ("Asthma",), {"none"}),
        ("Breastfeeding and sleep", ("Sleep",), {"none"}),
        ("A trial of examplinib", (), set()),
    ],
)
def test_titles_and_conditions_tell_which_cancer_a_trial_is_about(
    title: str, conditions: tuple[str, ...], sites: set[str]
) -> None:
    assert sites_of(a_trial(title=title, conditions=conditions)) == sites


def test_people_with_a_cancer_make_a_trial_of_another_condition_one_of_any_cancer() -> None:
    told = {
        "Cancer survivors often have hot flashes.": {"unspecified"},
        "Men with prostate cancer lose sleep.": {"other"},
        "The tumour necrosis factor is raised.": {"none"},
    }
    for text, sites in told.items():
        summary = Section("brief_summary", text)
        assert sites_of(a_trial(title="Sleep", conditions=("Hot flashes",), narrative=(summary,))) == sites
    enters = criteria(("Adults receiving chemotherapy",), ("Patients with cancer",))
    assert sites_of(a_trial(title="Nausea", conditions=("Nausea",), eligibility=enters)) == {"unspecified"}
    stays_out = criteria((), ("Patients with cancer",))
    assert sites_of(a_trial(title="Nausea", conditions=("Nausea",), eligibility=stays_out)) == {"none"}


def test_an_article_whose_title_names_no_disease_is_found_by_its_abstract() -> None:
    abstract = Section("abstract", "Examplinib was given to women with breast cancer; it is approved in lung cancer.")
    assert sites_of(a_trial(title="Results of EXAMPLE-1", conditions=(), narrative=(abstract,))) == {"breast"}


def test_a_title_that_names_the_site_is_not_outvoted_by_the_criteria() -> None:
    excluded = Eligibility(undivided="Patients with lung cancer or earlier breast cancer cannot enter.")
    assert sites_of(a_trial(title="Prostate cancer", conditions=(), eligibility=excluded)) == {"other"}

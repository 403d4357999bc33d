"""Setting: what the patients have and what the trial does for them, never what came before it."""

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.entry.phrases import load_phrases
from desktop.facets.setting import find_setting
from desktop.facets.vocabularies import load_vocabularies
from desktop.trials.trial import Criterion, Eligibility, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

BOOK = load_phrases(PROJECT / "resources" / "reading").setting


def settings(trial: Trial) -> set[str]:
    return {each.value for each in find_setting(opened(trial), BOOK)}


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("X in Metastatic Breast Cancer", {"metastatic"}),
        ("X in Advanced Breast Cancer", {"metastatic"}),
        ("X for Recurrent Breast Cancer", {"metastatic"}),
        ("X in Stage IV Breast Cancer", {"metastatic"}),
        ("X in Breast Cancer With Brain Metastases", {"metastatic"}),
        ("X in Locally Advanced Breast Cancer", {"locally_advanced"}),
        ("X in Locally Advanced or Metastatic Breast Cancer", {"locally_advanced", "metastatic"}),
        ("Neoadjuvant X in Early Breast Cancer", {"neoadjuvant"}),
        ("Adjuvant X in Early Breast Cancer", {"adjuvant"}),
        ("Radiotherapy after surgery for breast cancer", {"adjuvant"}),
        ("A decision aid in early-stage breast cancer", {"early"}),
        ("X in Non-Metastatic Breast Cancer", {"early"}),
        ("X for Ductal Carcinoma in Situ", {"dcis"}),
        ("Chemoprevention of breast cancer with X", {"prevention"}),
        ("Mammography by Artificial Intelligence in Breast Cancer Screening", {"screening_diagnosis"}),
        ("Yoga for Breast Cancer Survivors", {"survivorship_supportive"}),
        ("X to Prevent Chemotherapy-induced Nausea", {"survivorship_supportive"}),
    ],
)
def test_the_title_tells_the_setting(title: str, values: set[str]) -> None:
    assert settings(a_trial(title=title)) == values


@pytest.mark.parametrize(
    "title",
    ["X after Adjuvant Therapy", "Overall Survival With X", "Sentinel Node Metastases and Age", "A Trial of X"],
)
def test_other_titles_tell_none(title: str) -> None:
    assert settings(a_trial(title=title)) == set()


def test_criteria_about_prior_treatment_or_exclusions_set_nothing() -> None:
    eligibility = criteria(("No prior neoadjuvant therapy", "No metastatic disease"), ("Metastatic breast cancer",))
    assert settings(a_trial(title="A trial of X", eligibility=eligibility)) == set()
    eligibility = criteria(("Histologically confirmed metastatic breast cancer",))
    assert settings(a_trial(title="A trial of X", eligibility=eligibility)) == {"metastatic"}


def test_the_registrys_primary_purpose_counts() -> None:
    design = (("Primary purpose", "Supportive Care"),)
    trial = a_trial(title="A trial of X", design=design, conditions=("Metastatic Breast Cancer",))
    assert settings(trial) == {"survivorship_supportive"}


def test_supportive_care_is_a_setting_of_cancer_only() -> None:
    assert settings(a_trial(title="Yoga for chronic pain in childhood")) == set()
    assert settings(a_trial(title="Yoga for chronic pain", conditions=("Breast Cancer",))) == {
        "survivorship_supportive"
    }


def test_the_summarys_purpose_adds_advanced_disease_that_the_title_leaves_out() -> None:
    summary = "This study compares X with Y in locally advanced or metastatic disease. Patients will have a mammogram."
    trial = a_trial(title="X in Advanced Breast Cancer", summary=summary)
    assert settings(trial) == {"locally_advanced", "metastatic"}


def test_the_summary_decides_only_where_nothing_else_does() -> None:
    summary = "Women with early breast cancer take part."
    assert settings(a_trial(title="A trial of X", summary=summary)) == {"early"}
    assert settings(a_trial(title="Neoadjuvant X", summary=summary)) == {"neoadjuvant"}


def test_an_abstracts_methods_tell_the_aim() -> None:
    methods = Section("abstract_methods", "Patients were randomised to adjuvant chemotherapy with or without X.")
    assert settings(a_trial(title="X against Y", kind="publication", narrative=(methods,))) == {"adjuvant"}


def test_a_librarys_heading_for_metastases_is_a_subject_and_a_registered_condition_a_disease() -> None:
    told = (Section("abstract", "Women with breast cancer had X."),)
    trial = a_trial(title="X in breast cancer", kind="publication", narrative=told, keywords=("Neoplasm Metastasis",))
    assert settings(trial) == set()
    assert settings(a_trial(title="X in breast cancer", conditions=("Neoplasm Metastasis",))) == {"metastatic"}


def test_carcinoma_in_situ_below_other_malignancies_is_not_the_disease() -> None:
    items = (
        Criterion("Stage II breast cancer"),
        Criterion("No other malignancy within the past 5 years, except for any of the following:"),
        Criterion("Ductal carcinoma in situ treated by surgery alone", 1),
    )
    assert settings(a_trial(title="A trial of X", eligibility=Eligibility(inclusion=items))) == {"early"}
    items = (Criterion("Women with one of the following:"), Criterion("Ductal carcinoma in situ", 1))
    assert settings(a_trial(title="A trial of X", eligibility=Eligibility(inclusion=items))) == {"dcis"}


def test_a_trial_before_an_operation_has_no_lines_for_advanced_disease() -> None:
    taken = ("Clinical stage IIA to IIIC breast cancer with no prior treatment",)
    trial = a_trial(title="Neoadjuvant drug X in breast cancer", eligibility=criteria(taken))
    found = annotate(trial, load_vocabularies(PROJECT / "resources"))
    assert "setting" in {each.facet for each in found}
    assert "lines" not in {each.facet for each in found}

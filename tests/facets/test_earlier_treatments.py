"""Earlier treatments beside CDK4/6 inhibitors and HER2 conjugates: required, allowed, excluded, and for what."""

import pytest

from desktop.facets.entry.earlier_treatments import find_earlier_treatments, without_lone_cohorts
from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.shown import shown_facets
from desktop.matching.criteria import load_criteria
from desktop.paths import RESOURCES
from desktop.trials.earlier_treatment import earlier_treatment
from desktop.trials.sections import sections
from desktop.trials.trial import Section, Trial
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

ADJUVANT_ENDOCRINE = {"Endocrine therapy: required for early disease"}
LIMITED_ENDOCRINE = {"Endocrine therapy: excluded in part"}
LEXICON = load_eligibility_lexicon(RESOURCES / "reading")


def said(trial: Trial) -> set[str]:
    return {each.value for each in find_earlier_treatments(opened(trial), LEXICON)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Previously treated with an anthracycline and a taxane", {"Anthracycline: required", "Taxane: required"}),
        ("Must have received at least one taxane", {"Taxane: required"}),
        ("Must have received a taxane in the metastatic setting", {"Taxane: required for advanced disease"}),
        ("Must have received adjuvant chemotherapy", {"Chemotherapy: required for early disease"}),
        ("Progression on tamoxifen or an aromatase inhibitor", {"Tamoxifen or Aromatase inhibitor: required"}),
        (
            "Recurrence or progression of the cancer after treatment with Femara (letrozole) or Arimidex",
            {"Letrozole or Anastrozole: required"},
        ),
        ("Progression after endocrine therapy (tamoxifen, letrozole)", {"Endocrine therapy: required"}),
        ("Prior trastuzumab is required", {"Trastuzumab: required"}),
        ("Progression on a taxane, or not a candidate for chemotherapy", {"Taxane: unclear"}),
        ("HR-positive patients must have progressed on endocrine therapy", {"Endocrine therapy: unclear"}),
        ("Progressed on everolimus or somatinib", {"mTOR inhibitor: unclear"}),
        ("No prior chemotherapy", {"Chemotherapy: excluded"}),
        ("No previous treatment with CPI", {"Checkpoint inhibitor: excluded"}),
        ("CTX-naive", {"Chemotherapy: excluded"}),
        ("No prior chemotherapy for metastatic disease", {"Chemotherapy: excluded for advanced disease"}),
        ("No more than two prior chemotherapy regimens", {"Chemotherapy: excluded in part"}),
        ("No prior doxorubicin greater than 240 mg/m2", {"Doxorubicin: excluded in part"}),
        ("At least 12 months since prior taxane", {"Taxane: excluded in part"}),
        ("Prior adjuvant chemotherapy is allowed if it ended a year ago", {"Chemotherapy: excluded in part"}),
        ("Prior endocrine therapy is allowed", {"Endocrine therapy: allowed"}),
        ("May have received a taxane", {"Taxane: allowed"}),
        (
            "Breast, lung or prostate cancer that has failed prior chemotherapy or hormone therapy",
            {"Chemotherapy or Endocrine therapy: required"},
        ),
        ("Relapsed, refractory, or intolerant to available therapies", {"Systemic therapy: required"}),
        ("Refractory to standard therapy, or no standard therapy exists", {"Systemic therapy: unclear"}),
        (
            "Progression after two prior lines of standard therapy (including one drug), or for whom none exists",
            {"Systemic therapy: unclear"},
        ),
        ("Completed at least 2 but no more than 5 years of adjuvant endocrine therapy", ADJUVANT_ENDOCRINE),
        (
            "Patients who are candidates for anti-PD-1 should have received an anti-PD-1",
            {"PD-1/PD-L1 inhibitor: unclear"},
        ),
        ("Have previously received a taxane, or the investigator believes they can be included", {"Taxane: unclear"}),
        ("If adjuvant endocrine therapy is under way, it may not have run longer than 12 weeks", LIMITED_ENDOCRINE),
        ("Progression after available therapies, or intolerant to treatment", {"Systemic therapy: unclear"}),
        ("Anti-PD-1 naive or must have progressed on treatment", {"PD-1/PD-L1 inhibitor: unclear"}),
        ("Gastric cancer: must have received (or be ineligible to) prior treatment with platinum", set()),
        ("There is no treatment available, or prior standard of care therapy was not tolerated", set()),
        ("Currently taking adjuvant tamoxifen", {"Tamoxifen: required for early disease"}),
        ("Treated with surgery and without chemotherapy before it", set()),
        ("At least 4 weeks since prior chemotherapy", set()),
        ("At least 4.5 years of adjuvant tamoxifen", set()),
        ("Candidate for chemotherapy with capecitabine", set()),
        ("No concurrent chemotherapy", set()),
        ("Progressive disease for which hormonal therapy is not indicated", set()),
        ("Recovered from the toxicity of prior chemotherapy", set()),
        ("Patients who received chemotherapy must have completed it", set()),
        ("Prior chemotherapy for lung cancer is required", set()),
    ],
)
def test_an_inclusion_criterion(text: str, values: set[str]) -> None:
    assert said(a_trial(eligibility=criteria((text,)))) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Any prior therapy with an anti-PD-1 or anti-PD-L1 agent", {"PD-1/PD-L1 inhibitor: excluded"}),
        (
            "Prior chemotherapy for unresectable locally advanced or metastatic breast cancer",
            {"Chemotherapy: excluded for advanced disease"},
        ),
        ("Prior chemotherapy or trastuzumab", {"Chemotherapy: excluded", "Trastuzumab: excluded"}),
        ("Prior anthracycline, except in the adjuvant setting", {"Anthracycline: excluded in part"}),
        ("Adjuvant taxane within 12 months before enrolment", {"Taxane: excluded in part"}),
        ("More than one prior chemotherapy", {"Chemotherapy: excluded in part"}),
        (
            "Prior therapy with drug X or more than 1 prior line of any PARP inhibitor",
            {"PARP inhibitor: excluded in part"},
        ),
        ("Prior exposure to neurotoxic chemotherapy", {"Chemotherapy: excluded in part"}),
        ("Chemotherapy within 3 weeks before the first dose", set()),
        ("Hypersensitivity to paclitaxel", set()),
        ("Severe adverse reactions during earlier immunotherapy", set()),
        ("Unwilling to use contraception for 7 months after the last dose of trastuzumab", set()),
        ("Concurrent treatment other than endocrine therapy", set()),
    ],
)
def test_an_exclusion_criterion(text: str, values: set[str]) -> None:
    assert said(a_trial(eligibility=criteria((), (text,)))) == values


def test_a_publication_tells_it_of_those_who_were_enrolled() -> None:
    text = "We enrolled women with advanced breast cancer who had been previously treated with endocrine therapy."
    told = "Of 40 patients 53 % had previously received chemotherapy."
    published = a_trial(kind="publication", narrative=(Section("abstract_methods", f"{text} {told}"),))
    assert said(published) == {"Endocrine therapy: required"}


def test_what_is_excluded_and_allowed_is_excluded_in_part() -> None:
    both = criteria(("Prior taxane is allowed",), ("Prior taxane for any tumour",))
    assert said(a_trial(eligibility=both)) == {"Taxane: excluded in part"}


def test_contrary_sentences_of_one_treatment_are_unclear_in_one_cohort_and_stand_side_by_side_in_two() -> None:
    same = criteria(("Progression on a taxane",), ("Prior taxane",))
    assert said(a_trial(eligibility=same)) == {"Taxane: unclear"}
    two = criteria(("Cohort A: must have received a taxane", "For Cohort B only, no prior taxane"))
    found = find_earlier_treatments(opened(a_trial(eligibility=two)), LEXICON)
    assert {(each.cohort, each.value) for each in found} == {
        ("Cohort A", "Taxane: required"),
        ("Cohort B", "Taxane: excluded"),
    }


def test_what_one_cohort_alone_is_told_keeps_nobody_out_of_the_trial() -> None:
    one = criteria(("Cohort A: must have received a taxane", "Cohort A: no prior trastuzumab"))
    found = without_lone_cohorts(find_earlier_treatments(opened(a_trial(eligibility=one)), LEXICON))
    assert {each.value for each in found} == {"Taxane: unclear", "Trastuzumab: excluded in part"}


def test_every_quote_stands_at_its_offsets() -> None:
    trial = a_trial(eligibility=criteria(("Age 18\nMust have received a taxane",), ("Prior pembrolizumab", "HIV")))
    found = find_earlier_treatments(opened(trial), LEXICON)
    assert len(found) == 2
    for each in found:
        place = each.evidence
        assert sections(trial)[place.section][place.start : place.end] == place.quote


def test_a_value_reads_back_as_what_it_says_and_any_other_text_is_none() -> None:
    for value in ("Taxane or Anthracycline: required for early disease", "PD-1/PD-L1 inhibitor: excluded"):
        told = earlier_treatment(value)
        assert told is not None
        assert told.value == value
    for strange in ("", "Taxane", "Taxane: perhaps", "Taxane: excluded on Mondays"):
        assert earlier_treatment(strange) is None


def test_every_treatment_that_is_read_means_drug_classes_of_a_patient() -> None:
    facets = shown_facets(RESOURCES)
    meant = load_criteria(RESOURCES, facets)["prior"].treatments
    read = {kind.removeprefix("treatment ") for kind in LEXICON.treatments.letters}
    assert meant.keys() == read
    classes = {each.id for each in facets["drug_classes"].values}
    assert all(each.classes | each.maybe <= classes and each.classes | each.maybe for each in meant.values())


def test_what_stands_below_the_bare_name_of_another_cancer_is_asked_of_nobody_with_breast_cancer() -> None:
    taken = ("Adults", "Non-small cell lung cancer (NSCLC)", "Must have received platinum-based chemotherapy")
    basket = {"title": "Drug X in metastatic cancers", "conditions": ("Breast Cancer", "Lung Cancer")}
    assert said(a_trial(**basket, eligibility=criteria(taken))) == set()
    assert said(a_trial(**basket, eligibility=criteria((taken[0], "Breast cancer", taken[2])))) != set()

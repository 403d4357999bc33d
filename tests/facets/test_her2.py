"""HER2: each sentence of the specification, in both directions."""

import pytest

from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.rules import load_rules
from desktop.trials.finding import Finding
from desktop.trials.trial import Arm, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")


def found(trial: Trial) -> list[Finding]:
    return [each for each in find_receptors(opened(trial), RULES, LEXICON) if each.facet == "her2"]


def states(trial: Trial) -> set[str]:
    return {each.value for each in found(trial)}


def included(*texts: str) -> set[str]:
    return states(a_trial(eligibility=criteria(inclusion=texts)))


def excluded(*texts: str) -> set[str]:
    return states(a_trial(eligibility=criteria(exclusion=texts)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # positive
        ("HER2-positive breast cancer", "positive"),
        # What is only defined, who cannot enter, and receptors that no word says more of
        ("HER2-negative. A positive HER2 result should be defined as IHC 3+ or amplification", "negative"),
        ("HER2-negative tumour. HER2 positive is understood as IHC 3+ or a FISH ratio of 2 or more", "negative"),
        ("If the tumour is HER2-positive, the patient cannot be selected", "negative"),
        ("Women with a HER2-positive tumour will not be recruited", "negative"),
        ("Where HER2 is amplified, patients must not be entered", "negative"),
        ("Node-positive cancer, regardless of receptors", "any"),
        ("Metastatic disease not eligible to surgery, HR+HER2- cancer", "negative"),
        ("HER-2 positive", "positive"),
        ("Her 2 positive disease", "positive"),
        ("HER2/neu overexpression", "positive"),
        ("c-erbB-2 overexpressing tumour", "positive"),
        ("ERBB2 amplified", "positive"),
        ("HER2＋ breast cancer", "positive"),
        ("HER2 (+)", "positive"),
        ("HER2 IHC 3+", "positive"),
        ("HER2 (3+ by IHC or FISH amplified)", "positive"),
        ("HER2 IHC 3+, or 2+ and FISH positive", "positive"),
        ("HER2 2+ confirmed by a positive FISH result: HER2 2+ with ISH positive", "positive"),
        ("human epidermal growth factor receptor 2 (HER2)-positive", "positive"),
        ("Patients who have breast cancer of Her-2 positive", "positive"),
        # negative
        ("HER2-negative breast cancer", "negative"),
        ("HER2– disease", "negative"),
        ("HER2− breast cancer", "negative"),
        ("HER2－", "negative"),
        ("HER2 non-amplified", "negative"),
        ("human epidermal growth factor receptor 2 (HER2)-negative", "negative"),
        ("no HER2 overexpression", "negative"),
        ("Tumour lacking HER2 overexpression", "negative"),
        ("absence of HER2, ER and PR expression", "negative"),
        ("Tumours that do not overexpress HER2", "negative"),
        ("Tumours that express neither hormone receptors nor HER2", "negative"),
        ("ER, PR and HER2 negative", "negative"),
        ("negative for ER, PR and HER-2", "negative"),
        ("HER2 IHC 0, 1+, or 2+ with negative ISH", "negative"),
        ("HER2 0/1+ by IHC", "negative"),
        ("HER2 IHC 2-3+ and FISH-negative", "negative"),
        ("HER2-negative, low-risk breast cancer", "negative"),
        ("HER2-negative breast cancer of low grade", "negative"),
        ("HER2-negative (IHC 0, 1+ or 2+/ISH-)", "negative"),
        ("HER2 score of 0 or 1+ by immunohistochemistry", "negative"),
        # low, ultralow, zero
        ("HER2-low breast cancer", "low"),
        ("low HER2 expression", "low"),
        ("HER2 IHC 1+ or 2+/ISH-", "low"),
        ("HER2 1 + or 2+ and CISH negative", "low"),
        ("HER2-ultralow", "ultralow"),
        ("HER2 IHC 0 with membrane staining", "ultralow"),
        ("HER2 1+ to 2+/ISH-", "low"),
        ("HER2 0-2+ by IHC", "negative"),
        ("HER2 (++) by IHC", "needs_review"),
        ("HER2 IHC +++", "positive"),
        ("HER2 score ≤ 1", "negative"),
        ("HER2-zero breast cancer", "zero"),
        ("HER2 0", "zero"),
        ("HER2 IHC 0", "zero"),
        # the rest
        ("An activating HER2 mutation", "mutated"),
        ("ERBB2-mutated breast cancer", "mutated"),
        ("regardless of HER2 status", "any"),
        ("HER2 status must be known", "any"),
        ("It is advised that women with HER2-positive cancer should be offered trastuzumab", "any"),
        ("Relapse on trastuzumab if someone is by in situ hybridisation (FISH) or by stain (IHC) HER2-positive", "any"),
        ("HER2 positive or negative", "any"),
        ("HER2-expressing solid tumours", "needs_review"),
        ("HER2 equivocal", "needs_review"),
        ("Must be a candidate for anti-HER2 therapy", "needs_review"),
    ],
)
def test_an_inclusion_criterion_tells_who_is_enrolled(text: str, value: str) -> None:
    assert included(text) == {value}


@pytest.mark.parametrize(
    "text",
    [
        "Prior trastuzumab and other HER2-targeted therapy",
        "Progressed on anti-HER2 antibody treatment",
        "A history of HER2-positive breast cancer is no obstacle",
        "No evidence of KRAS, ALK or HER2 mutations",
        "EGFR-positive lung cancer",
        "Negative pregnancy test",
        "Node-positive disease",
    ],
)
def test_other_criteria_say_nothing_of_her2(text: str) -> None:
    assert included(text) == set()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Without a conclusive HER2 test", {"any"}),
        ("No HER2 test by the guidelines", {"any"}),
        ("No prior HER2-directed treatment", set()),
    ],
)
def test_who_was_not_tested_is_refused_and_any_result_let_in(text: str, values: set[str]) -> None:
    assert excluded(text) == values


def test_scores_below_a_definition_of_negative_name_no_low_group() -> None:
    lines = ("HER2 negative (no anti-HER2 therapy) is defined as:", "IHC 0 OR", "IHC 2+ and HER2 not amplified by ISH")
    assert included("Triple-negative breast cancer", *lines) == {"negative"}


def test_triple_negative_gives_negative_derived_and_not_zero() -> None:
    (finding,) = found(a_trial(title="A study in triple-negative breast cancer"))
    assert (finding.value, finding.basis) == ("negative", "derived")
    assert states(a_trial(title="A study in triple-positive breast cancer")) == {"positive"}


def test_explicit_text_wins_over_triple_negative() -> None:
    assert included("HER2-low triple-negative breast cancer") == {"low"}
    assert states(a_trial(title="HER2-low disease", conditions=("Triple Negative Breast Cancer",))) == {"low"}


def test_exclusion_inverts() -> None:
    (finding,) = found(a_trial(eligibility=criteria(exclusion=("HER2-positive disease",))))
    assert (finding.value, finding.basis) == ("negative", "implied")
    assert excluded("HER2-negative breast cancer") == {"positive"}
    assert included("Patients with HER2-positive disease are not eligible") == {"negative"}


@pytest.mark.parametrize(
    "text",
    [
        "Prior HER2-targeted therapy",
        "HER2-positive gastric cancer",
        "History of HER2-positive breast cancer",
        "Triple-negative breast cancer",
    ],
)
def test_an_exclusion_about_something_else_says_nothing(text: str) -> None:
    assert excluded(text) == set()


def test_an_exclusion_that_spares_those_who_had_the_drug_lets_both_in() -> None:
    assert excluded("HER2-positive disease unless trastuzumab was given") == {"any"}
    assert excluded("HER2-positive disease unless trastuzumab is contraindicated") == {"negative"}


def test_what_is_stated_wins_over_what_an_exclusion_implies() -> None:
    eligibility = criteria(("HER2-positive breast cancer",), ("HER2-positive disease with a low ejection fraction",))
    assert states(a_trial(eligibility=eligibility)) == {"positive"}


def test_luminal_says_nothing_of_her2() -> None:
    assert included("Luminal A or B breast cancer") == set()


def test_her2_positive_and_or_hr_positive_is_positive_and_nothing_is_added() -> None:
    assert states(a_trial(title="X in HER2-positive and/or hormone receptor-positive cancer")) == {"positive"}


def test_two_strata_give_both_values_with_their_cohorts() -> None:
    eligibility = criteria(("Cohort A: HER2-positive breast cancer", "Cohort B: HER2-low breast cancer"))
    assert {(each.value, each.cohort) for each in found(a_trial(eligibility=eligibility))} == {
        ("positive", "Cohort A"),
        ("low", "Cohort B"),
    }
    part = a_trial(eligibility=criteria(("Part of the patients: HER2-positive",)))
    assert [each.cohort for each in found(part)] == [""]
    assert included("HER2 low/ultralow") == {"low", "ultralow"}
    assert included("HER2 IHC 1+, 2+ or 3+") == {"low", "positive"}
    assert included("HER2-zero or HER2-low disease") == {"zero", "low"}


def test_background_and_outcomes_and_drug_names_never_set_a_value() -> None:
    assert states(a_trial(summary="HER2-positive breast cancer accounts for 20% of breast cancers.")) == set()
    assert states(a_trial(summary="Previous studies in HER2-positive patients were promising.")) == set()
    assert states(a_trial(title="Anti-HER2 CAR-T cells", keywords=("HER2-targeted",))) == set()
    assert states(a_trial(summary="Change in HER2 expression is measured.")) == set()


def test_the_summary_decides_where_titles_and_criteria_are_silent() -> None:
    assert states(a_trial(summary="Women with HER2-positive breast cancer will be treated with X.")) == {"positive"}
    trial = a_trial(title="X in HER2-low disease", summary="Women with HER2-positive disease are enrolled.")
    assert states(trial) == {"low"}


def test_a_condition_on_a_subgroup_means_any() -> None:
    assert included("If HER2-positive, patients must have received trastuzumab") == {"any"}
    assert included("For HER2 positive patients, one year of trastuzumab is planned") == {"any"}
    arm = Arm("Standard of care", description="Therapy based on HER2 status and ER status")
    assert states(a_trial(arms=(arm,))) == {"any"}


def test_keywords_name_no_group_that_criteria_leave_open() -> None:
    words = ("HER2-positive breast cancer", "triple negative")
    assert states(a_trial(keywords=words, eligibility=criteria(inclusion=("Metastatic breast cancer",)))) == set()
    assert states(a_trial(keywords=words[:1])) == {"positive"}


def test_what_is_refused_only_together_with_more_names_no_group() -> None:
    assert excluded("T1a tumours with all the following characteristics: grade 1, N0 and HER2 negative") == set()


def test_a_stratified_trial_takes_any_status() -> None:
    methods = Section("abstract_methods", "Patients were randomly assigned, stratified by HER2 status and centre.")
    assert states(a_trial(kind="publication", narrative=(methods,))) == {"any"}
    usual = "Currently, the stratification of tumours is mostly based on HER2 status and hormone receptors."
    assert states(a_trial(summary=usual)) == set()


def test_of_an_abstract_results_and_background_do_not_count() -> None:
    for part in ("abstract_results", "abstract_conclusions"):
        said = Section(part, "Patients with HER2-positive disease received X and lived longer.")
        assert states(a_trial(kind="publication", narrative=(said,))) == set()
    said = Section("abstract_methods", "Patients with HER2-positive disease received X.")
    assert states(a_trial(kind="publication", narrative=(said,))) == {"positive"}


def test_agreeing_evidence_is_kept_criteria_first() -> None:
    trial = a_trial(title="X in HER2-positive cancer", eligibility=criteria(("HER2+ tumour",)))
    assert [each.evidence.section for each in found(trial)] == ["inclusion_criteria", "title"]


def test_above_0_and_below_1_is_ultralow_alone() -> None:
    assert included("HER2 IHC >0 <1+ on central testing") == {"ultralow"}
    assert included("HER2-low, or IHC > 0 and < 1+") == {"low", "ultralow"}


def test_a_past_result_does_not_widen_what_a_later_test_must_show() -> None:
    assert included("carries a past HER2-negative result", "HER2-low on central testing") == {"low"}


def test_title_and_criteria_outweigh_an_official_title_that_contradicts_both() -> None:
    official = "Drug X Before Surgery of HER2-positive Breast Cancer"
    wanted = criteria(("HER2-negative breast cancer",))
    assert states(a_trial(title="X in HER2-negative Cancer", official_title=official, eligibility=wanted)) == {
        "negative"
    }
    either = states(a_trial(title="X in Breast Cancer", official_title=official, eligibility=wanted))
    assert either == {"negative", "positive"}


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("HER2 status must be known", "HER2-positive cases: the rate of pertuzumab use is at least half"), {"any"}),
        (("HER2 status must be known", "HER2-positive tumours: 3+ in more than 10% of cells"), {"positive"}),
        (("HER2-negative cancer", "Multifocal tumours may enter if no sampled tumour is HER2+"), {"negative"}),
        (("HER2-negative (IHC 0 to 2+, not amplified). Amplified tumours cannot be chosen",), {"negative"}),
        (("HER2-negative disease (IHC 0 or HER2-low)",), {"negative", "zero", "low"}),
        (("HER2-negative disease (IHC 0, or 1+)",), {"negative"}),
    ],
)
def test_what_is_only_told_of_some_or_refused_names_no_further_group(texts: tuple[str, ...], value: set[str]) -> None:
    assert included(*texts) == value

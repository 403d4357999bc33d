from collections.abc import Callable

import pytest

from desktop.documents.medpath import trial_page
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Criterion, Intervention, Outcome, Sponsor, Trial
from tests.worded import worded

Read = Callable[[str], Trial]
Sample = Callable[[str], str]


def page(
    head: str = "Phase 2\nRecruiting",
    conditions: str = "Breast Cancer",
    arms: str = "",
    outcomes: str = "",
    **values: str,
) -> str:
    return f"""MedPath

A study of examplinib

{head}
Conditions
{conditions}
Interventions
{values.get("interventions", "Drug: Examplinib")}
Registration Number
{values.get("number", "NCT09990001")}
Lead Sponsor
{values.get("sponsor", "A Hospital")}
Brief Summary

{values.get("summary", "It is studied.")}

Recruitment & Eligibility

Status
{values.get("status", "RECRUITING")}
Sex
{values.get("sex", "Female")}
Target Recruitment
{values.get("target", "30")}
Inclusion Criteria
{values.get("inclusion", "Not provided")}
Exclusion Criteria
{values.get("exclusion", "Not provided")}

Study & Design

Study Type
{values.get("type", "INTERVENTIONAL")}
Study Design
{values.get("design", "PARALLEL")}
Arm && Interventions
GroupInterventionDescription
{arms}
Primary Outcome Measures
NameTimeMethod
{outcomes}

Trial Locations

Locations (0)
"""


@pytest.fixture(scope="module")
def damaged(read_one: Read, sample: Sample) -> Trial:
    return read_one(sample("medpath_damaged_page.txt"))


def test_the_values_stand_under_their_labels(damaged: Trial) -> None:
    assert damaged.title == "Palbociclib, Letrozole or Placebo Before Surgery in Early Breast Cancer"
    assert (damaged.key, damaged.phase, damaged.status) == ("NCT09990012", "Phase 2", "NOT_RECRUITING")
    assert damaged.conditions == ("Breast Neoplasms", "Hormone Receptor Positive Tumor")
    assert damaged.sponsors == (Sponsor("Northern Breast Group"),)
    assert (damaged.enrollment, damaged.eligibility.sex, damaged.study_type) == (1240, "All", "INTERVENTIONAL")
    assert (damaged.dates.first_posted, damaged.dates.last_updated) == ("2021-03-04", "2023-11")


def test_free_text_that_looks_like_a_label_is_text(damaged: Trial) -> None:
    assert damaged.narrative[1].text.startswith("Study Design\n\nThis line")
    assert damaged.design == ()


def test_arm_rows_come_apart_and_come_together_again(damaged: Trial) -> None:
    both = "Palbociclib 125 mg daily with letrozole.\nGiven for 14 weeks."
    assert damaged.arms == (
        Arm("Palbociclib+Letrozole", "", both, ("Palbociclib", "Letrozole")),
        Arm("Letrozole", "", "Letrozole 2.5 mg daily", ("Letrozole",)),
        Arm("Placebo", "", "Placebo tablets", ("Placebo",)),
    )


def test_outcome_rows_come_apart_and_take_their_method(damaged: Trial) -> None:
    assert damaged.outcomes == (
        Outcome(
            "primary",
            "Pathological complete response, as assessed by RECIST 1.1",
            "Absence of invasive cancer.\nTwo readers decide.",
            "3 months",
        ),
        Outcome("primary", "PFS", "From randomisation to progression.", "Up to 5 years"),
        Outcome("secondary", "Overall survival (OS)", "", "Baseline until death, assessed up to 10 years"),
        Outcome("secondary", "Quality of life"),
    )


def test_criteria_keep_their_nesting(damaged: Trial) -> None:
    assert damaged.eligibility.inclusion == (
        Criterion("Age = 18 years"),
        Criterion("One of the following:"),
        Criterion("Ki-67 of 20 % or more", 1),
        Criterion("Node-positive disease", 1),
        Criterion("LVEF ≥ 50 %"),
    )
    assert damaged.eligibility.exclusion == ()


def test_places_come_with_their_country(damaged: Trial) -> None:
    assert [site.country for site in damaged.sites] == ["South Korea", "Sweden", "United States"]


def test_lost_characters_are_told(damaged: Trial) -> None:
    assert worded(damaged.warnings) == (
        'The page has lost characters: its status "ot Recruiting" was read as "Not Recruiting".',
        (
            'A sign such as ≥ or ≤ may have been lost from one criterion, first "Age = 18 years": '
            "compare with the registry's own record."
        ),
    )


@pytest.mark.parametrize(
    ("shown", "meant"),
    [("ot Recruiting", "Not Recruiting"), ("ecruiting", "Recruiting"), ("Complete\ufffd", "Completed")],
)
def test_a_status_that_lost_a_character_is_mended(read_one: Read, shown: str, meant: str) -> None:
    trial = read_one(page(head=f"Phase 2\n{shown}", status="Not available"))
    assert trial.status == meant
    assert worded(trial.warnings) == (f'The page has lost characters: its status "{shown}" was read as "{meant}".',)


def test_a_phase_that_lost_a_letter_is_mended_but_no_digit_is_guessed(read_one: Read) -> None:
    assert read_one(page(head="hase 2\nRecruiting")).phase == "Phase 2"
    trial = read_one(page(head="Phase /Phase 2\nRecruiting"))
    assert trial.phase == ""
    assert worded(trial.warnings) == (
        'The line "Phase /Phase 2" at the top of the page was not understood and is left out.',
    )


def test_a_label_that_lost_a_character_is_mended(read_one: Read) -> None:
    trial = read_one(page().replace("Lead Sponsor", "ead Sponsor"))
    assert trial.sponsors == (Sponsor("A Hospital"),)
    assert worded(trial.warnings) == (
        'The page has lost characters: its heading "ead Sponsor" was read as "Lead Sponsor".',
    )


def test_two_statuses_that_disagree_are_told(read_one: Read) -> None:
    trial = read_one(page(head="Phase 2\nRecruiting", status="COMPLETED"))
    assert trial.status == "COMPLETED"
    assert "two statuses" in worded(trial.warnings)[0]


@pytest.mark.parametrize("absent", ["Not available", "Not specified", "Not provided", "Not Available", ""])
def test_what_says_that_there_is_nothing_is_nothing(read_one: Read, absent: str) -> None:
    fields = (
        "conditions",
        "interventions",
        "number",
        "sponsor",
        "summary",
        "status",
        "sex",
        "target",
        "type",
        "design",
    )
    trial = read_one(page(head="Not Applicable", **dict.fromkeys(fields, absent), inclusion=absent, exclusion=absent))
    assert trial.phase == "Not Applicable"
    assert (trial.conditions, trial.interventions, trial.identifiers, trial.sponsors) == ((), (), (), ())
    assert (trial.status, trial.eligibility.sex, trial.enrollment, trial.study_type, trial.design) == (
        "",
        "",
        None,
        "",
        (),
    )
    assert (trial.narrative, trial.eligibility.inclusion, trial.eligibility.exclusion) == ((), (), ())
    assert trial.key.startswith("doc-")


def test_numbers_of_other_registries_are_known(read_one: Read) -> None:
    trial = read_one(page(number="EUCTR2010-012345-67-DE"))
    assert trial.identifiers == (Identifier("EudraCT", "2010-012345-67"), Identifier("other", "EUCTR2010-012345-67-DE"))
    assert trial.key == "2010-012345-67"
    assert read_one(page(number="ISRCTN12345678")).key == "ISRCTN12345678"


def test_a_list_that_was_run_together_comes_apart(read_one: Read) -> None:
    trial = read_one(page(interventions="Drug: ExamplinibBiological: Betamab"))
    assert trial.interventions == (Intervention("Examplinib", "Drug"), Intervention("Betamab", "Biological"))


def test_an_intervention_only_the_arms_show_is_added_without_a_kind(read_one: Read) -> None:
    trial = read_one(page(arms="BothExamplinibBy mouth\nBothBetamabBy mouth"))
    assert trial.interventions == (Intervention("Examplinib", "Drug"), Intervention("Betamab"))
    assert trial.arms == (Arm("Both", "", "By mouth", ("Examplinib", "Betamab")),)


def test_arms_that_cannot_be_told_apart_are_kept_with_a_warning(read_one: Read) -> None:
    trial = read_one(page(arms="Control groupUsual careSeen monthly"))
    assert trial.arms == (Arm("Control group", "", "Seen monthly", ("Usual care",)),)
    assert worded(trial.warnings) == ('The columns of the arm "Control group" could not be told apart with certainty.',)


def test_a_page_without_a_title_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        list(trial_page.read("MedPath\n\nConditions\nBreast Cancer\nRecruitment & Eligibility\nStudy & Design"))


@pytest.mark.parametrize("text", ["", "MedPath\nA title", "Status\nSex\nConditions", "Recruitment & Eligibility only"])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not trial_page.recognises(text)

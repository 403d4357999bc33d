from desktop.trials.sections import sections
from desktop.trials.trial import Arm, Intervention, Outcome, Section
from tests.examples import a_trial, criteria, drugs


def test_sections_without_text_are_absent() -> None:
    assert sections(a_trial(title="T")) == {"title": "T"}


def test_interventions_stand_one_a_line_with_their_type() -> None:
    trial = a_trial(interventions=(*drugs("Quercetin", "Dasatinib"), Intervention("Observation")))
    assert sections(trial)["interventions"] == "DRUG: Quercetin\nDRUG: Dasatinib\nObservation"


def test_details_of_interventions_stand_apart() -> None:
    trial = a_trial(interventions=(Intervention("A", "DRUG", "daily", ("B", "C")), Intervention("D", "DRUG")))
    assert sections(trial)["intervention_details"] == "A: daily (other names: B; C)"


def test_arms_hold_kind_description_and_interventions() -> None:
    trial = a_trial(arms=(Arm("One", "Experimental", "both drugs", ("A", "B")), Arm("Two")))
    assert sections(trial)["arms"] == "One [Experimental]: both drugs (A; B)\nTwo"


def test_criteria_keep_to_their_side() -> None:
    texts = sections(a_trial(eligibility=criteria(("in one", "in two"), ("out",), "rest")))
    assert (texts["inclusion_criteria"], texts["exclusion_criteria"], texts["eligibility"]) == (
        "in one\nin two",
        "out",
        "rest",
    )


def test_outcomes_stand_by_rank_with_their_time_frame() -> None:
    texts = sections(a_trial(outcomes=(Outcome("primary", "ORR", "by RECIST", "2 years"), Outcome("other", "QoL"))))
    assert (texts["primary_outcomes"], texts["other_outcomes"]) == ("ORR: by RECIST [2 years]", "QoL")


def test_two_parts_of_one_name_are_both_kept() -> None:
    trial = a_trial(narrative=(Section("abstract_results", "one"), Section("abstract_results", "two")))
    assert sections(trial)["abstract_results"] == "one\ntwo"


def test_an_official_title_that_repeats_the_title_is_left_out() -> None:
    assert "official_title" not in sections(a_trial(title="T", official_title="T"))

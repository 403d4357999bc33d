"""What a trial says of earlier treatment, to a patient of whom all earlier drug classes are known or not all."""

import pytest

from desktop.facets.shown import shown_facets
from desktop.matching.criteria import load_criteria
from desktop.matching.patient import OTHERS, Patient
from desktop.matching.questions import questions
from desktop.paths import RESOURCES

CRITERIA = load_criteria(RESOURCES, shown_facets(RESOURCES))


def standing(value: str, *prior: str, lines: int | None = None, setting: str = "") -> str:
    patient = Patient(prior=frozenset(prior), lines=lines, setting=setting)
    asked = {each.criterion.id: each for each in questions(patient, CRITERIA)}
    return asked["prior"].standing_of([value])


@pytest.mark.parametrize(
    ("value", "had", "not_had", "not_all_known"),
    [
        ("Taxane: required", "fits", "bars", "open"),
        ("Taxane: excluded", "bars", "fits", "open"),
        ("Taxane: allowed", "fits", "fits", "fits"),
        ("Taxane: unclear", "open", "open", "open"),
        ("Taxane: excluded in part", "open", "fits", "open"),
        ("Taxane: excluded for advanced disease", "open", "fits", "open"),
        ("Taxane: required for advanced disease", "open", "bars", "open"),
        ("Paclitaxel: required", "open", "bars", "open"),
        ("Paclitaxel: excluded", "open", "fits", "open"),
        ("Chemotherapy: excluded", "bars", "fits", "open"),
        ("Platinum or Taxane: required", "fits", "bars", "open"),
        ("Something new: excluded", "open", "open", "open"),
        ("no value of ours", "open", "open", "open"),
    ],
)
def test_what_a_value_says_to_who_had_a_taxane_to_who_had_none_and_to_who_may_have_had_it(
    value: str, had: str, not_had: str, not_all_known: str
) -> None:
    assert standing(value, "taxane") == had
    assert standing(value, "bone_modifying_agent") == not_had
    assert standing(value) == not_had
    assert standing(value, "bone_modifying_agent", OTHERS) == not_all_known


def test_who_had_no_line_for_advanced_disease_had_no_drug_for_it() -> None:
    assert standing("Taxane: excluded for advanced disease", "taxane", lines=0) == "fits"
    assert standing("Taxane: excluded for advanced disease", "taxane", setting="after_surgery") == "fits"
    assert standing("Taxane: required for advanced disease", "taxane", lines=0) == "bars"
    assert standing("Taxane: excluded for advanced disease", "taxane", lines=1, setting="after_surgery") == "open"


def test_chemotherapy_without_a_name_may_have_been_a_taxane() -> None:
    assert standing("Taxane: excluded", "chemotherapy_unspecified") == "open"
    assert standing("Chemotherapy: excluded", "chemotherapy_unspecified") == "bars"


def test_one_value_against_her_is_enough_and_an_undecided_one_leaves_it_open() -> None:
    asked = {each.criterion.id: each for each in questions(Patient(prior=frozenset(("taxane",))), CRITERIA)}["prior"]
    assert asked.standing_of(["Taxane: allowed", "Chemotherapy: excluded"]) == "bars"
    assert asked.standing_of(["Taxane: allowed", "Chemotherapy: excluded in part"]) == "open"
    assert asked.standing_of([]) == "silent"


def test_nothing_is_asked_of_drugs_where_nothing_is_known_of_them_nor_of_one_that_may_be_among_others() -> None:
    assert "prior" not in {each.criterion.id for each in questions(Patient(age=50), CRITERIA)}
    asked = {each.criterion.id for each in questions(Patient(age=50, prior=frozenset((OTHERS,))), CRITERIA)}
    assert "prior" in asked
    assert not {"prior_cdk46", "prior_her2_adc"} & asked


def test_markers_are_taken_by_other_names_and_in_letters_of_any_case() -> None:
    markers = CRITERIA["biomarkers"]
    assert {markers.value(name) for name in ("BRCA1", "brca2", "BRCA1/2", "gBRCA")} == {"BRCA1/2"}
    assert markers.value("pik3ca") == "PIK3CA"
    assert markers.value("ABC9") == ""

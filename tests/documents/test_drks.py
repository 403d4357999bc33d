import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.documents.national import drks
from desktop.documents.read import open_document
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Contact, Criterion, Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import read_document
from tests.worded import worded

Sample = Callable[[str], str]


@pytest.fixture(scope="module")
def trials(sample: Sample) -> tuple[Trial, ...]:
    return read_document(sample("drks.json").encode(), "a.json").trials


def test_names_and_numbers_are_read(trials: tuple[Trial, ...]) -> None:
    trial = trials[0]
    assert trial.identifiers == (
        Identifier("DRKS", "DRKS00099901"),
        Identifier("NCT", "NCT09990104"),
        Identifier("EudraCT", "2023-009991-18"),
        Identifier("other", "EX-301"),
    )
    assert (trial.phase, trial.status) == ("Phase II/III", "Recruiting complete, study continuing")
    assert trial.enrollment == 320
    assert trial.dates == Dates(
        start="2025-02-01", completion="2031-12-31", first_posted="2025-01-17", last_updated="2025-12-17"
    )
    assert trial.results_posted is True
    assert trial.warnings == ()


def test_english_comes_first_and_german_where_there_is_no_english(trials: tuple[Trial, ...]) -> None:
    assert (trials[0].title, trials[0].acronym) == ("Examplinib after surgery for breast cancer", "EXNACH")
    assert trials[0].narrative == (
        Section("brief_summary", "Two arms.\n\nFive years."),
        Section("detailed_description", "Nur auf Deutsch."),
        Section("ipd_plan", "On request."),
    )
    assert trials[0].conditions == ("Early breast cancer",)
    assert trials[1].title == "Nur auf Deutsch"


def test_arms_give_their_first_line_and_are_called_as_they_call_themselves(trials: tuple[Trial, ...]) -> None:
    assert trials[0].arms == (
        Arm("Arm 1", description="for a year", interventions=("Examplinib 50 mg once a day",)),
        Arm("Control arm", interventions=("placebo once a day",)),
    )
    assert trials[0].interventions == (
        Intervention("Examplinib 50 mg once a day", description="for a year"),
        Intervention("placebo once a day"),
    )


def test_groups_of_a_study_that_only_observes_give_nothing(trials: tuple[Trial, ...]) -> None:
    assert trials[1].arms == (Arm("Arm 1", description="Women with breast cancer"),)
    assert trials[1].interventions == ()
    assert (trials[1].phase, trials[1].status) == ("N/A", "NEW_WORD")


def test_criteria_outcomes_and_design_are_read(trials: tuple[Trial, ...]) -> None:
    trial = trials[0]
    assert trial.eligibility.inclusion == (Criterion("Women aged ≥18"), Criterion("HER2-negative breast cancer"))
    assert (trial.eligibility.minimum_age, trial.eligibility.maximum_age) == ("18 Years", "")
    assert trial.outcomes == (
        Outcome("primary", "Survival at 5 years"),
        Outcome("primary", "Response"),
        Outcome("secondary", "Toxicity"),
    )
    assert dict(trial.design)["Blinded"] == "PATIENT_SUBJECT, ASSESSOR"
    assert dict(trial.design)["Control"] == "PLACEBO"


def test_people_and_places_are_read(trials: tuple[Trial, ...]) -> None:
    assert trials[0].sponsors == (
        Sponsor("Invented University"),
        Sponsor("Invented Fund", lead=False),
        Sponsor("Invented Pharma", "COMMERCIAL", lead=False),
    )
    affiliation = "Invented University"
    assert trials[0].contacts == (
        Contact("Dr. Ann Example", "Contact for Public Queries", "+49 1", "ann@example.org", affiliation),
    )
    assert [(each.facility, each.city) for each in trials[0].sites] == [("Invented Clinic", "Berlin"), ("", "Ulm")]


def test_with_several_countries_nobody_tells_where_an_institute_is(trials: tuple[Trial, ...]) -> None:
    first, *others = trials[1].sites
    assert first == Site("Clinic", "Wien")
    assert len(others) == 2


def changed(sample: Sample, **recruitment: Any) -> Trial:
    study = json.loads(sample("drks.json"))[0]
    study["recruitment"] |= recruitment
    (trial,) = read_document(json.dumps(study).encode(), "a.json").trials
    return trial


@pytest.mark.parametrize(("total", "size"), [(300, 300), ("300", 300), (0, 320), (None, 320)])
def test_patients_who_came_count_before_those_who_are_planned(sample: Sample, total: object, size: int) -> None:
    assert changed(sample, totalParticipants=total).enrollment == size


def test_an_age_may_be_called_a_value(sample: Sample) -> None:
    assert changed(sample, maximumAge={"value": 80, "unit": "YEARS"}).eligibility.maximum_age == "80 Years"


def test_what_is_of_another_kind_is_left_out_and_told_of(sample: Sample) -> None:
    trial = changed(sample, institutes="none", gender={"a": 1})
    assert trial.eligibility.sex == ""
    assert any("recruitment.gender" in each for each in worded(trial.warnings))


def test_a_record_without_title_is_a_fault_in_its_place(sample: Sample) -> None:
    studies = json.loads(sample("drks.json"))
    studies[0]["trialDescriptions"] = []
    fault, trial = open_document(json.dumps(studies).encode(), "a.json").records
    assert str(fault) == "a.json, study 1: it has no title; download it again."
    assert isinstance(trial, Trial)


@pytest.mark.parametrize("text", ["", '{"drksId": "DRKS00099901"}', '["drksId", "trialDescriptions"]x'[:10]])
def test_other_documents_are_not_claimed(text: str) -> None:
    assert not drks.recognises(text)

"""Registries whose records have changed their shape, in the shapes that they have had."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.trials.trial import Outcome, Site, Sponsor, Trial
from tests.reading import read_document

ReadOne = Callable[[str], Trial]
Sample = Callable[[str], str]


def ctis(sample: Sample, **told: Any) -> str:
    study = json.loads(sample("ctis.json"))
    for key in ("ctStatus", "trialPhase", "decisionDate", "startDateEU"):
        study.pop(key)
    return json.dumps({**study, **told})


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"ctStatus": 2}, "Authorised, recruitment pending"),
        ({"ctStatus": "5"}, "Ongoing, recruitment ended"),
        ({"ctStatus": "Authorised", "ctPublicStatusCode": 4}, "Ongoing, recruiting"),
        ({"ctStatus": "Authorised", "ctPublicStatusCode": None}, "Authorised"),
        ({"ctStatus": "Halted"}, "Halted"),
        ({"ctStatus": 8, "ctPublicStatusCode": 11}, "Not authorised"),
        ({"ctStatus": "Under evaluation", "ctPublicStatusCode": 99}, "Under evaluation"),
        ({"ctStatus": 99}, ""),
        ({}, ""),
    ],
)
def test_ctis_tells_the_public_status_before_that_of_the_application(
    read_one: ReadOne, sample: Sample, told: dict[str, Any], status: str
) -> None:
    assert read_one(ctis(sample, **told)).status == status


@pytest.mark.parametrize(
    ("told", "phase"),
    [(5, "Phase III"), ("7", "Phase I/Phase II"), ("Therapeutic use (Phase IV)", "Phase IV"), (77, "")],
)
def test_ctis_tells_a_phase_by_its_number_too(read_one: ReadOne, sample: Sample, told: Any, phase: str) -> None:
    assert read_one(ctis(sample, trialPhase=told)).phase == phase
    study = json.loads(ctis(sample))
    about = study["authorizedApplication"]["authorizedPartI"]["trialDetails"]["trialInformation"]
    about["trialCategory"] = {"trialPhase": str(told)}
    assert read_one(json.dumps(study)).phase == phase


@pytest.mark.parametrize(
    ("decided", "posted"),
    [
        ("BE: 15/04/2024, PL: 12/04/2024", "2024-04-12"),
        ("FR: 2024-02-01", "2024-02-01"),
        ("12/04/2024", "2024-04-12"),
        ("BE: soon", ""),
    ],
)
def test_ctis_decisions_of_several_states_give_the_first(
    read_one: ReadOne, sample: Sample, decided: str, posted: str
) -> None:
    assert read_one(ctis(sample, decisionDate=decided)).dates.first_posted == posted


@pytest.mark.parametrize(
    ("end", "date"), [({"globalEndDate": "05/03/2025"}, "2025-03-05"), ([], "2026-12-31"), ([{}], "2026-12-31")]
)
def test_ctis_tells_the_end_as_an_object_once_there_is_one(
    read_one: ReadOne, sample: Sample, end: Any, date: str
) -> None:
    study = json.loads(ctis(sample))
    study["authorizedApplication"]["trialGlobalEnd"] = end
    assert read_one(json.dumps(study)).dates.completion == date


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"mscPublicStatusCode": 4}, "Ongoing, recruiting"),
        ({"mscPublicStatusCode": "2", "trialStatus": "Authorised"}, "Authorised, recruitment pending"),
        ({"trialStatus": "Ended"}, "Ended"),
        ({"mscPublicStatusCode": 99}, "Authorised"),
    ],
)
def test_ctis_sites_have_the_status_of_their_state(
    read_one: ReadOne, sample: Sample, told: dict[str, Any], status: str
) -> None:
    study = json.loads(ctis(sample))
    study["authorizedApplication"]["memberStatesConcerned"] = [{"mscName": "Germany", **told}]
    assert read_one(json.dumps(study)).sites[0] == Site("Hospital One", "Cologne", "", "Germany", status)


def isrctn(sample: Sample, part: str, **told: Any) -> str:
    study = json.loads(sample("isrctn.json"))
    study[part] = {**study[part], **told}
    return json.dumps(study)


@pytest.mark.parametrize(
    ("final", "target", "size"),
    [("0", "1200", 1200), (0, 60, 60), ("Not provided", "60", 60), ("31", "60", 31), ("0", "0", None), (None, "7", 7)],
)
def test_isrctn_writes_zero_before_anybody_has_entered(
    read_one: ReadOne, sample: Sample, final: Any, target: Any, size: int | None
) -> None:
    trial = read_one(isrctn(sample, "participants", totalFinalEnrolment=final, targetEnrolment=target))
    assert (trial.enrollment, trial.warnings) == (size, ())


def measure(variable: str, method: str = "", timepoints: str = "") -> dict[str, str]:
    return {"variable": variable, "method": method, "timepoints": timepoints}


@pytest.mark.parametrize(
    ("told", "outcomes"),
    [
        ([measure("Response", "scans", "6 weeks")], [Outcome("primary", "Response", "scans", "6 weeks")]),
        (measure("Response"), [Outcome("primary", "Response")]),
        ([measure("", "scans", "6 weeks")], [Outcome("primary", "scans", "", "6 weeks")]),
        ([measure("A"), measure(""), measure("B")], [Outcome("primary", "A"), Outcome("primary", "B")]),
    ],
)
def test_isrctn_tells_outcomes_part_by_part(
    read_one: ReadOne, sample: Sample, told: Any, outcomes: list[Outcome]
) -> None:
    written = isrctn(sample, "trialDescription", primaryOutcomes={"outcomeMeasure": told}, primaryOutcome="")
    assert list(read_one(written).outcomes) == outcomes


def test_isrctn_outcomes_in_the_old_field_stand_beside_those_of_the_form(read_one: ReadOne, sample: Sample) -> None:
    old = "1. Response\n2. Cost in the first year"
    told = {"primaryOutcomes": {"outcomeMeasure": [measure("Response", "scans")]}, "primaryOutcome": old}
    trial = read_one(isrctn(sample, "trialDescription", **told))
    assert trial.outcomes == (Outcome("primary", "Response", "scans"), Outcome("primary", "Cost in the first year"))


def test_isrctn_empty_elements_are_empty_and_no_fault(read_one: ReadOne, sample: Sample) -> None:
    study = json.loads(sample("isrctn.json"))
    study["participants"] |= {"trialCentres": "", "recruitmentCountries": ""}
    study["trialDesign"]["trialTypes"] = ""
    study["externalRefs"]["secondaryNumbers"] = ""
    study |= {"conditions": "", "interventions": ""}
    trial = read_one(json.dumps(study))
    assert (trial.warnings, trial.sites, trial.conditions, trial.interventions) == ((), (), (), ())


def test_isrctn_tells_its_design_part_by_part(read_one: ReadOne, sample: Sample) -> None:
    made = {"allocation": "Randomized", "masking": "Open", "purposes": {"purpose": ["Prevention", "Treatment"]}}
    trial = read_one(isrctn(sample, "trialDesign", trialTypes="", studyDesign="", interventionalTrialDesign=made))
    told = (("Allocation", "Randomized"), ("Masking", "Open"), ("Primary Purpose", "Prevention, Treatment"))
    assert trial.design == told


def test_isrctn_numbers_and_sponsors_are_read_with_their_attributes(read_one: ReadOne, sample: Sample) -> None:
    study = json.loads(sample("isrctn.json"))
    study["externalRefs"]["secondaryNumbers"] = {"secondaryNumber": [{"#text": "CPMS 1", "id": "a"}, {"id": "b"}]}
    study["sponsor"] = {"organisation": "Clinic", "commercialStatus": "Non-commercial"}
    study["funder"] = [{"name": "Fund"}]
    trial = read_one(json.dumps(study))
    assert "CPMS 1" in {each.value for each in trial.identifiers}
    assert trial.sponsors == (Sponsor("Clinic", "Non-commercial"), Sponsor("Fund", lead=False))


def test_a_page_of_isrctn_records_of_both_shapes_is_read_whole(sample: Sample) -> None:
    old = json.loads(sample("isrctn.json"))
    new = json.loads(isrctn(sample, "trialDescription", primaryOutcomes={"outcomeMeasure": []}))
    document = read_document(json.dumps([old, {**new, "isrctn": "99999998"}]).encode(), "trials.json")
    assert (len(document.trials), document.failures) == (2, ())

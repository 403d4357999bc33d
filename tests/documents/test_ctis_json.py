import json
from collections.abc import Callable

import pytest

from desktop.documents.european import ctis
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Contact, Criterion, Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import read_document
from tests.worded import worded


@pytest.fixture(scope="module")
def trial(read_one: Callable[[str], Trial], sample: Callable[[str], str]) -> Trial:
    return read_one(sample("ctis.json"))


def test_it_is_known_by_all_its_numbers(trial: Trial) -> None:
    assert trial.key == "NCT09990061"
    assert trial.identifiers == (
        Identifier("CTIS", "2023-500999-37-00"),
        Identifier("EudraCT", "2019-000779-10"),
        Identifier("NCT", "NCT09990061"),
        Identifier("other", "X-9"),
    )


def test_phase_status_and_names_are_read(trial: Trial) -> None:
    assert (trial.title, trial.acronym) == ("Examplinib in breast cancer", "EXTRA-6")
    assert (trial.phase, trial.status) == ("Phase I/Phase II", "Ongoing, recruiting")
    assert trial.narrative == (
        Section("lay_title", "A new drug"),
        Section("main_objective", "To compare"),
        Section("secondary_objectives", "Safety"),
    )


def test_products_patients_and_outcomes_are_read(trial: Trial) -> None:
    assert trial.interventions == (
        Intervention("EXAMPLINIB", "", "TABLET; Examplinib 20mg; ORAL USE", ("Exampla", "EX-1")),
        Intervention("Examplinib Placebo"),
    )
    assert trial.eligibility.inclusion == (Criterion("Signed consent"), Criterion("Age ≥ 18"))
    assert trial.eligibility.exclusion == (Criterion("Brain metastases"),)
    assert (trial.eligibility.sex, trial.eligibility.healthy_volunteers) == ("Female", "No")
    assert trial.outcomes == (Outcome("primary", "Response"), Outcome("secondary", "Survival"))
    assert (trial.conditions, trial.keywords) == (("Breast cancer",), ("Breast cancer metastatic",))
    assert trial.enrollment == 50


def test_people_places_and_dates_are_read(trial: Trial) -> None:
    assert trial.sponsors == (
        Sponsor("Invented Pharma", "Pharmaceutical company"),
        Sponsor("Invented Fund", lead=False),
    )
    assert trial.contacts == (Contact("Desk", "Public", "555", "desk@invented.invalid"),)
    assert trial.sites == (
        Site("Hospital One", "Cologne", "", "Germany", "Authorised"),
        Site(country="Italy", status="Ended"),
        Site(country="Switzerland"),
    )
    assert trial.dates == Dates(start="2023-09-01", completion="2026-12-31", first_posted="2023-08-03")


def test_the_shape_before_the_relaunch_reads_the_same(
    trial: Trial, read_one: Callable[[str], Trial], sample: Callable[[str], str]
) -> None:
    study = json.loads(sample("ctis.json"))
    assert read_one(json.dumps({**study, **study.pop("authorizedApplication")})) == trial


def test_records_on_lines_of_their_own_are_all_read(sample: Callable[[str], str]) -> None:
    line = json.dumps(json.loads(sample("ctis.json")))
    nameless = json.dumps({"ctNumber": "2023-500998-37-00"})
    document = read_document(f"{line}\n{nameless}\n{line}".encode(), "trials.ndjson")
    assert len(document.trials) == 2
    assert document.failures == ("trials.ndjson, study 2: it has no title; download it again.",)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "9" * 5_000, str(2**63), '["x"]', '{"a": 1}', "true", '"many"'])
def test_a_value_of_another_kind_is_left_out_and_told(
    read_one: Callable[[str], Trial], sample: Callable[[str], str], value: str
) -> None:
    trial = read_one(sample("ctis.json").replace('"rowSubjectCount": 20', f'"rowSubjectCount": {value}'))
    assert trial.enrollment == 30
    assert any("rowSubjectCount" in warning for warning in worded(trial.warnings))


def test_a_lost_character_is_counted(read_one: Callable[[str], Trial], sample: Callable[[str], str]) -> None:
    trial = read_one(sample("ctis.json").replace("A new drug", r"A new drug \ud800 \u0000"))
    assert "\N{REPLACEMENT CHARACTER}" in trial.narrative[0].text
    assert worded(trial.warnings) == (
        "2 characters of the record could not be read and became \N{REPLACEMENT CHARACTER}.",
    )


@pytest.mark.parametrize("text", ["", '{"ctNumber": 1}', '"authorizedPartI" "ctNumber"', '{"protocolSection": {}}'])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not ctis.recognises(text)

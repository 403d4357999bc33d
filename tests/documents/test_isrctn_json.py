import json
from collections.abc import Callable

import pytest

from desktop.documents.isrctn import registry_json
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Criterion, Dates, Intervention, Outcome, Section, Site, Trial
from tests.reading import read_document


@pytest.fixture(scope="module")
def trial(read_one: Callable[[str], Trial], sample: Callable[[str], str]) -> Trial:
    return read_one(sample("isrctn.json"))


def test_numbers_and_names_are_read_and_words_for_nothing_are_not(trial: Trial) -> None:
    assert trial.key == "NCT09990071"
    assert trial.identifiers == (
        Identifier("ISRCTN", "ISRCTN99999999"),
        Identifier("NCT", "NCT09990071"),
        Identifier("other", "EX-7"),
    )
    assert (trial.title, trial.official_title) == ("A new drug for breast cancer", "Examplinib versus placebo")
    assert trial.acronym == ""


def test_design_phase_and_status_are_read(trial: Trial) -> None:
    assert (trial.phase, trial.status, trial.study_type) == ("Phase III", "Stopped", "Interventional")
    assert trial.design == (("Study Design", "Randomised double-blind trial"), ("Primary Purpose", "Treatment"))
    assert trial.enrollment == 200
    assert trial.dates == Dates(start="2015-11-01", completion="2020-02-01")


def test_texts_lists_and_places_are_read(trial: Trial) -> None:
    assert trial.narrative == (
        Section("brief_summary", "Background and study aims\nBreast cancer is common."),
        Section("study_hypothesis", "It works."),
        Section("why_stopped", "Slow accrual"),
    )
    assert trial.outcomes == (Outcome("primary", "Survival at 5 years"), Outcome("primary", "Response"))
    assert trial.eligibility.inclusion == (Criterion("Women aged ≥18"), Criterion("Breast cancer"))
    assert trial.eligibility.exclusion == (Criterion("Pregnancy"),)
    assert (trial.eligibility.sex, trial.eligibility.minimum_age) == ("Female", "Adult")
    assert trial.interventions == (
        Intervention("Examplinib", "Drug", "Examplinib daily\nor placebo"),
        Intervention("placebo", "Drug", "Examplinib daily\nor placebo"),
    )
    assert trial.sites == (Site("Hospital One", "Dublin", "", "Ireland"), Site(country="France"))
    assert trial.references == ("2022 Results article in PMID 99000001",)


def test_the_final_number_of_patients_wins_over_the_planned_one(
    read_one: Callable[[str], Trial], sample: Callable[[str], str]
) -> None:
    study = json.loads(sample("isrctn.json"))
    study["participants"]["totalFinalEnrolment"] = "187"
    assert read_one(json.dumps(study)).enrollment == 187


def test_an_intervention_without_drugs_is_its_description(
    read_one: Callable[[str], Trial], sample: Callable[[str], str]
) -> None:
    study = json.loads(sample("isrctn.json"))
    study["interventions"]["intervention"].pop("drugNames")
    assert read_one(json.dumps(study)).interventions == (Intervention("Examplinib daily", "Drug", "or placebo"),)


def test_a_record_without_title_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        read_document(b'{"isrctn": "99999999", "trialDescription": {}}', "trial.json")


def test_a_conflicted_file_is_refused(sample: Callable[[str], str]) -> None:
    text = sample("isrctn.json").replace('"externalRefs"', '\n<<<<<<< HEAD\n"externalRefs"')
    with pytest.raises(DocumentError, match="conflict marker"):
        read_document(text.encode(), "trial.json")


@pytest.mark.parametrize("text", ["", '{"isrctn": 1}', "isrctn trialDescription", '["isrctn"]'])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not registry_json.recognises(text)

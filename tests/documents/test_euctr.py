"""The EU Clinical Trials Register as text and as JSON."""

from collections.abc import Callable

import pytest

from desktop.documents.european import euctr_json, euctr_text
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Contact, Criterion, Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import ReadDocument, read_document
from tests.worded import worded


@pytest.fixture(scope="module")
def download(sample: Callable[[str], str]) -> ReadDocument:
    return read_document(sample("euctr.txt").encode(), "download.txt")


@pytest.fixture(scope="module")
def trial(download: ReadDocument) -> Trial:
    return download.trials[0]


@pytest.fixture(scope="module")
def from_json(sample: Callable[[str], str]) -> ReadDocument:
    return read_document(sample("euctr.json").encode(), "trials.json")


def test_the_protocols_of_one_number_are_one_trial(trial: Trial) -> None:
    assert trial.key == "NCT09990041"
    assert trial.identifiers == (
        Identifier("EudraCT", "2021-000888-12"),
        Identifier("NCT", "NCT09990041"),
        Identifier("other", "EX-3"),
    )
    assert trial.sites == (
        Site(country="Spain", status="Completed"),
        Site(country="Italy", status="Ongoing"),
        Site(country="United States"),
    )


def test_a_trial_goes_on_while_one_member_state_goes_on_and_says_so(sample: Callable[[str], str]) -> None:
    text = sample("euctr.txt").replace("P. Date of the global end of the trial: 2023-11-30\n", "")
    trial = read_document(text.encode(), "download.txt").trials[0]
    assert trial.status == "Ongoing"
    assert "The member states' records differ in status: Completed (Spain); Ongoing (Italy)." in worded(trial.warnings)


def test_a_record_that_breaks_off_is_warned_of(trial: Trial) -> None:
    assert "The record of Italy breaks off before its end: download it again." in worded(trial.warnings)


def test_english_comes_first_and_values_may_run_over_lines(trial: Trial) -> None:
    assert trial.title == "A phase 2/3 trial of examplinib in breast cancer"
    assert trial.acronym == "EXTRA-3"
    assert trial.narrative == (
        Section("lay_title", "A new drug for breast cancer"),
        Section("main_objective", "To compare survival."),
        Section("end_of_trial_definition", "LVLS"),
    )


def test_the_phases_answered_by_yes_are_the_phase(trial: Trial) -> None:
    assert trial.phase == "Phase II/Phase III"


def test_each_product_is_one_intervention(trial: Trial) -> None:
    assert trial.interventions == (
        Intervention(
            "examplinib",
            "",
            "Role: Test; Tablet; 20 mg milligram(s); Oral use",
            ("Examplinib tablets", "Exampla", "EX-1"),
        ),
        Intervention("trastuzumab + pertuzumab", "", "Role: Comparator", ("trastuzumab", "pertuzumab", "Duo")),
        Intervention("Placebo", "", "Tablet, Oral use"),
    )


def test_criteria_outcomes_and_patients_are_read(trial: Trial) -> None:
    assert [each.text for each in trial.eligibility.inclusion] == [
        "Signed consent, given by the patient or her representative",
        "ECOG 0 or 1",
        "One of",
        "measurable disease",
        "bone disease",
    ]
    assert trial.eligibility.exclusion == (Criterion("Brain metastases"),)
    assert (trial.eligibility.sex, trial.eligibility.healthy_volunteers) == ("Female", "No")
    assert trial.outcomes == (Outcome("primary", "Overall survival", "", "5 years"),)
    assert trial.enrollment == 100
    assert ("Under 18", "No") in trial.design
    assert trial.design[0] == ("Scope of the trial", "Therapy, Safety")


def test_conditions_dates_and_people_are_read(trial: Trial) -> None:
    assert trial.conditions == ("HER2-positive breast cancer",)
    assert trial.keywords == ("Breast cancer metastatic", "Diseases [C] - Cancer [C04]", "Breast cancer")
    assert trial.dates == Dates(completion="2023-11-30", first_posted="2021-02-01")
    assert trial.sponsors == (Sponsor("Invented Pharma", "Commercial"), Sponsor("Invented Fund", lead=False))
    assert trial.contacts == (
        Contact("Trial Desk", "Sponsor's contact point", "555", "desk@invented.invalid", "Invented Pharma"),
    )
    assert trial.results_posted is True


def test_a_trial_without_title_is_named_and_the_others_are_read(download: ReadDocument) -> None:
    assert len(download.trials) == 1
    assert download.failures == ("download.txt, trial 2021-000999-13: it has no title; download the record again.",)


def test_a_line_that_only_looks_numbered_stays_text() -> None:
    text = (
        "EudraCT Number: 2021-000888-12\nA.2 EudraCT number: 2021-000888-12\nA.3 Full title of the trial: A title\n"
        "E.3 Principal inclusion criteria: 1. One of\nE. coli infection\nA. Stage IV disease\nF.9\n"
        "P. End of Trial Status: Ongoing\n"
    )
    (trial,) = euctr_text.read(text)
    assert isinstance(trial, Trial)
    assert [each.text for each in trial.eligibility.inclusion][:2] == ["One of", "E. coli infection"]


def test_an_unsettled_merge_is_refused(sample: Callable[[str], str]) -> None:
    text = sample("euctr.txt").replace("B. Sponsor Information", "<<<<<<< HEAD\nB. Sponsor Information", 1)
    line = text[: text.index("<<<<")].count("\n") + 1
    with pytest.raises(DocumentError, match=f"line {line} is the mark of an unsettled merge"):
        read_document(text.encode(), "download.txt")


def test_the_same_protocol_as_json_is_read(from_json: ReadDocument) -> None:
    (trial,) = from_json.trials
    assert trial.key == "NCT09990051"
    assert (trial.title, trial.phase, trial.status) == ("Examplinib in breast cancer", "Phase II", "Ongoing")
    assert trial.interventions == (
        Intervention("examplinib", "", "Role: Test; 20 mg", ("Examplinib tablets", "Exampla")),
    )
    assert trial.sites == (
        *(Site(country="Spain", status="Ongoing"), Site(country="Italy", status="Completed")),
        *(Site(country="Chile"), Site(country="South Africa")),
    )
    assert trial.sponsors == (Sponsor("Invented Pharma", "Commercial"), Sponsor("Invented Fund", lead=False))
    assert (trial.enrollment, trial.eligibility.sex, trial.results_posted) == (100, "Female", True)
    assert "Trial sites planned in" not in dict(trial.design)
    assert trial.keywords == ("Breast cancer metastatic",)
    assert "Not read" not in repr(trial)


def test_signs_that_json_dropped_are_warned_of(from_json: ReadDocument) -> None:
    (trial,) = from_json.trials
    assert [each.text for each in trial.eligibility.inclusion] == ["Signed consent", "Tumours at 2 cm", "Age over 18"]
    assert worded(trial.warnings)[0].endswith('first in "at … 2 cm": compare with the register.')


def test_a_bad_record_of_json_is_named(from_json: ReadDocument) -> None:
    assert from_json.failures == ("trials.json, trial 2019-000778-10: it has no title; download the record again.",)


def test_json_that_breaks_off_gives_what_stands_before(sample: Callable[[str], str]) -> None:
    text = sample("euctr.json")
    document = read_document(text[: text.index('{"a2_eudract_number": "2019-000778-10"') + 30].encode(), "cut.json")
    assert [trial.key for trial in document.trials] == ["NCT09990051"]
    assert "breaks off" in document.failures[-1]


@pytest.mark.parametrize(
    "text", ["", "EudraCT Number: 2021-000888-12", "A.2 EudraCT number: 1", '{"a2": 1}', "a2_eudract_number"]
)
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not euctr_text.recognises(text)
    assert not euctr_json.recognises(text)

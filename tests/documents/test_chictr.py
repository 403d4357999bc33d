from collections.abc import Callable

import pytest

from desktop.documents.who import chictr
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Contact, Criterion, Dates, Intervention, Outcome, Site, Sponsor, Trial
from tests.reading import ReadDocument, read_document


@pytest.fixture(scope="module")
def document(sample: Callable[[str], str]) -> ReadDocument:
    return read_document(sample("chictr.xml").encode(), "chictr.xml")


@pytest.fixture(scope="module")
def trial(document: ReadDocument) -> Trial:
    return document.trials[0]


def test_its_numbers_and_names_are_read(trial: Trial) -> None:
    assert trial.key == "NCT09990031"
    assert trial.identifiers == (
        Identifier("ChiCTR", "ChiCTR2000099999"),
        Identifier("other", "U1111-0000-0000"),
        Identifier("NCT", "NCT09990031"),
    )
    assert (trial.title, trial.official_title) == ("Examplinib in breast cancer", "A randomized trial of examplinib")
    assert (trial.phase, trial.status, trial.study_type) == ("2", "Recruiting", "Interventional study")


def test_groups_give_arms_interventions_and_size(trial: Trial) -> None:
    assert trial.arms == (Arm("study group", interventions=("Examplinib",)), Arm("control group"))
    assert trial.interventions == (Intervention("Examplinib"),)
    assert trial.enrollment == 90
    assert trial.design == (("Study Design", "Parallel"), ("Target Size", "study group:60;control group:30;"))


def test_criteria_lose_their_marks_and_broken_lines_are_joined(trial: Trial) -> None:
    assert trial.eligibility.inclusion == (Criterion("Female;"), Criterion("ECOG 0 or 1 and adequate organ function"))
    assert trial.eligibility.exclusion == (Criterion("Brain metastases"), Criterion("Pregnancy"))
    ages = (trial.eligibility.minimum_age, trial.eligibility.maximum_age, trial.eligibility.sex)
    assert ages == ("18", "75", "Female")


def test_everything_else_is_read(trial: Trial) -> None:
    assert trial.outcomes == (
        Outcome("primary", "Progression-free survival"),
        Outcome("secondary", "Overall survival"),
        Outcome("secondary", "Safety"),
    )
    assert trial.dates == Dates(start="2020-04-10", first_posted="2020-07-02")
    assert trial.sponsors == (Sponsor("Invented Hospital"), Sponsor("Invented Fund", lead=False))
    assert trial.sites == (Site(country="China"),)
    assert trial.contacts == (Contact("Li Lei", "Scientific", "+86 1", "li@invented.invalid", "Invented & Hospital"),)
    assert (trial.conditions, trial.keywords) == (("Breast cancer",), ("HER2",))


def test_a_chinese_value_is_kept() -> None:
    text = (
        "<trials><Triall><main><trial_id>ChiCTR1</trial_id><public_title>乳腺癌</public_title></main></Triall></trials>"
    )
    (trial,) = chictr.read(text)
    assert isinstance(trial, Trial)
    assert trial.title == "乳腺癌"


def test_a_record_without_title_is_named(document: ReadDocument) -> None:
    assert document.failures == ("chictr.xml, trial 2 (ChiCTR2000099998): it has no title; download the record again.",)


def test_an_empty_frame_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no trial"):
        list(chictr.read("<trials/>"))


@pytest.mark.parametrize("text", ["", "<trials/>", "<trials><trial/></trials>", "<Triall>"])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not chictr.recognises(text)

from collections.abc import Callable

import pytest

from desktop.documents.national import anzctr
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Contact, Criterion, Dates, Intervention, Outcome, Site, Sponsor, Trial
from tests.reading import read_document

Sample = Callable[[str], str]


@pytest.fixture(scope="module")
def trial(read_one: Callable[[str], Trial], sample: Sample) -> Trial:
    return read_one(sample("anzctr.xml"))


def test_names_and_numbers_are_read_and_words_for_nothing_are_not(trial: Trial) -> None:
    assert trial.identifiers == (
        Identifier("ACTRN", "ACTRN12699000333444"),
        Identifier("NCT", "NCT09990103"),
        Identifier("other", "U1111-9999-0001"),
    )
    assert (trial.title, trial.acronym) == ("Examplinib or tamoxifen in breast cancer", "EXTAM")
    assert (trial.phase, trial.status, trial.study_type) == ("Phase 2", "Recruiting", "Interventional")
    assert (trial.conditions, trial.keywords) == (("Early breast cancer",), ("Cancer", "Breast"))


def test_days_stand_before_months_and_what_happened_before_what_was_planned(trial: Trial) -> None:
    assert trial.dates == Dates(
        start="2024-06-07", completion="2031-06-30", first_posted="2024-03-05", last_updated="2025-04-06"
    )


def test_what_is_tried_and_what_it_is_compared_with_are_arms(trial: Trial) -> None:
    assert trial.interventions == (
        Intervention("Examplinib 50 mg once a day", "Treatment: Drugs", "for five years"),
        Intervention("Tamoxifen 20 mg once a day", "Comparator"),
    )
    assert trial.arms == (
        Arm("Intervention", interventions=("Examplinib 50 mg once a day",)),
        Arm("Comparator / control treatment", "Active", interventions=("Tamoxifen 20 mg once a day",)),
    )


def test_a_sentence_that_was_broken_into_lines_is_one_name(read_one: Callable[[str], Trial], sample: Sample) -> None:
    broken = "Patients will undergo a one-stage surgical procedure or mastectomy\napproach by approach.\nFive years"
    trial = read_one(sample("anzctr.xml").replace("Examplinib 50 mg once a day\nfor five years", broken))
    assert trial.interventions[0] == Intervention(
        *("Patients will undergo a one-stage surgical procedure or mastectomy approach by approach.",),
        *("Treatment: Drugs", "Five years"),
    )


def test_criteria_that_the_registry_numbers_on_one_line_come_apart(
    read_one: Callable[[str], Trial], sample: Sample
) -> None:
    trial = read_one(sample("anzctr.xml").replace("1. Women aged ≥18\n2. ER", "1) Women aged ≥18. 2) ER"))
    assert trial.eligibility.inclusion == (Criterion("Women aged ≥18."), Criterion("ER-positive breast cancer"))


@pytest.mark.parametrize("words", ["No comparator.", "Nil", "Not applicable", "None - single arm study"])
def test_nothing_compared_makes_no_arm(read_one: Callable[[str], Trial], sample: Sample, words: str) -> None:
    trial = read_one(sample("anzctr.xml").replace("Tamoxifen 20 mg once a day", words))
    assert (len(trial.interventions), trial.arms) == (1, ())


def test_criteria_ages_and_outcomes_are_read(trial: Trial) -> None:
    assert trial.eligibility.inclusion == (Criterion("Women aged ≥18"), Criterion("ER-positive breast cancer"))
    assert (trial.eligibility.sex, trial.eligibility.minimum_age) == ("Females", "18 Years")
    assert trial.eligibility.maximum_age == ""
    assert trial.outcomes == (
        Outcome("primary", "Survival without disease", "", "5 years after entry"),
        Outcome("secondary", "Toxicity <grade 3>", "", "Every 3 months"),
    )


def test_places_sponsors_and_contacts_are_read(trial: Trial) -> None:
    assert trial.sites == (
        Site("Invented Hospital - Parkville", country="Australia"),
        Site(state="Auckland", country="New Zealand"),
    )
    assert trial.sponsors == (
        Sponsor("Invented University", "University"),
        Sponsor("Invented Pharma", "Commercial sector/Industry", lead=False),
    )
    assert trial.contacts[0] == Contact("Prof Ann Example", "Principal Investigator", "+61 1", "ann@example.org")
    assert trial.references == ("Example A. EXTAM: the plan. 2025.", "https://example.org/extam")


@pytest.mark.parametrize(("actual", "size"), [("12", 12), ("0", 240), ("", 240), ("many", 240)])
def test_patients_who_came_count_before_those_who_are_planned(
    read_one: Callable[[str], Trial], sample: Sample, actual: str, size: int
) -> None:
    text = sample("anzctr.xml").replace("<actualsamplesize />", f"<actualsamplesize>{actual}</actualsamplesize>")
    assert read_one(text).enrollment == size


def test_a_number_is_provisional_or_of_another_registry(read_one: Callable[[str], Trial], sample: Sample) -> None:
    text = sample("anzctr.xml")
    provisional = read_one(text.replace("ACTRN12699000333444<", "ACTRN12699000333444p<"))
    assert provisional.identifiers[0] == Identifier("ACTRN", "ACTRN12699000333444")
    mirrored = text.replace("<actrnumber>ACTRN12699000333444</actrnumber>", "<nctid>NCT09990107</nctid>")
    assert read_one(mirrored).identifiers[0] == Identifier("NCT", "NCT09990107")


def test_a_record_of_the_service_has_no_frames(read_one: Callable[[str], Trial]) -> None:
    trial = read_one(
        "<ANZCTR_Trial><actrn>ACTRN12699000333444</actrn><publictitle>A drug in breast cancer</publictitle>"
        "<phase>Phase 2</phase><recruitmentstatus>Recruiting</recruitmentstatus>"
        "<anticipatedstartdate>01/03/2024</anticipatedstartdate></ANZCTR_Trial>"
    )
    assert (trial.title, trial.phase, trial.dates.start) == ("A drug in breast cancer", "Phase 2", "2024-03-01")


def test_one_of_several_without_title_is_a_fault_in_its_place(sample: Sample) -> None:
    body = sample("anzctr.xml").partition("?>")[2]
    untitled = body.replace("studytitle>", "x>").replace("scientifictitle>", "y>")
    fault, trial = open_document(f"<trials>{untitled}{body}</trials>".encode(), "a.xml").records
    assert str(fault) == "a.xml, trial 1 (ACTRN12699000333444): it has no title; download the record again."
    assert isinstance(trial, Trial)


def test_a_broken_record_is_refused_with_its_line(sample: Sample) -> None:
    with pytest.raises(DocumentError, match="breaks off at line"):
        read_document(sample("anzctr.xml")[:900].encode(), "a.xml")


@pytest.mark.parametrize("text", ["", "<actrnumber/>", "<trial_identification/>", "actrnumber <trial_identification"])
def test_other_documents_are_not_claimed(text: str) -> None:
    assert not anzctr.recognises(text)

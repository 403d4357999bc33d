from collections.abc import Callable

import pytest

from desktop.documents.isrctn import registry_xml
from desktop.documents.read import open_document
from desktop.documents.syntax.safe_xml import parse_xml
from desktop.documents.syntax.xml_fields import fields_of
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Contact, Criterion, Dates, Outcome, Site, Sponsor, Trial
from tests.reading import read_document

Sample = Callable[[str], str]


@pytest.fixture(scope="module")
def trials(sample: Sample) -> tuple[Trial, ...]:
    document = read_document(sample("isrctn.xml").encode(), "a.xml")
    assert document.failures == ()
    return document.trials


def test_the_record_means_what_its_json_means(trials: tuple[Trial, ...]) -> None:
    trial = trials[0]
    assert trial.identifiers == (
        Identifier("ISRCTN", "ISRCTN99999998"),
        Identifier("NCT", "NCT09990102"),
        Identifier("other", "GR-7"),
    )
    assert (trial.title, trial.official_title) == (
        "Cool caps for breast cancer",
        "Scalp cooling during invented taxanes",
    )
    assert trial.outcomes == (
        Outcome("primary", "Hair kept", "photographs", "12 weeks"),
        Outcome("secondary", "Comfort at 6 weeks"),
        Outcome("secondary", "Headache"),
    )
    assert trial.eligibility.inclusion == (Criterion("Women aged ≥18"), Criterion("Early breast cancer & taxanes"))
    assert (trial.eligibility.minimum_age, trial.eligibility.maximum_age) == ("18 Years", "80 Years")
    assert trial.sites == (Site("Invented Infirmary", "Leeds", "", "United Kingdom"), Site(country="Ireland"))
    assert trial.warnings == ()


def test_dates_of_the_record_stand_in_attributes(trials: tuple[Trial, ...]) -> None:
    assert trials[0].dates == Dates(
        start="2026-06-01", completion="2028-12-31", first_posted="2026-05-01", last_updated="2026-05-26"
    )
    assert trials[1].dates == Dates(first_posted="2003-05-22", last_updated="2015-11-03")


def test_sponsors_funders_and_contacts_stand_beside_the_trial(trials: tuple[Trial, ...]) -> None:
    assert trials[0].sponsors == (
        Sponsor("Invented University", "University/education"),
        Sponsor("Invented Fund", lead=False),
    )
    assert trials[0].contacts == (Contact("Dr Ann Example", "Scientific, Public", "+44 1", "ann@example.org"),)
    assert trials[1].sponsors == ()


def test_a_zero_of_a_form_that_is_not_filled_in_is_no_number_of_patients(trials: tuple[Trial, ...]) -> None:
    assert trials[0].enrollment == 300


def test_a_trial_alone_and_without_namespace_is_read() -> None:
    text = (
        "<trial lastUpdated='2020-01-02T00:00:00Z'><isrctn>ISRCTN99999997</isrctn><trialDescription>"
        "<title>A trial</title></trialDescription></trial>"
    )
    (trial,) = read_document(text.encode(), "a.xml").trials
    assert (trial.key, trial.dates.last_updated) == ("ISRCTN99999997", "2020-01-02")


def test_a_prefix_of_the_namespace_changes_nothing(sample: Sample) -> None:
    text = (
        '<i:allTrials xmlns:i="http://www.67bricks.com/isrctn"><i:fullTrial><i:trial><i:isrctn>99999997</i:isrctn>'
        "<i:trialDescription><i:title>A trial</i:title></i:trialDescription></i:trial></i:fullTrial></i:allTrials>"
    )
    (trial,) = read_document(text.encode(), "a.xml").trials
    assert trial.key == "ISRCTN99999997"


def test_a_record_without_title_is_a_fault_in_its_place(sample: Sample) -> None:
    text = sample("isrctn.xml").replace("<title>Cool caps for breast cancer</title>", "")
    text = text.replace("<scientificTitle>Scalp cooling during invented taxanes</scientificTitle>", "")
    fault, trial = open_document(text.encode(), "a.xml").records
    assert str(fault) == "a.xml, trial 1 (ISRCTN99999998): it has no title; download it again."
    assert isinstance(trial, Trial)


def test_an_answer_without_trials_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no trial"):
        read_document(b'<allTrials xmlns="http://www.67bricks.com/isrctn" totalCount="0"/>', "a.xml")


def test_repeated_elements_are_lists_and_empty_ones_nothing() -> None:
    fields = fields_of(parse_xml("<a><b>1</b><b>2</b><b/><c x='1'> 3 </c><d/><e><f>4</f></e></a>"))
    assert fields == {"b": ["1", "2"], "c": "3", "e": {"f": "4"}}


@pytest.mark.parametrize(
    "text", ["", "<a/>", "<isrctn>1</isrctn>", '{"isrctn": "99999999"}', "http://www.67bricks.com"]
)
def test_other_documents_are_not_claimed(text: str) -> None:
    assert not registry_xml.recognises(text)

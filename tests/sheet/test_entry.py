"""The box that answers who may enter."""

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.describe import sheet_of
from desktop.sheet.entry import EntryRow, entry_of
from desktop.sheet.subject import subject_of
from desktop.sheet.wording import wording
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Site, Trial
from tests.examples import a_trial, criteria

SITES = (
    Site(city="Graz", country="Austria", status="RECRUITING"),
    Site(city="Wien", country="Austria", status="COMPLETED"),
    Site(city="Ulm", country="Germany", status="RECRUITING"),
)


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


def rows(
    trial: Trial, vocabularies: Vocabularies, countries: tuple[str, ...] = (), own: tuple[Correction, ...] = ()
) -> dict[str, EntryRow]:
    stored = StoredTrial(trial, annotate(trial, vocabularies), (), own_work=own)
    words = wording(vocabularies.facets, RESOURCES)
    subject = subject_of(stored, vocabularies.facets)
    return {each.id: each for each in entry_of(subject, words, sheet_of(subject, words), countries)}


def test_each_criterion_has_its_value_and_its_sentence(vocabularies: Vocabularies) -> None:
    trial = a_trial(
        conditions=("Metastatic breast cancer",),
        eligibility=criteria(
            (
                "HER2-low (IHC 1+ or 2+/ISH-)",
                "ECOG 0 or 1",
                "One to three prior lines of therapy for metastatic disease",
            ),
            ("Active brain metastases",),
        ),
    )
    found = rows(trial, vocabularies)
    order = ["lines", "prior_cdk46", "prior_her2_adc", "her2", "hr", "brain_metastases", "ecog_max", "age", "sites"]
    assert list(found) == order
    words = {each.id: each.words for each in found.values()}
    assert words["lines"] == "1 to 3"
    assert (words["her2"], words["ecog_max"]) == ("Low", "1")
    assert (words["hr"], found["hr"].is_silent, found["hr"].readings) == ("Not stated", True, ())
    quotes = [quote.sentence for reading in found["her2"].readings for quote in reading.quotes]
    assert any("HER2-low" in each for each in quotes)


def test_sites_are_counted_in_the_countries_that_are_asked_for(vocabularies: Vocabularies) -> None:
    trial = a_trial(sites=SITES)
    assert rows(trial, vocabularies)["sites"].words == "3 sites in 2 countries, 2 recruiting"
    assert rows(trial, vocabularies, ("Austria",))["sites"].words == "Austria: 2 sites, 1 recruiting"
    elsewhere = "Norway: none listed (elsewhere 3 sites in 2 countries, 2 recruiting)"
    assert rows(trial, vocabularies, ("Norway",))["sites"].words == elsewhere
    both = "Germany: 1 site, 1 recruiting; Norway: none listed"
    assert rows(trial, vocabularies, ("Germany", "Norway"))["sites"].words == both
    bare = a_trial(sites=(Site(country="Austria"),))
    assert rows(bare, vocabularies)["sites"].words == "1 site in Austria"
    assert rows(a_trial(), vocabularies)["sites"].is_silent


def test_sites_that_recruit_in_a_trial_that_does_not_are_told_with_its_status(vocabularies: Vocabularies) -> None:
    for status, told in (
        ("RECRUITING", ""),
        ("UNKNOWN", "; status of the trial: Unknown"),
        ("COMPLETED", "; status of the trial: Completed"),
    ):
        words = rows(a_trial(sites=SITES, status=status), vocabularies)["sites"].words
        assert words == f"3 sites in 2 countries, 2 recruiting{told}"


def test_the_users_own_reading_counts_and_is_marked(vocabularies: Vocabularies) -> None:
    own = Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20T10:00:00+00:00")
    row = rows(a_trial(eligibility=criteria(("HER2-positive",))), vocabularies, own=(own,))["her2"]
    assert (row.words, row.is_own) == ("Low", True)
    assert row.readings[0].reason == "Read in the protocol"


def test_a_publication_has_no_such_box(vocabularies: Vocabularies) -> None:
    assert rows(a_trial(nct="", kind="publication"), vocabularies) == {}

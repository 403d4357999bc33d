"""The box that answers who may enter."""

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.describe import sheet_of
from desktop.sheet.entry import EntryRow, entry_of
from desktop.sheet.subject import subject_of
from desktop.sheet.wording import wording
from desktop.trials.changes import FieldChange
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Dates, Site, Trial
from desktop.trials.value_change import ValueChange
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
    trial: Trial,
    vocabularies: Vocabularies,
    countries: tuple[str, ...] = (),
    own: tuple[Correction, ...] = (),
    changes: tuple[ValueChange, ...] = (),
) -> dict[str, EntryRow]:
    stored = StoredTrial(trial, annotate(trial, vocabularies), (), own_work=own, value_changes=changes)
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


def test_sites_that_recruit_have_a_date_where_the_trial_does_not_recruit(vocabularies: Vocabularies) -> None:
    for status, date, words in (
        ("UNKNOWN", "2017-01-02", "3 sites in 2 countries, 2 recruiting as of 2 Jan 2017"),
        ("TERMINATED", "", "3 sites in 2 countries, 2 recruiting (no date)"),
        ("RECRUITING", "2017-01-02", "3 sites in 2 countries, 2 recruiting"),
    ):
        trial = a_trial(sites=SITES, status=status, dates=Dates(last_updated=date))
        assert rows(trial, vocabularies)["sites"].words == words
    assert rows(a_trial(), vocabularies)["sites"].is_silent


def test_the_users_own_reading_counts_and_is_marked(vocabularies: Vocabularies) -> None:
    own = Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20T10:00:00+00:00")
    row = rows(a_trial(eligibility=criteria(("HER2-positive",))), vocabularies, own=(own,))["her2"]
    assert (row.words, row.is_own) == ("Low", True)
    assert row.readings[0].reason == "Read in the protocol"


def test_a_value_that_changed_is_marked_with_what_it_was(vocabularies: Vocabularies) -> None:
    days = ("2026-11-20T10:00:00+00:00", "2026-10-20T10:00:00+00:00")
    changes = (
        ValueChange(days[0], "her2", ("positive",), ("low",), "document", "b.json"),
        ValueChange(days[1], "her2", ("negative",), ("positive",), "document", "a.json"),
        ValueChange(days[1], "hr", ("positive",), (), "rule"),
    )
    trial = a_trial(eligibility=criteria(("HER2-low (IHC 1+ or 2+/ISH-)",)))
    found = rows(trial, vocabularies, changes=changes)
    assert (found["her2"].words, found["her2"].before) == (
        "Low",
        "was Positive (IHC 3+ or 2+/ISH+) before the import of 20 Nov 2026",
    )
    assert (found["hr"].words, found["hr"].before) == ("Not stated", "was Positive (ER and/or PgR) before 20 Oct 2026")
    assert found["ecog_max"].before == ""
    corrected = (ValueChange(days[0], "her2", ("positive",), ("low",), "correction"), *changes)
    assert rows(trial, vocabularies, changes=corrected)["her2"].before == ""
    (first, *others) = found["her2"].readings
    assert (first.before, [each.before for each in others]) == (found["her2"].before, [""] * len(others))


def test_what_changed_is_a_part_of_its_own_behind_the_key_facts(vocabularies: Vocabularies) -> None:
    change = FieldChange("2026-11-20T10:00:00+00:00", "b.json", "status", "RECRUITING", "COMPLETED", "2026-11-18")
    words = wording(vocabularies.facets, RESOURCES)
    for changes in ((change,), ()):
        stored = StoredTrial(a_trial(), (), (), changes=changes)
        sheet = sheet_of(subject_of(stored, vocabularies.facets), words)
        assert [part.heading for part in sheet.parts][1] == ("What changed" if changes else "Evidence")


def test_a_publication_has_no_such_box(vocabularies: Vocabularies) -> None:
    assert rows(a_trial(nct="", kind="publication"), vocabularies) == {}

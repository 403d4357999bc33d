"""One patient against the trials of a catalogue: the lists, the reasons, the near misses, what a marker would open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.exports.board.options import BoardOptions, DecisionLog
from desktop.exports.board.pack import board_pack
from desktop.exports.page import Page
from desktop.facets.shown import shown_facets
from desktop.matching.answering import TrialFit
from desktop.matching.criteria import load_criteria
from desktop.matching.patient import Patient
from desktop.paths import RESOURCES
from desktop.trials.finding import Evidence, Finding
from desktop.trials.people import age_limits
from desktop.trials.trial import Criterion, Eligibility, Site
from desktop.workflows.fit_patient import NO_COHORT, PatientFit, answers_of, fit_patient
from desktop.workflows.patient_part import ToldPatient, patient_part
from tests.catalogue.deliveries import a_delivery, deliver, save
from tests.examples import a_trial
from tests.exports.exported import a_context, a_registration

FACETS = shown_facets(RESOURCES)
CRITERIA = load_criteria(RESOURCES, FACETS)
TRIALS = {
    "NCT09990001": (("her2", "positive"), ("ecog_max", "1")),
    "NCT09990002": (("her2", "positive"), ("status", "recruiting")),
    "NCT09990003": (("her2", "positive"), ("biomarkers", "PIK3CA")),
    "NCT09990004": (("her2", "low"),),
    "NCT09990005": (("her2", "negative"), ("lines", "0"), ("lines", "1")),
    "NCT09990006": (("lines", "0"),),
    "NCT09990007": (("her2", "low", "A"), ("ecog_max", "1", "A"), ("her2", "positive", "B"), ("ecog_max", "0", "B")),
}
HER = Patient(her2="3+", ecog=1, lines=3, country="Germany")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path / "c.db", FACETS.value_ids, FACETS.second_readings, reads=FACETS.reads)
    here = (Site(country="Germany"),)
    save(catalogue, a_delivery(*((a_trial(key, title=key, sites=here), pairs) for key, pairs in TRIALS.items())))
    yield catalogue
    catalogue.close()


def keys(catalogue: Catalogue, ids: tuple[int, ...]) -> list[str]:
    return [row.key[-1] for row in catalogue.index.rows(ids)]


def found(catalogue: Catalogue, patient: Patient = HER, query: TrialQuery | None = None) -> PatientFit:
    return fit_patient(catalogue, FACETS, CRITERIA, patient, query or TrialQuery())


def test_every_trial_of_the_query_stands_in_exactly_one_list(catalogue: Catalogue) -> None:
    told = found(catalogue)
    assert keys(catalogue, told.fits) == ["1", "2"]
    assert keys(catalogue, told.may_fit) == ["3"]
    assert sorted(told.ids) == sorted(catalogue.index.search(TrialQuery()))
    only = found(catalogue, query=TrialQuery().selecting("her2", ("low",)))
    assert keys(catalogue, only.ids) == ["4", "7"]


def test_what_recruits_in_her_country_stands_first_among_equals(catalogue: Catalogue) -> None:
    assert keys(catalogue, found(catalogue, Patient(her2="3+", country="Germany")).fits)[0] == "2"
    assert keys(catalogue, found(catalogue, Patient(her2="3+")).fits)[0] == "2"


def test_the_reasons_are_counted_and_near_misses_grouped_by_them(catalogue: Catalogue) -> None:
    told = found(catalogue)
    reasons = {each.id: each for each in told.reasons}
    assert keys(catalogue, told.in_order(reasons["her2"].trials)) == ["4", "5"]
    assert reasons["her2"].words == "Low (1), Negative (1)"
    assert keys(catalogue, told.in_order(reasons["her2"].near)) == ["4", "7"]
    assert reasons["lines"].words == "at most 1 (1), none (1)"
    assert keys(catalogue, told.in_order(reasons["lines"].near)) == ["6"]
    assert keys(catalogue, told.in_order(reasons[NO_COHORT].trials)) == ["7"]


def test_it_is_told_how_many_trials_a_test_for_a_marker_would_decide(catalogue: Catalogue) -> None:
    told = found(catalogue)
    assert [(marker, keys(catalogue, told.in_order(trials))) for marker, trials in told.would_open] == [
        ("PIK3CA", ["3"])
    ]


def test_the_answers_of_each_trial_agree_with_the_list_it_stands_in(catalogue: Catalogue) -> None:
    told = found(catalogue)
    for fit, ids in told.by_fit:
        for _, each in answers_of(catalogue, FACETS, told.asked, ids):
            assert isinstance(each, TrialFit)
            assert each.fit == fit


@pytest.mark.parametrize(
    ("eligibility", "groups", "limits"),
    [
        (Eligibility(minimum_age="18 Years", maximum_age="70 Years"), (), ("from 18", "to 70")),
        (Eligibility(minimum_age="6 Months"), (), ("from 0",)),
        (Eligibility(), ("18_to_64", "65_and_over"), ("about from 18",)),
        (Eligibility(minimum_age="18 Years", maximum_age="130 Years"), (), ("from 18",)),
        (Eligibility(minimum_age="40 Years"), ("18_to_64",), ("from 40",)),
        (Eligibility(), (), ()),
    ],
)
def test_limits_of_age_come_from_the_record_else_about_from_its_criteria(
    eligibility: Eligibility, groups: tuple[str, ...], limits: tuple[str, ...]
) -> None:
    assert age_limits(eligibility, groups) == limits


def test_a_deciding_sentence_of_the_exclusion_criteria_says_so_in_the_board_pack(catalogue: Catalogue) -> None:
    trial = a_trial("NCT09990008", eligibility=Eligibility((), (Criterion("Known brain metastases"),)))
    evidence = Evidence("exclusion_criteria", 6, 22, "brain metastases")
    finding = Finding("brain_metastases", "excluded", "test", "implied", evidence)
    deliver(catalogue, [a_delivery((trial, ())).delivery], lambda each: (each, (finding,)))
    (new,) = catalogue.index.search(TrialQuery().selecting("brain_metastases", ("excluded",)))
    told = ToldPatient(Patient(brain="active", her2="3+"))
    part = patient_part(catalogue, FACETS, RESOURCES, [new], told)
    pack = board_pack([a_registration()], a_context(), BoardOptions(), DecisionLog(), RESOURCES, patient=part)
    page = pack.pages[1]
    assert isinstance(page, Page)
    assert "“brain metastases” (from the exclusion criteria)" in page.html(0)
    assert page.html(0).count("from the exclusion criteria") == 1

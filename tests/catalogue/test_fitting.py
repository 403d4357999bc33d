"""All trials against one patient: the sets of the facet index say what each trial says by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.finding.facet_index import FacetIndex, bits_of, members
from desktop.catalogue.finding.fitting import by_fit, fit_sets
from desktop.catalogue.storing.pairs import all_pairs
from desktop.facets.shown import shown_facets
from desktop.matching.answering import DOES_NOT_FIT, FITS, MAY_FIT, answer_trial, cohorts_of
from desktop.matching.criteria import load_criteria
from desktop.matching.patient import Patient
from desktop.matching.questions import Question, questions
from desktop.paths import RESOURCES
from desktop.trials.finding import Basis
from desktop.trials.own_work import Correction, OwnWork
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Eligibility, Site
from tests.catalogue.deliveries import a_finding
from tests.examples import a_trial

FACETS = shown_facets(RESOURCES)
MADE = "2026-11-20T10:00:00+01:00"
CRITERIA = load_criteria(RESOURCES, FACETS)
READ = (
    "her2",
    "hr",
    "setting",
    "lines",
    "ecog_max",
    "brain_metastases",
    "prior_cdk46",
    "prior_her2_adc",
    "cancer_site",
)
PAIRS = [
    *(
        (facet, value.id)
        for facet in READ
        for value in FACETS[facet].values
        if value.id not in ("not_stated", "not_in_document")
    ),
    *(("biomarkers", marker) for marker in ("PIK3CA", "ESR1", "HRD", "PI3K/AKT/mTOR pathway")),
    *(
        ("earlier_treatment", value)
        for value in ("Taxane: required", "Taxane: excluded", "Taxane: allowed", "Chemotherapy: excluded in part")
    ),
    ("age", "18_to_64"),
]
cohorts = st.sampled_from(("", "", "A", "B", "C", *(f"D{number}" for number in range(12))))
bases: st.SearchStrategy[Basis] = st.sampled_from(("stated", "derived"))
findings = st.lists(st.tuples(st.sampled_from(PAIRS), cohorts, bases), max_size=9, unique=True)
ages = st.sampled_from(("", "18 Years", "40 Years", "75 Years"))
eligibilities = st.builds(Eligibility, sex=st.sampled_from(("", "FEMALE", "ALL")), minimum_age=ages, maximum_age=ages)
corrections = st.sampled_from(
    ((), (Correction("her2", ("positive",), (), "", MADE),), (Correction("prior_cdk46", ("allowed",), (), "", MADE),))
)


def stored(
    read: Iterable[tuple[tuple[str, str], str, Basis]],
    who: Eligibility,
    countries: Iterable[str],
    own: Sequence[OwnWork],
) -> StoredTrial:
    trial = a_trial(eligibility=who, sites=tuple(Site(country=each) for each in countries))
    read_values = tuple(replace(a_finding(*pair, cohort), basis=basis) for pair, cohort, basis in read)
    return StoredTrial(trial, read_values, (), own_work=tuple(own))


trials = st.builds(stored, findings, eligibilities, st.sets(st.sampled_from(("Germany", "France"))), corrections)
signs = st.sampled_from(("", "positive", "negative"))
markers = st.sets(st.sampled_from(("PIK3CA", "ESR1", "BRCA1/2")), max_size=2).map(frozenset)
patients = st.builds(
    Patient,
    her2=st.sampled_from(("", *(each.id for each in CRITERIA["her2"].choices))),
    er=signs,
    pgr=signs,
    setting=st.sampled_from(("", *(each.id for each in CRITERIA["setting"].choices))),
    lines=st.none() | st.integers(0, 9),
    prior=st.none() | st.sets(st.sampled_from(("cdk_inhibitor", "her2_adc", "taxane", "others"))).map(frozenset),
    ecog=st.none() | st.integers(0, 4),
    brain=st.sampled_from(("", "none", "stable", "active")),
    present=markers,
    absent=markers,
    age=st.none() | st.integers(0, 100),
    sex=st.sampled_from(("", "female", "male")),
    country=st.sampled_from(("", "Germany", "Austria")),
)


@given(st.dictionaries(st.integers(1, 40), trials, max_size=8), patients)
def test_the_sets_say_of_each_trial_what_it_says_by_itself(content: dict[int, StoredTrial], patient: Patient) -> None:
    asked = questions(patient, CRITERIA)
    index = FacetIndex(FACETS.value_ids, FACETS.second_readings)
    for number, each in content.items():
        index.put(number, all_pairs(each.trial, each.findings, each.own_work, (), FACETS.reads, ""))
    found = fit_sets(index, asked, index.all)
    alone = {number: answer_trial(asked, each, FACETS) for number, each in content.items()}
    sets = {FITS: found.fits, MAY_FIT: found.may_fit, DOES_NOT_FIT: found.does_not_fit}
    for fit, bits in sets.items():
        assert set(members(bits)) == {number for number, each in alone.items() if each.fit == fit}
    in_each = {number: said_in_each_cohort(asked, each) for number, each in content.items()}
    for place, question in enumerate(asked):
        name = question.criterion.id
        out = {number for number, said in in_each.items() if all("bars" in each for each in said)}
        assert set(members(found.near[name])) == {
            number
            for number in out
            if any(each.count("bars") == 1 and each[place] == "bars" for each in in_each[number])
        }
        assert set(members(found.barred[name])) == {
            number for number in out if all(each[place] == "bars" for each in in_each[number])
        }
    for level, bits in enumerate(found.levels):
        assert set(members(bits)) == {
            number
            for number, cohorts_say in in_each.items()
            if any("bars" not in said and said.count("fits") >= level for said in cohorts_say)
        }


def said_in_each_cohort(asked: Sequence[Question], each: StoredTrial) -> list[list[str]]:
    _, values = cohorts_of(asked, each)
    return [[question.standing_of(own[question.criterion.facet]) for question in asked] for own in values]


def test_most_answers_stand_first_then_what_recruits_or_will_and_near_misses_before_the_rest() -> None:
    index = FacetIndex(FACETS.value_ids, FACETS.second_readings)
    content = {
        1: [("her2", "positive")],
        2: [("her2", "positive"), ("ecog_max", "2")],
        3: [("her2", "positive"), ("status", "recruiting")],
        4: [("her2", "needs_review")],
        5: [("her2", "low"), ("ecog_max", "0")],
        6: [("her2", "low"), ("ecog_max", "2")],
        7: [("her2", "positive"), ("status", "approved")],
    }
    for number, pairs in content.items():
        index.put(number, pairs)
    found = fit_sets(index, questions(Patient(her2="3+", ecog=1), CRITERIA), index.all)
    preferred = [index.trials("status", each) for each in ("recruiting", "approved")]
    assert [list(members(part)) for part in by_fit(found, preferred)] == [[2], [3], [7], [1], [4], [6], [5]]
    assert found.barred_by["her2"] == {"low": bits_of([5, 6])}


def test_a_trial_whose_cohorts_each_fail_by_another_criterion_is_counted_apart() -> None:
    read = [(("her2", "low"), "A"), (("ecog_max", "0"), "B"), (("her2", "positive"), "B"), (("ecog_max", "2"), "A")]
    each = stored(((*own, "stated") for own in read), Eligibility(), (), ())
    index = FacetIndex(FACETS.value_ids, FACETS.second_readings)
    index.put(7, all_pairs(each.trial, each.findings, (), (), FACETS.reads, ""))
    found = fit_sets(index, questions(Patient(her2="3+", ecog=1), CRITERIA), index.all)
    assert list(members(found.scattered)) == [7]
    assert set(found.barred.values()) == {0}


def test_what_one_receptor_group_must_have_had_leaves_the_trial_open_for_who_had_none() -> None:
    of_group = stored([(("prior_cdk46", "allowed"), "", "derived")], Eligibility(), (), ())
    of_all = stored([(("prior_cdk46", "allowed"), "", "stated")], Eligibility(), (), ())
    index = FacetIndex(FACETS.value_ids, FACETS.second_readings)
    for number, each in enumerate((of_group, of_all), start=1):
        index.put(number, all_pairs(each.trial, each.findings, (), (), FACETS.reads, ""))
    had_none, had = (questions(Patient(prior=frozenset((each,))), CRITERIA) for each in ("taxane", "cdk_inhibitor"))
    assert list(members(fit_sets(index, had_none, index.all).fits)) == [2]
    assert list(members(fit_sets(index, had_none, index.all).may_fit)) == [1]
    assert list(members(fit_sets(index, had, index.all).fits)) == [1, 2]
    assert "of some: allowed" not in index.values("prior_cdk46")


def test_of_an_interval_the_end_nearest_to_her_number_is_the_reason() -> None:
    index = FacetIndex(FACETS.value_ids, FACETS.second_readings)
    index.put(1, [("lines", "0"), ("lines", "1")])
    index.put(2, [("lines", "6"), ("lines", "7")])
    found = fit_sets(index, questions(Patient(lines=4), CRITERIA), index.all)
    assert found.barred_by["lines"] == {"1": bits_of([1]), "6": bits_of([2])}

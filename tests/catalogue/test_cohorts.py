"""One patient enters one cohort: the values of several facets must come together in one of a trial's cohorts."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.facet_index import FacetIndex, members
from desktop.catalogue.finding.query import TrialQuery, base_of, parse_query
from desktop.catalogue.storing.pairs import facet_pairs
from desktop.trials.finding import Evidence, Finding
from desktop.trials.own_work import Correction
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

ORDER = {"her2": ("positive", "low", "negative"), "hr": ("positive", "negative"), "phase": ("1", "2")}
SECOND = {"her2": {"low": ("low", "negative")}}
VALUES = [(facet, value) for facet, values in ORDER.items() for value in values]
ASKED = [*VALUES, *(("her2~", value) for value in ORDER["her2"]), ("hr", "not_stated")]
PLACE = Evidence("title", 0, 1, "A")
Read = list[tuple[str, str, str]]
"""(facet, value, cohort) of each finding of a trial."""
readings = st.lists(
    st.tuples(st.sampled_from(VALUES), st.sampled_from(("", "", "A", "B", "C"))).map(lambda each: (*each[0], each[1])),
    max_size=8,
    unique=True,
)
contents = st.dictionaries(st.integers(1, 60), readings, max_size=12)
chosen = st.sets(st.sampled_from(ASKED), max_size=4)


def findings(read: Iterable[tuple[str, str, str]]) -> list[Finding]:
    return [Finding(facet, value, "rule", "stated", PLACE, cohort=cohort) for facet, value, cohort in read]


def index_of(content: dict[int, Read]) -> FacetIndex:
    index = FacetIndex(ORDER, SECOND)
    for trial, read in content.items():
        index.put(trial, facet_pairs(findings(read)))
    return index


def cohorts_of(read: Read) -> list[set[tuple[str, str]]]:
    """Return the values that a patient of each cohort may have, in plain words of the design."""
    names = dict.fromkeys(cohort for _, _, cohort in read if cohort)
    if len(names) < 2:
        return [{(f, v) for f, v, _ in read}]
    found = []
    for name in names:
        values: set[tuple[str, str]] = set()
        for facet in ORDER:
            own = {(f, v) for f, v, c in read if f == facet and c == name}
            of_all = {(f, v) for f, v, c in read if f == facet and not c}
            values |= own | of_all if own else {(f, v) for f, v, _ in read if f == facet}
        found.append(values)
    return found


def carries(values: set[tuple[str, str]], whole: set[tuple[str, str]], facet: str, value: str) -> bool:
    if value == "not_stated":
        return not any(f == facet for f, _ in whole)
    if facet == "her2~":
        return any(("her2", each) in values for each in SECOND["her2"].get(value, (value,)))
    return (facet, value) in values


def plainly(content: dict[int, Read], selected: set[tuple[str, str]]) -> set[int]:
    facets = {base_of(facet) for facet, _ in selected}
    found = set()
    for trial, read in content.items():
        whole = {(f, v) for f, v, _ in read}
        for cohort in cohorts_of(read):
            if all(any(carries(cohort, whole, f, v) for f, v in selected if base_of(f) == each) for each in facets):
                found.add(trial)
    return found


@given(contents, chosen)
def test_a_trial_is_found_if_one_of_its_cohorts_carries_all_values(
    content: dict[int, Read], selected: set[tuple[str, str]]
) -> None:
    index = index_of(content)
    found = index.matching(selected, (), index.all, in_one_cohort=True)
    assert set(members(found)) == plainly(content, selected)


@given(contents, chosen, st.sampled_from(ASKED))
def test_a_click_shows_as_many_trials_as_its_number_said(
    content: dict[int, Read], selected: set[tuple[str, str]], click: tuple[str, str]
) -> None:
    index = index_of(content)
    said = index.counts(selected, (), index.all, in_one_cohort=True)[click[0]][click[1]]
    alone = {pair for pair in selected if base_of(pair[0]) != base_of(click[0])} | {click}
    assert said == len(plainly(content, alone))
    assert [said] == index.count_groups(click[0], [(click[1],)], selected, index.all, in_one_cohort=True)


@given(contents, chosen)
def test_values_of_any_cohorts_come_together_where_that_is_asked(
    content: dict[int, Read], selected: set[tuple[str, str]]
) -> None:
    index = index_of(content)
    whole = {trial: [(facet, value, "") for facet, value, _ in read] for trial, read in content.items()}
    assert set(members(index.matching(selected, (), index.all))) == plainly(whole, selected)


@given(contents, st.sets(st.integers(1, 60), max_size=4))
def test_a_replaced_trial_leaves_no_cohorts_behind(content: dict[int, Read], emptied: set[int]) -> None:
    index = index_of(content)
    index.matching(VALUES, (), index.all, in_one_cohort=True)
    for trial in emptied:
        index.put(trial, ())
    fresh = index_of({**content, **{trial: [] for trial in emptied}})
    asked = {("her2", "low"), ("hr", "positive")}
    assert index.matching(asked, (), index.all, in_one_cohort=True) == fresh.matching(
        asked, (), fresh.all, in_one_cohort=True
    )


def test_of_more_than_twelve_cohorts_the_last_share_one_place() -> None:
    read = [("her2", "low" if number % 2 else "positive", f"Cohort {number}") for number in range(40)]
    assert {facet for facet, _ in facet_pairs(findings(read)) if facet.startswith("cohort")} == {
        f"cohort {number}" for number in range(1, 13)
    }


def test_the_values_of_one_named_cohort_are_those_of_the_trial() -> None:
    pairs = facet_pairs(findings([("her2", "low", "Cohort A"), ("hr", "positive", "Cohort A")]))
    assert pairs == (("her2", "low"), ("hr", "positive"))


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterable[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids, FACETS.second_readings, reads=FACETS.reads)
    yield opened
    opened.close()


TWO_COHORTS = (
    ("her2", "low", "Cohort 1"),
    ("hr", "positive", "Cohort 1"),
    ("her2", "positive", "Cohort 2"),
    ("hr", "negative", "Cohort 2"),
)


def found(catalogue: Catalogue, text: str) -> int:
    return len(catalogue.index.search(parse_query(text, FACETS).query))


def test_a_catalogue_searches_in_one_cohort_unless_told_otherwise(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial("NCT09990001"), TWO_COHORTS), content=b"1"))
    assert found(catalogue, "her2:low hr:positive") == 1
    assert found(catalogue, "her2:low hr:negative") == 0
    assert found(catalogue, "her2:low hr:negative cohorts:any") == 1
    assert catalogue.index.count(parse_query("her2:low", FACETS).query)["hr"]["negative"] == 0


def test_a_corrected_facet_is_the_same_in_every_cohort(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial("NCT09990001"), TWO_COHORTS), content=b"1"))
    (trial,) = catalogue.index.search(TrialQuery())
    made = Correction("hr", ("negative",), ("positive", "negative"), "why", "2026-11-20T10:00:00+01:00")
    catalogue.correct(trial, "hr", made)
    assert found(catalogue, "her2:low hr:negative") == found(catalogue, "her2:positive hr:negative") == 1


def test_a_query_across_cohorts_reads_back_equal_and_says_so() -> None:
    parsed = parse_query("her2:low cohorts:any letrozole", FACETS)
    assert parsed.query.across_cohorts
    assert parse_query(str(parsed.query), FACETS).query == parsed.query
    assert "values from any cohorts" in parsed.query.describe(FACETS)
    assert parsed.rest.strip() == "letrozole"

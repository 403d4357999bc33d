"""The bitmaps against plain sets, on random trials and queries."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.finding.facet_index import FacetIndex, as_mask, bits_of, members
from desktop.catalogue.finding.orders import by_first_value
from desktop.trials.facets import NOT_STATED

ORDER = {"phase": ("1", "2", "3"), "her2": ("positive", "low", "negative")}
VALUES = [(facet, value) for facet, values in ORDER.items() for value in values]
SECOND = {"her2": {"low": ("low", "negative")}, "phase": {}}
INVESTIGATED = [("phase~", value) for value in ORDER["phase"]]
QUERY_VALUES = [
    *VALUES,
    *(("her2~", value) for value in ORDER["her2"]),
    *INVESTIGATED,
    *(("phase", NOT_STATED), ("her2", NOT_STATED), ("her2~", NOT_STATED)),
]

trials = st.dictionaries(st.integers(1, 300), st.sets(st.sampled_from([*VALUES, *INVESTIGATED])), max_size=40)
chosen = st.sets(st.sampled_from(QUERY_VALUES), max_size=4)


def index_of(content: dict[int, set[tuple[str, str]]]) -> FacetIndex:
    index = FacetIndex(ORDER, SECOND)
    found = {pair for pairs in content.values() for pair in pairs}
    values = [(*pair, bits_of(trial for trial, pairs in content.items() if pair in pairs)) for pair in found]
    index.fill(bits_of(content), values)
    return index


def carries(pairs: set[tuple[str, str]], facet: str, value: str) -> bool:
    if value == NOT_STATED:
        return not any(f == facet.rstrip("~") for f, _ in pairs)
    if facet == "her2~":
        return any(("her2", each) in pairs for each in SECOND["her2"].get(value, (value,)))
    return (facet, value) in pairs


def plainly(content: dict[int, set[tuple[str, str]]], selected: set, excluded: set) -> set[int]:
    facets = {facet.rstrip("~") for facet, _ in selected}
    return {
        trial
        for trial, pairs in content.items()
        if all(any(carries(pairs, f, v) for f, v in selected if f.rstrip("~") == facet) for facet in facets)
        and not any(carries(pairs, f, v) for f, v in excluded)
    }


@given(trials, chosen, chosen)
def test_the_index_finds_what_plain_sets_find(content: dict, selected: set, excluded: set) -> None:
    index = index_of(content)
    assert set(members(index.matching(selected, excluded, index.all))) == plainly(content, selected, excluded)


@given(trials, chosen, chosen, st.sampled_from(QUERY_VALUES))
def test_a_click_shows_as_many_trials_as_its_number_said(
    content: dict, selected: set, excluded: set, click: tuple
) -> None:
    index = index_of(content)
    said = index.counts(selected, excluded, index.all)[click[0]][click[1]]
    alone = {pair for pair in selected if pair[0].rstrip("~") != click[0].rstrip("~")} | {click}
    assert said == len(plainly(content, alone, excluded - {click}))


@given(trials, st.integers(1, 300), st.sets(st.sampled_from([*VALUES, *INVESTIGATED])))
def test_putting_a_trial_equals_filling_with_it(content: dict, trial: int, pairs: set) -> None:
    index = index_of(content)
    index.put(trial, pairs)
    fresh = index_of({**content, trial: pairs})
    assert all(index.trials(*value) == fresh.trials(*value) for value in QUERY_VALUES)
    assert index.all == fresh.all


@given(trials)
def test_order_by_a_facet_holds_each_trial_once(content: dict) -> None:
    index = index_of(content)
    assert sorted(by_first_value(index, "phase")) == sorted(content)


@given(st.sets(st.integers(0, 500)))
def test_bits_and_ids_are_two_views_of_a_set(ids: set[int]) -> None:
    assert list(members(bits_of(ids))) == sorted(ids)
    mask = as_mask(bits_of(ids), 600)
    assert [place for place, one in enumerate(mask) if one] == sorted(ids)


def test_order_by_phase_is_clinical_and_not_stated_is_last() -> None:
    index = index_of({5: {("phase", "3")}, 2: set(), 9: {("phase", "1")}})
    assert by_first_value(index, "phase") == [9, 5, 2]


def test_a_value_nobody_listed_stands_before_not_stated() -> None:
    index = index_of({1: {("phase", "new")}})
    assert index.values("phase") == ("1", "2", "3", "new", NOT_STATED)

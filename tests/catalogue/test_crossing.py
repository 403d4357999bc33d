"""The numbers of two facets together: each is that of the list which its two values open."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.finding.crossing import crossed
from desktop.catalogue.finding.query import TrialQuery, base_of
from tests.catalogue.test_cohorts import ASKED, ORDER, Read, chosen, contents, index_of, plainly

READINGS = ("her2", "her2~", "hr", "phase")
crossings = st.tuples(st.sampled_from(READINGS), st.sampled_from(READINGS)).filter(
    lambda each: base_of(each[0]) != base_of(each[1])
)
WITH_TWO_COHORTS: Read = [
    ("her2", "low", "A"),
    ("hr", "positive", "A"),
    ("her2", "positive", "B"),
    ("hr", "negative", "B"),
]


@given(contents, chosen, crossings)
def test_a_cell_counts_the_trials_of_which_one_cohort_carries_both_values_and_those_selected_elsewhere(
    content: dict[int, Read], selected: set[tuple[str, str]], facets: tuple[str, str]
) -> None:
    index = index_of(content)
    counted = crossed(index, selected, (), index.all, facets, in_one_cohort=True)

    def found(*added: tuple[str, str]) -> int:
        # Silence is the same in both readings of a facet.
        plain = {(base_of(facet) if value == "not_stated" else facet, value) for facet, value in added}
        return len(plainly(content, others | plain))

    others = {pair for pair in selected if base_of(pair[0]) not in map(base_of, facets)}
    for row, numbers, total in zip(counted.rows, counted.cells, counted.row_totals, strict=True):
        assert total == found((facets[0], row))
        for column, number in zip(counted.columns, numbers, strict=True):
            assert number == found((facets[0], row), (facets[1], column))
    for column, total in zip(counted.columns, counted.column_totals, strict=True):
        assert total == found((facets[1], column))
    assert counted.total == found()


@given(contents, chosen, chosen, crossings, st.booleans())
def test_a_cell_counts_what_the_query_with_its_two_values_in_place_of_those_selected_finds(
    content: dict[int, Read],
    selected: set[tuple[str, str]],
    excluded: set[tuple[str, str]],
    facets: tuple[str, str],
    in_one_cohort: bool,
) -> None:
    index = index_of(content)
    query = TrialQuery("", frozenset(selected - excluded), frozenset(excluded))

    def found(*values: tuple[str, tuple[str, ...]]) -> int:
        opened = query
        for facet, chosen_values in values:
            opened = opened.selecting(facet, chosen_values)
        matching = index.matching(opened.selected, opened.excluded, index.all, in_one_cohort=in_one_cohort)
        return matching.bit_count()

    rows, columns = facets
    counted = crossed(index, query.selected, query.excluded, index.all, facets, in_one_cohort=in_one_cohort)
    assert counted.total == found((rows, ()), (columns, ()))
    assert counted.row_totals == tuple(found((rows, (row,)), (columns, ())) for row in counted.rows)
    assert counted.column_totals == tuple(found((rows, ()), (columns, (column,))) for column in counted.columns)
    assert counted.cells == tuple(
        tuple(found((rows, (row,)), (columns, (column,))) for column in counted.columns) for row in counted.rows
    )


@given(contents, chosen, chosen, st.sampled_from(READINGS), st.booleans())
def test_one_facet_alone_has_the_numbers_of_the_facet_panel(
    content: dict[int, Read],
    selected: set[tuple[str, str]],
    excluded: set[tuple[str, str]],
    facet: str,
    in_one_cohort: bool,
) -> None:
    index = index_of(content)
    asked = (selected - excluded, excluded, index.all)
    counted = crossed(index, *asked, [facet], in_one_cohort=in_one_cohort)
    panel = index.counts(*asked, in_one_cohort=in_one_cohort)[facet]
    assert dict(zip(counted.rows, counted.row_totals, strict=True)) == panel
    assert (counted.columns, set(counted.cells)) == ((), {()})


def test_two_cohorts_of_one_trial_fill_no_cell_between_them() -> None:
    index = index_of({1: WITH_TWO_COHORTS})

    def cell(row: str, column: str, *, in_one_cohort: bool) -> int:
        counted = crossed(index, (), (), index.all, ("her2", "hr"), in_one_cohort=in_one_cohort)
        return counted.cells[counted.rows.index(row)][counted.columns.index(column)]

    assert cell("low", "positive", in_one_cohort=True) == 1
    assert cell("low", "negative", in_one_cohort=True) == 0
    assert cell("low", "negative", in_one_cohort=False) == 1


def test_every_value_of_a_facet_has_its_row() -> None:
    index = index_of({1: [("phase", "1", "")], 7: [("phase", "a new word", "")]})
    counted = crossed(index, (), (), index.all, ("phase", "her2"))
    assert counted.rows == (*ORDER["phase"], "a new word", "not_stated")
    assert counted.row_totals == (1, 0, 1, 0)
    assert {facet for facet, _ in ASKED} >= {"phase", "her2"}

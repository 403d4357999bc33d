"""The overview: every number is that of the list it opens, whatever filters are in force."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.errors import QueryError
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import SEEDS
from desktop.trials.trial import Dates
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.overview import Matrix, as_read, by_value, matrix, start_years
from tests.catalogue.deliveries import Pairs, a_delivery, save
from tests.examples import a_trial

OURS: tuple[Pairs, ...] = (
    (("her2", "low", "A"), ("hr", "positive", "A"), ("her2", "positive", "B"), ("hr", "negative", "B"), ("phase", "2")),
    (("her2", "low", "A"), ("drug_classes", "taxane", "A"), ("her2", "zero", "B"), ("drug_classes", "platinum", "B")),
    (("her2", "any"), ("drug_classes", "taxane"), ("drug_classes~", "taxane"), ("phase", "2/3")),
    (("status", "a_new_word"), ("phase", "3"), ("country", "China"), ("start_year", "2019")),
    (),
)
FACETS = ("her2", "her2~", "hr", "drug_classes", "class~", "phase", "status", "setting", "country")


@pytest.fixture
def seeded(catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    import_starter_documents(SEEDS, catalogue, vocabularies)
    for number, pairs in enumerate(OURS):
        save(catalogue, a_delivery((a_trial(f"NCT0999000{number}"), pairs), content=b"%d" % number))
    return catalogue


def query(text: str, vocabularies: Vocabularies) -> TrialQuery:
    parsed = parse_query(text, vocabularies.facets)
    assert not parsed.problems
    return parsed.query


def check_every_number(catalogue: Catalogue, counted: Matrix) -> None:
    assert counted.total == len(catalogue.index.search(counted.opened_by()))
    for i, row in enumerate(counted.rows.values):
        assert row.total == len(catalogue.index.search(counted.opened_by(i)))
        for j, number in enumerate(counted.cells[i]):
            assert number == len(catalogue.index.search(counted.opened_by(i, j))), (row.value, j)
    for j, column in enumerate(counted.columns.values if counted.columns else ()):
        assert column.total == len(catalogue.index.search(counted.opened_by(None, j)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_cell_opens_as_many_trials_as_its_number_says(
    seeded: Catalogue, vocabularies: Vocabularies, data: st.DataObject
) -> None:
    facets = vocabularies.facets
    pairs = [(facet.id, value.id) for facet in facets.all for value in facet.values]
    pairs += [(f"{facet}~", value) for facet, value in pairs if facet in ("her2", "drug_classes")]
    near = [pair for pair in pairs if pair[0] in ("her2", "her2~", "hr", "phase")]
    likely = st.sampled_from(near) | st.sampled_from(pairs)
    selected = data.draw(st.frozensets(likely, max_size=4))
    excluded = data.draw(st.frozensets(likely, max_size=2)) - selected
    text = data.draw(st.sampled_from(["", "breast", "trastuzumab", "-dasatinib"]))
    asked = TrialQuery(text, selected, excluded, across_cohorts=data.draw(st.booleans()))
    rows = data.draw(st.sampled_from(FACETS))
    columns = data.draw(st.sampled_from([each for each in FACETS if facets[each].id != facets[rows].id]))
    counted = matrix(seeded, facets, asked, rows, columns)
    check_every_number(seeded, counted)
    check_every_number(seeded, counted.without_empty())
    check_every_number(seeded, by_value(seeded, facets, asked, rows))
    check_every_number(seeded, start_years(seeded, facets, asked))


@pytest.mark.parametrize(
    "text", ["", "her2:positive", "her2:low,positive class:taxane hr:positive", "-her2:positive phase:2", "her2~low"]
)
def test_filters_of_the_two_facets_are_replaced_and_the_others_kept(
    seeded: Catalogue, vocabularies: Vocabularies, text: str
) -> None:
    asked = query(text, vocabularies)
    counted = matrix(seeded, vocabularies.facets, asked, "her2", "class")
    check_every_number(seeded, counted)
    opened = counted.opened_by(0, 0)
    assert {pair for pair in opened.selected if pair[0].startswith(("her2", "drug"))} == {
        ("her2", counted.rows.values[0].value),
        ("drug_classes", counted.columns.values[0].value if counted.columns else ""),
    }
    assert {pair for pair in asked.selected if pair[0] in ("hr", "phase")} <= opened.selected


def test_the_values_of_one_cell_must_meet_in_one_cohort_unless_cohorts_are_taken_together(
    seeded: Catalogue, vocabularies: Vocabularies
) -> None:
    def low_and_negative(asked: TrialQuery) -> int:
        counted = matrix(seeded, vocabularies.facets, asked, "her2", "hr")
        assert counted.columns
        rows, columns = ([each.value for each in axis.values] for axis in (counted.rows, counted.columns))
        return counted.cells[rows.index("low")][columns.index("negative")]

    alone = query('"trial of something"', vocabularies).with_text("")
    assert low_and_negative(replace(alone, across_cohorts=True)) == low_and_negative(alone) + 1


def test_an_unfinished_word_counts_as_it_is_searched_for(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    asked = replace(query("trastuz", vocabularies), unfinished=True)
    counted = matrix(seeded, vocabularies.facets, asked, "her2", "class")
    assert counted.total > 0
    check_every_number(seeded, counted)


def test_empty_rows_and_columns_are_left_out_and_nothing_else(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    counted = matrix(seeded, vocabularies.facets, query("phase:2/3", vocabularies), "her2", "class")
    short = counted.without_empty()
    assert short.columns
    assert [each.value for each in short.rows.values] == ["any"]
    assert [each.value for each in short.columns.values] == ["taxane"]
    assert short.cells == ((1,),)
    assert (short.total, short.most(), counted.most()) == (1, 1, 1)


def test_what_is_excluded_is_counted_as_a_click_would_let_it_in(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    counted = matrix(seeded, vocabularies.facets, query("-her2:any class:taxane", vocabularies), "her2", "phase")
    place = [each.value for each in counted.rows.values].index("any")
    assert counted.rows.values[place].total > 0
    assert ("her2", "any") not in counted.opened_by(place, 0).excluded
    assert ("her2", "any") in counted.opened_by(0, 0).excluded
    assert any(each.value == "any" for each in counted.without_empty().rows.values)


def test_start_years_run_backwards_without_a_gap_and_end_with_those_that_are_not_known(
    catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    for number, year in enumerate(("2019", "2016", "2019", "")):
        dates = Dates(start=f"{year}-03" if year else "")
        save(catalogue, a_delivery((a_trial(f"NCT0999100{number}", dates=dates), ()), content=b"%d" % number))
    counted = start_years(catalogue, vocabularies.facets, TrialQuery())
    assert [(each.value, each.total) for each in counted.rows.values] == [
        *(("2019", 2), ("2018", 0), ("2017", 0), ("2016", 1), ("not_stated", 1)),
    ]
    check_every_number(catalogue, counted)


def test_an_empty_catalogue_has_no_years_and_only_zeros(catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    assert start_years(catalogue, vocabularies.facets, TrialQuery()).rows.values == ()
    counted = matrix(catalogue, vocabularies.facets, TrialQuery(), "phase", "status")
    assert (counted.total, counted.most(), counted.without_empty().cells) == (0, 0, ())


def test_a_facet_is_read_as_the_query_reads_it(vocabularies: Vocabularies) -> None:
    facets = vocabularies.facets
    assert as_read(query("her2~low", vocabularies), facets, "her2") == "her2~"
    assert as_read(query("-class~taxane", vocabularies), facets, "drug_classes") == "drug_classes~"
    assert as_read(query("her2:low", vocabularies), facets, "her2") == "her2"
    assert as_read(query("her2~low", vocabularies), facets, "phase") == "phase"


def test_unknown_and_equal_facets_are_refused_in_one_sentence(catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    with pytest.raises(QueryError, match="There is no filter “colour”; choose from: recruitment, status, country"):
        matrix(catalogue, vocabularies.facets, TrialQuery(), "colour", "her2")
    with pytest.raises(QueryError, match="There is no filter “note”"):
        matrix(catalogue, vocabularies.facets, TrialQuery(), "note", "her2")
    with pytest.raises(QueryError, match="both HER2 status"):
        matrix(catalogue, vocabularies.facets, TrialQuery(), "her2", "her2~")

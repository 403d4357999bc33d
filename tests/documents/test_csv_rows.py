import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.syntax.csv_rows import Row, Table, rows_of, table_of
from desktop.errors import DocumentError
from tests.steps import MOST_GROWTH, steps
from tests.worded import worded

KNOWN = frozenset(("nct number", "study title", "study status", "conditions"))
HEAD = "NCT Number,Study Title,Study Status\n"


def rows(text: str) -> list[Row | DocumentError]:
    table = table_of(text, KNOWN)
    assert table is not None
    return list(rows_of(text, table, "nct number"))


def titles(text: str) -> list[str]:
    return [row.cells["study title"] if isinstance(row, Row) else str(row) for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("NCT Number,Study Title\n", ","),
        ("NCT Number;Study Title\n", ";"),
        ("NCT Number\tStudy Title", "\t"),
        ("sep=;\nNCT Number;Study Title\n", ";"),
        ("SEP=|\nNCT Number|Study Title\n", "|"),
        ("sep=;\nNCT Number,Study Title\n", ","),
        ('\n\n"NCT Number","Study Title"\n', ","),
    ],
)
def test_the_separator_is_found(text: str, separator: str) -> None:
    table = table_of(text, KNOWN)
    assert table == Table(separator, ("nct number", "study title"), len(text))


@pytest.mark.parametrize("text", ["", "\n", "a,b,c\n1,2,3\n", '"', "NCT Numbers,Titles", "x" * 100_000, "sep=,"])
def test_other_texts_are_no_table(text: str) -> None:
    assert table_of(text, KNOWN) is None


def test_cells_go_by_their_columns_names_whatever_case_and_space() -> None:
    (row,) = rows(" nct  number , STUDY TITLE\nNCT09990001, A title \n")
    assert row == Row("row 2 (line 2, NCT09990001)", {"nct number": "NCT09990001", "study title": "A title"})


def test_cells_of_several_lines_and_quotes_are_kept() -> None:
    text = HEAD + 'NCT09990001,"One\n\nNCT09990009, two, ""three""",DONE\nNCT09990002,Four,DONE\n'
    first, second = rows(text)
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.cells["study title"] == 'One\n\nNCT09990009, two, "three"'
    assert second.place == "row 3 (line 5, NCT09990002)"


def test_a_cell_of_a_million_characters_is_read() -> None:
    assert titles(f'{HEAD}NCT09990001,"{"x" * 1_000_000}",DONE\n') == ["x" * 1_000_000]


def test_an_unbalanced_quote_costs_no_other_row() -> None:
    text = HEAD + 'NCT09990001,One,DONE\nNCT09990002,"Two, and more,DONE\nNCT09990003,Three,DONE\n'
    assert titles(text) == [
        "One",
        "row 3 (line 3, NCT09990002): its quotation marks do not match; download the table again.",
        "Three",
    ]


def test_an_unbalanced_quote_that_the_next_row_seems_to_close_costs_no_other_row() -> None:
    text = HEAD + 'NCT09990002,"Two, and more,DONE\nNCT09990003,"Three, and more",DONE\nNCT09990004,Four,DONE\n'
    first, *others = titles(text)
    assert first.startswith("row 2 (line 2, NCT09990002): its quotation marks do not match")
    assert others == ["Three, and more", "Four"]


def test_an_unbalanced_quote_that_does_no_harm_is_taken_as_it_stands() -> None:
    first, second = rows(HEAD + 'NCT09990001,"One,DONE\nNCT09990002,5" needle,DONE\n')
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.cells["study title"] == '"One'
    assert worded(first.warnings) == ("The quotation marks of its row do not match and were taken as they stand.",)
    assert (second.cells["study title"], second.warnings) == ('5" needle', ())


def test_a_table_cut_short_inside_a_cell_names_its_last_row() -> None:
    found = titles(HEAD + 'NCT09990001,One,DONE\nNCT09990002,"Two\nand mo')
    assert found == ["One", "row 3 (line 3, NCT09990002): its quotation marks do not match; download the table again."]


def test_quotes_between_tabs_mean_nothing() -> None:
    (row,) = rows('NCT Number\tStudy Title\tConditions\nNCT09990001\t"One" and "two\t"Breast ""Cancer"""\n')
    assert isinstance(row, Row)
    assert row.cells["study title"] == '"One" and "two'
    assert row.cells["conditions"] == 'Breast "Cancer"'
    assert row.warnings == ()


def test_short_rows_are_read_and_told_of() -> None:
    (row,) = rows(HEAD + "NCT09990001,One\n")
    assert isinstance(row, Row)
    assert row.cells == {"nct number": "NCT09990001", "study title": "One"}
    assert worded(row.warnings) == ("Its row has 2 cells under 3 column names; the last ones were taken as empty.",)


def test_a_row_with_more_cells_than_columns_is_not_trusted() -> None:
    first, second, third = titles(HEAD + "NCT1,Breast Cancer, Early,DONE\nNCT09990002,Two,DONE,,\nNCT3,Three,DONE\n")
    assert first.startswith("row 2 (line 2): it has 4 cells under 3 column names, so that none can be trusted")
    assert (second, third) == ("Two", "Three")


def test_a_column_that_stands_twice_is_read_once() -> None:
    first, second = rows("NCT Number,Study Title,Study Title\nNCT1,One,Two\nNCT2,,Two\n")
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.cells["study title"] == "One"
    assert worded(first.warnings) == (
        'The column "study title" stands twice with different values; the first was taken.',
    )
    assert (second.cells["study title"], second.warnings) == ("Two", ())


def test_columns_without_a_name_continue_the_one_before() -> None:
    (row,) = rows("NCT Number,Study Title,Conditions,,\nNCT1,One,A,B,\n")
    assert isinstance(row, Row)
    assert row.cells["conditions"] == "A|B"


def test_empty_lines_and_repeated_headers_are_no_rows() -> None:
    assert titles(f"{HEAD}\nNCT1,One,DONE\n,,\n\n{HEAD}NCT2,Two,DONE\n\n") == ["One", "Two"]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30).filter(str.strip)


@given(cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5), separator=st.sampled_from(",;\t"))
def test_whatever_a_program_writes_is_read_back(cells: list[tuple[str, str]], separator: str) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator, lineterminator="\n")
    writer.writerow(("Study Title", "Conditions"))
    writer.writerows(cells)
    read = [tuple(row.cells.values()) for row in rows(target.getvalue()) if isinstance(row, Row)]
    assert read == [tuple(cell.strip() for cell in row) for row in cells]


def test_rows_come_one_by_one() -> None:
    text = HEAD + "NCT09990001,One,DONE\n" * 200_000
    table = table_of(text, KNOWN)
    assert table is not None
    assert steps(lambda: next(rows_of(text, table, "nct number"))) < 1_000


@pytest.mark.parametrize("line", ['NCT09990001,"a\nNCT09990002,"b,c"d\n', 'NCT09990001,x,"a"b\n"'])
def test_a_table_of_nothing_but_quotes_takes_as_long_as_it_is(line: str) -> None:
    assert steps(lambda: rows(HEAD + line * 2_000)) <= MOST_GROWTH * steps(lambda: rows(HEAD + line * 200))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"Expanded Access":Treatment IND/Protocol"', "Expanded Access:Treatment IND/Protocol"),
        ('"A trial of "X" in women"', 'A trial of "X" in women'),
        ('"A trial of "X", "Y" or Z, and more"', 'A trial of "X", "Y" or Z, and more'),
        ('"Women aged 50", a trial"', "Women aged 50, a trial"),
        ('"A 5" needle, and others"', 'A 5" needle, and others'),
        ('"A ""sound"" one, and "X" too"', 'A "sound" one, and "X" too'),
        ('"Ends in "X""', 'Ends in "X"'),
        ('"New" drugs or old ones', '"New" drugs or old ones'),
    ],
)
@pytest.mark.parametrize("after", ["", '"One ""two"", three"'])
def test_marks_inside_a_cell_are_read_where_the_row_has_its_cells(written: str, title: str, after: str) -> None:
    text = f"{HEAD}NCT09990001,{written},{after or 'DONE'}\nNCT09990002,Four,DONE\n"
    first, second = rows(text)
    assert isinstance(second, Row)
    assert second.cells["study title"] == "Four"
    assert isinstance(first, Row)
    assert (first.cells["study title"], first.warnings) == (title, ())
    assert first.cells["study status"] == ('One "two", three' if after else "DONE")


def test_marks_inside_a_cell_of_several_lines_are_read_too() -> None:
    text = f'{HEAD}NCT09990001,"A "new" drug\nfor women, and men",DONE\nNCT09990002,Four,DONE\n'
    assert titles(text) == ['A "new" drug\nfor women, and men', "Four"]


def test_a_line_of_a_cell_that_looks_like_a_record_is_one_only_with_the_cells_of_one() -> None:
    told = '"He said: ""that""\nNCT09990009,not a row"'
    head = "NCT Number,Study Title,Study Status,Conditions\n"
    first, second = rows(f'{head}NCT09990001,One,{told},"5" mass"\nNCT09990002,Four,DONE,\n')
    assert isinstance(first, Row)
    assert first.cells["study status"] == 'He said: "that"\nNCT09990009,not a row'
    assert first.cells["conditions"] == '5" mass'
    assert isinstance(second, Row)
    assert second.cells["study title"] == "Four"


def test_several_words_in_marks_at_the_beginning_of_cells_are_letters() -> None:
    (row,) = rows(f'{HEAD}NCT09990001,"New" drugs,"Old" ones\n')
    assert isinstance(row, Row)
    assert (row.cells["study title"], row.cells["study status"]) == ('"New" drugs', '"Old" ones')


def test_marks_that_leave_too_many_cells_are_not_believed() -> None:
    text = f'{HEAD}NCT09990001,"A "new", drug" or, two",DONE,MORE\nNCT09990002,Four,DONE\n'
    first, second = titles(text)
    assert first.startswith("row 2")
    assert second == "Four"

"""A comparison on its way out: nothing is lost, nothing is obeyed."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.comparison.parts import Cell, Column, Comparison, Line, Row
from desktop.exports.comparison_table import (
    comparison_csv,
    comparison_html,
    comparison_lines,
    printed_comparison,
)
from desktop.paths import RESOURCES

FORMULA = re.compile(r"[\s\ufeff\u200b\"]*[=+\-@＝＋－＠]")
COLUMNS = tuple(Column(f"k{n}", f"NCT0999000{n}", f"Name {n}", f"Long title {n}", "Recruiting · 2024") for n in (1, 2))


def a_comparison(*cells: Cell, label: str = "HER2 status") -> Comparison:
    return Comparison(COLUMNS, (Row("her2", label, cells),))


def a_cell(*words: str, notes: tuple[str, ...] = ()) -> Cell:
    return Cell(tuple(Line(each, notes) for each in words))


TWO = a_comparison(a_cell("Low", "Zero"), a_cell("Positive", notes=("✎ corrected by you", "weekly")))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_the_csv_has_a_column_for_the_facts_and_one_for_each_trial() -> None:
    assert read(comparison_csv(TWO)) == [
        ["Fact", "NCT09990001; Name 1; Long title 1", "NCT09990002; Name 2; Long title 2"],
        ["HER2 status", "Low; Zero", "Positive (✎ corrected by you; weekly)"],
    ]


def test_the_clipboard_holds_the_same_as_the_csv() -> None:
    lines = [line.split("\t") for line in comparison_lines(TWO).split("\n")]
    assert lines == read(comparison_csv(TWO))


@given(st.lists(st.text("=+-@;|\"'\t\n\r aé達<&\u200b＝", max_size=12), min_size=4, max_size=4))
def test_no_cell_is_a_formula_whatever_separates_it(texts: list[str]) -> None:
    first, second, third, label = texts
    comparison = a_comparison(a_cell(first, second), a_cell(third, notes=(second,)), label=label)
    lines = comparison_lines(comparison)
    assert [line.count("\t") for line in lines.split("\n")] == [2, 2]
    pieces = re.split(r"[\t\n;|]", lines)
    cells = [cell for row in read(comparison_csv(comparison)) for cell in row]
    parts = [part for cell in cells for part in re.split(r"[;|\n\t\r]", cell)]
    assert not [piece for piece in (*pieces, *parts) if FORMULA.match(piece)]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-2", "<b>=1</b>", "a\n=1"])
def test_no_cell_of_the_html_is_a_formula_or_markup(text: str) -> None:
    html = comparison_html(a_comparison(a_cell(text), a_cell("x", notes=(text,))), RESOURCES)
    cells = re.split(r"<(?:p|td|th|br)[^>]*>", html)
    assert not [cell for cell in cells if FORMULA.match(re.sub(r"<[^>]*>", "", cell))]
    assert "<b>=1" not in html


def test_a_printed_cell_that_is_too_long_tells_how_much_it_leaves_out() -> None:
    long = a_cell(*(f"Arm {number}" for number in range(40)))
    page = printed_comparison(a_comparison(long, a_cell("word " * 400)), RESOURCES).page.html(0)
    assert "Arm 7<" in page
    assert "Arm 8<" not in page
    assert "… 32 more, see the trial" in page
    assert len(page) < 4_000


def test_a_printed_cell_never_counts_as_left_out_what_it_does_not_leave_out() -> None:
    sites = Line("10 sites, 9 recruiting", (*(f"Site {number}" for number in range(6)), "and 4 more"))
    page = printed_comparison(a_comparison(Cell((sites,)), a_cell("x")), RESOURCES).page.html(0)
    assert "Site 2<" in page
    assert "Site 3<" not in page
    assert "4 more" not in page
    assert ">…<" in page


def test_a_printed_comparison_names_every_trial_whole_and_dates_its_status() -> None:
    printed = printed_comparison(TWO, RESOURCES)
    assert printed.title == "Comparison of 2 trials"
    for column in COLUMNS:
        assert f"{column.identifier} · {column.title} · {column.status}" in printed.page.html(0)

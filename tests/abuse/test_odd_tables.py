"""Abuse cases 10 and 11: tables that a program has damaged, or wrote in its own way."""

import csv
import io

import pytest

from tests.abuse.conftest import Shelf, assert_plain
from tests.worded import worded

HEAD = "NCT Number,Study Title,Study Status,Conditions\n"
ROWS = (
    ("NCT Number", "Study Title", "Study Status", "Conditions"),
    ("NCT09990007", "Letrozole, in “early” cancer", "RECRUITING", "Breast Cancer|Early"),
    ("NCT09990008", 'A "second" study; with a\nline end', "COMPLETED", "Breast Cancer"),
)


def written(separator: str) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator, lineterminator="\n").writerows(ROWS)
    return target.getvalue()


def a_row(number: int, title: str = "A title", rest: str = "RECRUITING,Breast Cancer") -> str:
    return f"NCT0999{number:04},{title},{rest}\n"


def titles(shelf: Shelf) -> list[str]:
    return [stored.trial.title for stored in shelf.added()]


def reasons(shelf: Shelf, content: str) -> list[str]:
    """Import a table and return why rows were left out; each reason must be plain."""
    report = shelf.bring(content, "table.csv")
    failed = [each.reason for each in report.documents if each.outcome == "failed"]
    for reason in failed:
        assert_plain(reason, "table.csv")
    return failed


def test_a_cell_of_more_than_131_072_characters_is_imported_whole(shelf: Shelf) -> None:
    conditions = "|".join(f"Condition {number}" for number in range(15_000))
    assert reasons(shelf, HEAD + a_row(7, "A title", f'RECRUITING,"{conditions}"')) == []
    (stored,) = shelf.added()
    assert len(conditions) > 131_072
    assert "|".join(stored.trial.conditions) == conditions


def test_an_unbalanced_quote_costs_its_own_row_and_no_other(shelf: Shelf) -> None:
    (reason,) = reasons(shelf, HEAD + a_row(6, "One") + a_row(7, '"Two, and') + a_row(8, "Three"))
    assert "row 3 (line 3, NCT09990007): its quotation marks do not match" in reason
    assert titles(shelf) == ["One", "Three"]


def test_a_short_row_is_imported_and_told_of(shelf: Shelf) -> None:
    assert reasons(shelf, HEAD + "NCT09990007,One\n" + a_row(8, "Two")) == []
    first, second = shelf.added()
    assert "has 2 cells under 4 column names" in worded(first.trial.warnings)[0]
    assert second.trial.warnings == ()


def test_a_row_with_too_many_cells_is_refused_for_its_values_may_stand_under_wrong_names(shelf: Shelf) -> None:
    (reason,) = reasons(shelf, HEAD + a_row(7, "One, two") + a_row(8, "Three"))
    assert "row 2 (line 2, NCT09990007): it has 5 cells under 4 column names" in reason
    assert titles(shelf) == ["Three"]


def test_of_two_columns_with_one_name_the_first_counts_and_the_user_is_told(shelf: Shelf) -> None:
    content = "NCT Number,Study Title,Study Status,Study Title\nNCT09990007,One,RECRUITING,Two\n"
    assert reasons(shelf, content) == []
    (stored,) = shelf.added()
    assert stored.trial.title == "One"
    assert 'The column "study title" stands twice' in worded(stored.trial.warnings)[0]


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_the_same_whatever_separates_its_cells_and_lines(
    shelf: Shelf, separator: str, declared: bool, line_end: str, encoding: str
) -> None:
    text = (f"sep={separator}\n" if declared else "") + written(separator)
    report = shelf.bring(text.replace("\n", line_end).encode(encoding), "table.csv")
    assert [each.outcome for each in report.documents] == ["saved", "saved"]
    first, second = (stored.trial for stored in shelf.added())
    assert (first.key, first.title, first.conditions) == ("NCT09990007", ROWS[1][1], ("Breast Cancer", "Early"))
    assert (second.key, second.status, second.title) == (
        "NCT09990008", "COMPLETED", 'A "second" study; with a line end',
    )  # fmt: skip
    assert (*first.warnings, *second.warnings) == ()


@pytest.mark.parametrize(
    "content",
    [
        "NCT Number,Study Title\n",
        "sep=;\n",
        "sep=,\nNCT Number,Study Title\n",
        '"' * 10_001,
        "," * 100_000,
        "\t\n" * 9_999,
    ],
)
def test_a_table_without_rows_or_without_known_columns_is_refused(shelf: Shelf, content: str) -> None:
    shelf.refused(content, "table.csv")

"""Dates and numbers as spreadsheets of several countries leave them in a table."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.clinicaltrials_gov.csv_cells import whole_number
from desktop.documents.contents.table_dates import DateOrder, date_order, may_need_order, table_date
from desktop.trials.trial import Trial
from tests.reading import read_document
from tests.worded import worded

DAY, MONTH, UNDECIDED = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.UNDECIDED
DATES = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def rows(*dates: str, separator: str = ",", enrollment: str = "1") -> tuple[Trial, ...]:
    lines = [f"NCT{number:08},Trial {number},{date},{enrollment}" for number, date in enumerate(dates, start=1)]
    text = "\n".join(["NCT Number,Study Title,Start Date,Enrollment", *lines])
    return read_document(text.replace(",", separator).encode(), "table.csv").trials


def starts(*dates: str, separator: str = ",") -> list[str]:
    return [trial.dates.start for trial in rows(*dates, separator=separator)]


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (("05/03/2024", "30/06/2026"), ["2024-03-05", "2026-06-30"]),
        (("3/5/2024", "6/30/2026"), ["2024-03-05", "2026-06-30"]),
        (("05-03-2024", "30-06-2026"), ["2024-03-05", "2026-06-30"]),
        (("05.03.2024", "06/30/2026"), ["2024-03-05", "2026-06-30"]),
        (("2024-03-05", "2026-06"), ["2024-03-05", "2026-06"]),
        (("05/03/24", "30/06/26 00:00"), ["2024-03-05", "2026-06-30"]),
        (("12/31/99", "1/2/00"), ["1999-12-31", "2000-01-02"]),
    ],
)
def test_the_order_is_that_of_the_dates_that_can_be_read_in_one_way(dates: tuple[str, ...], read: list[str]) -> None:
    assert starts(*dates) == read
    assert starts(*dates[::-1]) == read[::-1]
    assert all(not trial.warnings for trial in rows(*dates))


def test_an_undecided_order_is_told_and_the_month_is_taken_first() -> None:
    undecided, same, plain = rows("05/03/2024", "05/05/2024", "2024-07-01")
    assert [each.dates.start for each in (undecided, same, plain)] == ["2024-05-03", "2024-05-05", "2024-07-01"]
    (said,) = worded(undecided.warnings)
    assert said.startswith('Nothing in the table tells whether day or month comes first in dates such as "05/03/2024"')
    assert same.warnings == plain.warnings == ()


def test_dates_that_contradict_each_other_decide_nothing_but_themselves() -> None:
    trials = rows("30/06/2026", "06/30/2026", "05/03/2024")
    assert [each.dates.start for each in trials] == ["2026-06-30", "2026-06-30", "2024-05-03"]
    assert [len(each.warnings) for each in trials] == [0, 0, 1]


def test_semicolons_tell_of_a_country_that_writes_the_day_first_unless_the_dates_say_otherwise() -> None:
    assert starts("05/03/2024", separator=";") == ["2024-03-05"]
    assert starts("05/03/2024", "06/30/2026", separator=";") == ["2024-05-03", "2026-06-30"]
    assert all(not trial.warnings for trial in rows("05/03/2024", separator=";"))


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("01.02.2019", "2019-02-01"),
        ("1. 2. 2019", "2019-02-01"),
        ("31.12.19", "2019-12-31"),
        ("12.31.2019", ""),
        ("45356", "2024-03-05"),
        ("45356.5", "2024-03-05"),
        ("45356,0", "2024-03-05"),
        ("10000", ""),
        ("99999", ""),
        ("Mar-24", "2024-03"),
        ("Mrz 24", "2024-03"),
        ("Mär. 24", "2024-03"),
        ("März 2024", "2024-03"),
        ("févr-24", "2024-02"),
        ("dic-24", "2024-12"),
        ("Sept-19", "2019-09"),
        ("May 2024", "2024-05"),
        ("20-Sep-18", "2018-09-20"),
        ("5. März 2024", "2024-03-05"),
        ("Dienstag, 5. März 2024", "2024-03-05"),
        ("Tuesday, March 5, 2024", "2024-03-05"),
        ("2024-03-05 00:00:00", "2024-03-05"),
        ("2024", "2024"),
        ("24-Mar", ""),
        ("Foo-24", ""),
        ("soon", ""),
        ("31/02/2024", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_exactly_as_it_was_left(written: str, date: str) -> None:
    for order in (DAY, MONTH):
        assert table_date(written, order) == (date, False)


@given(st.lists(DATES, min_size=1, max_size=9), st.sampled_from((DAY, MONTH)), st.sampled_from("/-"))
def test_no_date_is_ever_read_in_the_other_order_without_a_word(
    dates: list[dt.date], order: DateOrder, separator: str
) -> None:
    shape = "%d{0}%m{0}%Y" if order is DAY else "%m{0}%d{0}%Y"
    written = [date.strftime(shape.format(separator)) for date in dates]
    found = date_order(written)
    assert found in (order, UNDECIDED)
    for text, date in zip(written, dates, strict=True):
        read, unsure = table_date(text, found)
        assert unsure or read == str(date)


@given(DATES)
def test_a_serial_number_is_its_day(date: dt.date) -> None:
    serial = (date - dt.date(1899, 12, 30)).days
    assert table_date(str(serial), UNDECIDED) == (str(date), False)


def test_a_text_without_such_dates_needs_no_order() -> None:
    assert not may_need_order("2024-03-05,NCT09990001,1/2 of all,ratio 3/4/5")
    assert may_need_order('NCT09990001,"3/4/2025"')


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,022", 1022),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1\N{NO-BREAK SPACE}200", 1200),
        ("1'200", 1200),
        ("12.345.678", 12_345_678),
        ("48.0", 48),
        ("48,0", 48),
        ("1.200,0", 1200),
        ("48.000", 48),
        ("1.5", None),
        ("1,2,3", None),
        ("1.200,300", None),
        ("many", None),
    ],
)
def test_a_number_of_patients_is_read_in_the_signs_of_any_country(written: str, number: int | None) -> None:
    assert whole_number(written) == number


def test_three_zeros_are_thousands_where_the_comma_parts_decimals() -> None:
    assert whole_number("48.000", decimal_comma=True) == 48_000
    (trial,) = rows("2024", separator=";", enrollment="48.000")
    assert trial.enrollment == 48_000


def test_the_old_table_is_read_in_its_order_too() -> None:
    head = "Rank;NCT Number;Title;Status;Sponsor/Collaborators;Start Date;Last Updated"
    text = f"{head}\n1;NCT09990001;A;Recruiting;Clinic;05/03/2024;30/06/2026\n"
    (trial,) = read_document(text.encode(), "table.csv").trials
    assert (trial.dates.start, trial.dates.last_updated) == ("2024-03-05", "2026-06-30")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.date_words import day_in_words, month_in_words, span_in_words
from desktop.trials.dates import day_first_date, partial_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01T10:15:00", "2024-03-01"),
        ("2024/3/1", "2024-03-01"),
        ("September 20, 2018", "2018-09-20"),
        ("Sept 20th, 2018", "2018-09-20"),
        ("October 2021", "2021-10"),
        ("Nov 1 2011", "2011-11-01"),
        ("2011 Nov 1", "2011-11-01"),
        ("2011 Nov", "2011-11"),
        ("31-Dec-2020", "2020-12-31"),
        ("3/14/2020", "2020-03-14"),
    ],
)
def test_a_written_date_becomes_iso_and_no_more_exact(written: str, iso: str) -> None:
    assert partial_date(written) == iso


@pytest.mark.parametrize("written", ["2024-02-30", "0000-01-01", "2024-13", "soon", "", "14/3/2020", "Foo 2020", "N/A"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert partial_date(written) == ""


@given(st.dates())
def test_iso_dates_stay_as_they_are(date: object) -> None:
    assert partial_date(str(date)) == str(date)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    partial_date(text)


@pytest.mark.parametrize(
    ("iso", "day", "month"),
    [
        ("2021-11-03", "3 Nov 2021", "Nov 2021"),
        ("2021-11", "Nov 2021", "Nov 2021"),
        ("2021", "2021", "2021"),
        ("", "", ""),
        ("of-old", "of-old", "of-old"),
        ("2021-13", "2021-13", "2021-13"),
    ],
)
def test_a_date_is_told_no_more_exact_than_it_is(iso: str, day: str, month: str) -> None:
    assert (day_in_words(iso), month_in_words(iso)) == (day, month)


@pytest.mark.parametrize(
    ("oldest", "newest", "words"),
    [
        ("2015-11", "2024-03-01", "Nov 2015 – Mar 2024"),
        ("2021-11-03", "2021-11-30", "Nov 2021"),
        ("2015", "2024-03", "2015 – Mar 2024"),
        ("", "", ""),
    ],
)
def test_a_span_of_dates_is_told_by_the_month(oldest: str, newest: str, words: str) -> None:
    assert span_in_words(oldest, newest) == words


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("05/03/2025", "2025-03-05"),
        ("5.3.2025", "2025-03-05"),
        ("30/06/2026", "2026-06-30"),
        ("2025-03-05", "2025-03-05"),
        ("30/30/2026", ""),
    ],
)
def test_a_european_date_has_its_day_first(written: str, iso: str) -> None:
    assert day_first_date(written) == iso


@given(st.dates())
def test_a_date_in_words_reads_back_as_itself(date: object) -> None:
    assert partial_date(day_in_words(str(date))) == str(date)

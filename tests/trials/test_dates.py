import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.dates import partial_date


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

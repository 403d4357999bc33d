"""Read dates from spreadsheets: in the order of some country, as serial numbers, as "Mar-24".

Whether "05/03/2024" is in March or May is decided for a whole table, by its dates that have only one meaning.
"""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from desktop.paths import RESOURCES
from desktop.trials.dates import partial_date

# With the time of day that some programs add.
_TIME = r"(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
_NUMBERED = re.compile(rf"(\d{{1,2}})([/.-])\s?(\d{{1,2}})[/.-]\s?(\d{{4}}|\d\d){_TIME}")
_MAY_BE_NUMBERED = re.compile(r"(?<![\d/.-])\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)(?![\d/-])")
_MONTH_AND_YEAR = re.compile(r"([^\W\d_]{3,12})\.?[-/ .]?\s?['’]?(\d{4}|\d\d)")
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})\.?[-/ ]?\s?([^\W\d_]{{3,12}})\.?,?[-/ ]\s?['’]?(\d{{4}}|\d\d){_TIME}")
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,\s+(?=\w)")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
# Day 1 is 1 January 1900; spreadsheets also count 29 February 1900, which did not exist.
_DAY_ZERO = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050
"""The serial numbers of 1950 and 2099: other numbers of five digits are no dates of trials."""
_THIS_CENTURY = 70
_MONTHS_IN_A_YEAR = 12


class DateOrder(Enum):
    """The order in which a table writes day and month."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNDECIDED = "undecided"


def may_need_order(text: str) -> bool:
    """Return whether a text may hold a date of unknown order; call this first, because reading all cells is slow."""
    return _MAY_BE_NUMBERED.search(text) is not None


def date_order(cells: Iterable[str], *, by_default: DateOrder = DateOrder.UNDECIDED) -> DateOrder:
    """Return the order in which a table writes its dates, from those with only one meaning.

    Args:
        cells: All cells of the table that hold dates.
        by_default: The usual order in this table; it is used if no date decides, or if dates contradict each other.
    """
    seen = set()
    for cell in cells:
        found = _NUMBERED.fullmatch(cell.strip())
        # No country writes the month first between full stops.
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            if second <= _MONTHS_IN_A_YEAR < first:
                seen.add(DateOrder.DAY_FIRST)
            elif first <= _MONTHS_IN_A_YEAR < second:
                seen.add(DateOrder.MONTH_FIRST)
    if len(seen) == 1:
        return seen.pop()
    return DateOrder.UNDECIDED if seen else by_default


def table_date(written: str, order: DateOrder) -> tuple[str, bool]:
    """Return (date in ISO form, only as exact as written; whether day and month may be exchanged).

    The date is "" if there is none. If the order is undecided, the month comes first.
    """
    text = " ".join(written.split())
    if found := _NUMBERED.fullmatch(text):
        return _numbered(int(found[1]), found[2], int(found[3]), _year(found[4]), order)
    if found := _SERIAL.fullmatch(text):
        return _of_serial(int(found[1])), False
    if date := partial_date(text):
        return date, False
    text = _WEEKDAY.sub("", text, count=1)
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _named(_year(found[3]), found[2], int(found[1])), False
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _named(_year(found[2]), found[1], None), False
    return partial_date(text), False


def _numbered(first: int, separator: str, second: int, year: int, order: DateOrder) -> tuple[str, bool]:
    readings = {(day, month) for day, month in ((first, second), (second, first)) if month <= _MONTHS_IN_A_YEAR}
    unsure = len(readings) > 1 and order is DateOrder.UNDECIDED and separator != "."
    day_first = order is DateOrder.DAY_FIRST or separator == "." or first > _MONTHS_IN_A_YEAR
    if day_first and second <= _MONTHS_IN_A_YEAR:
        return _iso(year, second, first), unsure
    return ("" if separator == "." else _iso(year, first, second)), unsure


def _of_serial(number: int) -> str:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return ""
    return (_DAY_ZERO + dt.timedelta(days=number)).isoformat()


def _named(year: int, month: str, day: int | None) -> str:
    name = _plain(month)
    if number := _month_names().get(name):
        return _iso(year, number, day)
    return partial_date(f"{name} {day}, {year}" if day else f"{name} {year}")


def _iso(year: int, month: int, day: int | None) -> str:
    return partial_date(f"{year:04}-{month:02}-{day:02}" if day is not None else f"{year:04}-{month:02}")


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) > 2 else year + (2000 if year < _THIS_CENTURY else 1900)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalpha())


@cache
def _month_names() -> Mapping[str, int]:
    months = tomllib.loads((RESOURCES / "month_names.toml").read_text(encoding="utf-8"))
    return {name: int(number) for number, names in months.items() for name in names}

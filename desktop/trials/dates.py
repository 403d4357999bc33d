"""Dates as exact as their source: "2024", "2024-03", "2024-03-01"."""

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:[T ]\d\d:.*)?")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]+)\.?,?[\s-]+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s+([A-Za-z]+)\.?(?:\s+(\d{1,2}))?")
# The registers of the EU and the WHO write the day first; the separator does not show the order.
_EUROPEAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ]\d\d?:.*)?")
# m/d/yyyy is what a spreadsheet makes of an American date.
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def partial_date(text: str) -> str:
    """Return a written date in ISO form, only as exact as written; "" if it is no date or impossible (2024-02-30)."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    if match := _MONTH_FIRST.fullmatch(text):
        return _named_month(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(text):
        return _named_month(match[3], match[2], match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _named_month(match[1], match[2], match[3])
    if match := _AMERICAN.fullmatch(text):
        return _iso(match[3], match[1], match[2])
    return ""


def day_first_date(text: str) -> str:
    """Return ``partial_date`` of a text from a source that writes the day first ("05/03/2025" is 5 March)."""
    if match := _EUROPEAN.fullmatch(text.strip()):
        return _iso(match[3], match[2], match[1])
    return partial_date(text)


def _named_month(year: str, month: str, day: str | None) -> str:
    number = _MONTHS.get(month.lower())
    return _iso(year, str(number), day) if number else ""


def _iso(year: str, month: str | None, day: str | None) -> str:
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return date.isoformat()[: 10 if day else 7 if month else 4]

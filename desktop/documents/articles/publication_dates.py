"""Read dates as libraries write them: "2017 Jul-Sep", "2016///", "SEP 22" with the year elsewhere, "01.03.2019"."""

import re

from desktop.documents.articles.reference_words import months
from desktop.trials.dates import day_first_date, partial_date

_SLASHED = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?(?:/.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_YEAR_DOTTED = re.compile(r"(\d{4})\.(\d{1,2})(?:\.(\d{1,2}))?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
# A month in words with its day before or after it: "Feb 1", "22-SEP", "2021/Mar/01".
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_JOINTS = frozenset({"de", "del", "of", "the", "st", "nd", "rd", "th"})
_SPAN = re.compile(r"[^\W\d_]\.?\s*[-–/]\s*(?:\d{1,2}\s+)?[^\W\d_]")
_YEAR = re.compile(r"(?<!\d)((?:18|19|20|21)\d{2})(?!\d)")


def publication_date(text: str) -> str:
    """Return a library's date in ISO form, only as exact as it is: for a season or several months, the year."""
    text = text.strip()
    if not text:
        return ""
    if told := _in_words(text) or (day_first_date(text) if _DOTTED.fullmatch(text) else ""):
        return told
    if found := _SLASHED.fullmatch(text):
        return partial_date("-".join(part for part in _up_to_gap(found) if part))
    if found := _COMPACT.fullmatch(text) or _YEAR_DOTTED.fullmatch(text):
        return partial_date("-".join(part for part in found.groups() if part))
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return partial_date(f"{found[2]}-{found[1]}")
    year = _YEAR.search(text)
    # If the number after the first slash cannot be a month, the number before it is the day.
    return partial_date(text) or day_first_date(text) or (year[1] if year else "")


def completed_date(text: str, year: str) -> str:
    """Return a date without a year ("SEP 22", "MAY-JUN") together with the year from another field."""
    return publication_date(text if not year or _YEAR.search(text) else f"{year} {text}")


def _in_words(text: str) -> str:
    """Return a date of a year, the name of one month and perhaps a day, in any order; "" if it is no such date."""
    parts = _PARTS.findall(text)
    words = [part for part in parts if not part.isdigit() and part.casefold() not in _JOINTS]
    years = [part for part in parts if _YEAR.fullmatch(part)]
    days = [part for part in parts if part.isdigit() and not _YEAR.fullmatch(part)]
    if _SPAN.search(text) or len(words) != 1 or len(years) != 1:
        return ""
    month = _month(words[0])
    # If there are several days, only the month is certain.
    return partial_date("-".join((years[0], month, *(days if len(days) == 1 else ())))) if month else ""


def _month(name: str) -> str:
    if told := partial_date(f"{name} 2000"):
        return told[-2:]
    number = months().get(name.casefold())
    return str(number) if number else ""


def _up_to_gap(found: re.Match[str]) -> tuple[str | None, ...]:
    year, month, day = found.groups()
    return (year, month, day) if month else (year,)

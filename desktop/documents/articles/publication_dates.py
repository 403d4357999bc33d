"""Dates as libraries write them: "2017 Jul-Sep", "2016///", "2022/08//undefined"."""

import re

from desktop.trials.dates import partial_date

_SLASHED = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?(?:/.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(?<!\d)((?:18|19|20|21)\d{2})(?!\d)")


def publication_date(text: str) -> str:
    """Return a library's date in ISO form, no more exact than it can be: of a season or several months, the year."""
    text = text.strip()
    if found := _SLASHED.fullmatch(text):
        return partial_date("-".join(part for part in _up_to_gap(found) if part))
    if found := _COMPACT.fullmatch(text):
        return partial_date("-".join(found.groups()))
    if told := partial_date(text):
        return told
    year = _YEAR.search(text)
    return year[1] if year else ""


def _up_to_gap(found: re.Match[str]) -> tuple[str | None, ...]:
    year, month, day = found.groups()
    return (year, month, day) if month else (year,)

"""Say how old a registration is (fresh, ageing, stale or unknown), and which status can no longer be true.

The age is counted up to the day of the download; if that is unknown, to the day of the file; else to the day of the
import. The limits are data (``resources/freshness.toml``).
"""

import calendar
import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache

from desktop.paths import RESOURCES
from desktop.trials.recruitment import OPEN, OPENING, recruitment
from desktop.trials.trial import Trial

FRESHNESS_FACET = "freshness"
FRESH, AGEING, STALE, UNKNOWN = "fresh", "ageing", "stale", "unknown"
_MONTHS_A_YEAR = 12
_YEAR, _MONTH = 4, 7  # length of an ISO date that is exact to the year or the month


def freshness(trial: Trial, group: str, imported: str) -> str:
    """Return the freshness of a registration, "" for a publication; ``group`` is the group of its status.

    ``imported`` is the ISO time of the last import that brought it.
    """
    if trial.kind != "registration":
        return ""
    day = trial.dates.downloaded or imported[: len("2026-01-31")]
    if impossible_state(trial, group, day):
        return STALE
    if not trial.registry_date or not day:
        return UNKNOWN
    months = _months(_last_day(trial.registry_date), _last_day(day))
    limits = _limits()
    return FRESH if months <= limits["fresh_months"] else AGEING if months <= limits["ageing_months"] else STALE


def impossible_state(trial: Trial, group: str, day: str) -> str:
    """Return in words why a status cannot be true on an ISO day: "open, completion 2023"; "" if it can."""
    dates = trial.dates
    completion = dates.completion or dates.primary_completion
    if group == OPEN and completion and day and _last_day(completion) < _last_day(day):
        return f"open, completion {completion[:_YEAR]}"
    if group == OPENING and dates.start and day and _months(_last_day(dates.start), _last_day(day)) > _MONTHS_A_YEAR:
        return f"opening soon, start {dates.start[:_YEAR]}"
    return ""


def contradiction(trial: Trial, imported: str) -> str:
    """Return in words why the status cannot be true on the day of the download, else of the import; "" if it can."""
    day = trial.dates.downloaded or imported[: len("2026-01-31")]
    return impossible_state(trial, recruitment(trial.status), day) if trial.status else ""


def whole_years(earlier: str, later: str) -> int:
    """Return the whole years between two ISO partial dates, at least 0."""
    first, last = _last_day(earlier), _last_day(later)
    return max(last.year - first.year - ((last.month, last.day) < (first.month, first.day)), 0)


def _months(earlier: dt.date, later: dt.date) -> int:
    """Return the months between two days, at least 0; a month that has begun counts as a whole one."""
    months = (later.year - earlier.year) * _MONTHS_A_YEAR + later.month - earlier.month
    return max(months + (later.day > earlier.day), 0)


def _last_day(date: str) -> dt.date:
    """Return the last day that an ISO partial date may mean."""
    year = int(date[:_YEAR])
    month = int(date[5:7]) if len(date) >= _MONTH else _MONTHS_A_YEAR
    if len(date) > _MONTH:
        return dt.date(year, month, int(date[8:10]))
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@cache
def _limits() -> Mapping[str, int]:
    return tomllib.loads((RESOURCES / "freshness.toml").read_text(encoding="utf-8"))

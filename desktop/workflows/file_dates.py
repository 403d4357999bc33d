"""Take the date of a file as the day of its download, if the document itself does not state one.

The date is used only if it is possible, because programs that copy, pack or install files write other dates.
"""

import datetime as dt
import time
from dataclasses import replace

from desktop.trials.dates import partial_date
from desktop.trials.trial import Trial

# PubMed, the first library on the web, opened in this year. Archive programs that store no time for their
# members write 1970 or 1980.
_EARLIEST = "1997"


def day_of(seconds: float) -> str:
    """Return the local ISO day of a time in seconds since 1970; "" if it is in the future."""
    return dt.datetime.fromtimestamp(seconds).astimezone().date().isoformat() if 0 < seconds <= time.time() else ""


def with_file_date(trial: Trial, day: str) -> Trial:
    """Return a trial with the ISO day of its file, unless its document states a day or this one is impossible.

    The export of another catalogue is no download: its trials have their own dates. An impossible day is in the future,
    or before the registry's date of the record.
    """
    dates = trial.dates
    if not day or dates.retrieved or trial.origins:
        return trial
    written = (_EARLIEST, dates.first_posted, dates.last_updated, dates.refreshed)
    if day > day_of(time.time()) or any(day[: len(each)] < each for each in written) or partial_date(day) != day:
        return trial
    return replace(trial, dates=replace(dates, file_date=day))

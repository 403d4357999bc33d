"""The date of a file as the day of its download: the last resort for documents that do not tell it themselves.

Such a date is only believed as far as it can be true. Programs that copy, pack or install files write others.
"""

import datetime as dt
import time
from dataclasses import replace

from desktop.trials.dates import partial_date
from desktop.trials.trial import Trial

# The first library that could be searched in the web, PubMed, opened in this year. Packers that give their members no
# time write 1970 or 1980.
_EARLIEST = "1997"


def day_of(seconds: float) -> str:
    """Return the ISO day of a time in seconds since 1970, where this computer is; "" for one in the future."""
    return dt.datetime.fromtimestamp(seconds).astimezone().date().isoformat() if 0 < seconds <= time.time() else ""


def with_file_date(trial: Trial, day: str) -> Trial:
    """Return a trial dated by its file, of this ISO day, unless its document is dated or the day cannot be true.

    The file of another catalogue's export is no download: its trials have origins, and their own dates. The day cannot
    be in the future, nor before the day on which the registry wrote what is in the file.
    """
    dates = trial.dates
    if not day or dates.retrieved or trial.origins:
        return trial
    written = (_EARLIEST, dates.first_posted, dates.last_updated, dates.refreshed)
    if day > day_of(time.time()) or any(day[: len(each)] < each for each in written) or partial_date(day) != day:
        return trial
    return replace(trial, dates=replace(dates, file_date=day))

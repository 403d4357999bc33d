"""The registry's date beside a recruitment status, as the pane of a trial tells it."""

from collections.abc import Callable

from desktop.catalogue.stored import StoredTrial
from desktop.trials.dates import day_in_words
from desktop.ui.marked_text import tr


def beside_status(stored: StoredTrial, in_words: Callable[[str], str] = day_in_words) -> str:
    """Return the date to be told beside a status, and that none is stated; "" beside a status of the user's own."""
    correction = stored.correction("status")
    if (correction and not correction.confirms) or not stored.values("status"):
        return ""
    return in_words(stored.trial.registry_date) or tr("date not stated")


def dated_status(words: str, stored: StoredTrial, in_words: Callable[[str], str] = day_in_words) -> str:
    """Return the words of a status with its date behind them."""
    return " · ".join(filter(None, (words, beside_status(stored, in_words))))

"""Put values of a search into words that have two parts: an import and its part, a day and a kind of change."""

from desktop.trials.change_kinds import change_kinds
from desktop.trials.date_words import day_in_words
from desktop.trials.import_questions import import_questions


def import_in_words(value: str) -> str:
    """Return a part of an import in words: "no. 7, changed in eligibility" for "7/eligibility"."""
    number, _, part = value.partition("/")
    asked = next((each.label for each in import_questions() if each.query == f"import:{{import}}/{part}"), part)
    return f"no. {number}" + (f", {_inside(asked)}" if part else "")


def since_in_words(value: str) -> str:
    """Return the time and kind of changes in words: "1 Nov 2026, eligibility" for "2026-11-01/eligibility"."""
    day, _, kind = value.partition("/")
    label = next((each.label for each in change_kinds() if each.id == kind), kind)
    return day_in_words(day) + (f", {_inside(label)}" if kind else "")


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]

"""Find out whether two values of a trial mean the same despite another spelling, order or download date.

The differences that do not count are data (``resources/changes.toml``).
"""

import re
from dataclasses import fields, is_dataclass, replace

from desktop.trials.change_kinds import changes_file
from desktop.trials.trial import Dates

_SIGNS = re.compile(r"[\W_]+")
_SPACE = re.compile(r"[\s_]+")


def differs(field: str, before: object, after: object) -> bool:
    """Return whether two values of a field differ in meaning."""
    return bool(before != after and said(field, before) != said(field, after))


def said(field: str, value: object) -> object:
    """Return a value in a normal form, which is equal for all spellings of the same value."""
    compared = changes_file()["compared"]
    if isinstance(value, Dates):
        return dates_without_stamps(value)
    if isinstance(value, str):
        if field in compared["coded"]:
            return _SIGNS.sub("", value.casefold())
        return _SPACE.sub(" ", value.casefold()).strip()
    if isinstance(value, tuple):
        entries = [said(field, each) for each in value]
        return sorted(entries, key=repr) if field in compared["unordered"] else entries
    if is_dataclass(value) and not isinstance(value, type):
        # The level of a criterion in its list depends on the format.
        return [said(part.name, getattr(value, part.name)) for part in fields(value) if part.name != "level"]
    return value


def dates_without_stamps(dates: Dates) -> Dates:
    """Return the dates of the trial without the dates of the record."""
    return replace(dates, **dict.fromkeys(changes_file()["compared"]["stamps"], ""))

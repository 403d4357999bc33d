"""Reduce two values of a field to what both kinds of documents contain, so that only a real difference is a change.

A table of search results lacks much that the full record contains: if only the second file has the arms of a trial, the
trial did not change. So what is empty in one of two values is removed from both.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from desktop.trials.change_kinds import changes_file
from desktop.trials.compared import differs
from desktop.trials.trial import Arm, Contact, Eligibility, Intervention, Outcome, Section, Site, Sponsor

# Comparison signs (<, ≥) count as words; bullets, brackets and other signs depend on the kind of document.
_WORD = re.compile(r"[^\W_]+|[<>=≤≥±]")
# Entries are the same if these fields agree in any spelling ("Koto-ku", "Koto ku"), else the first field. A table may
# not say which outcomes are primary.
_NAMES = {Site: ("facility", "city", "country"), Outcome: ("rank", "measure")}
_MOST_PARTS = 2  # the part of a date after its year


def on_common_ground(field: str, before: Any, after: Any) -> tuple[Any, Any]:
    """Return (before, after) of a field, without what only one of the two documents contains.

    Entries of lists that agree are removed too. The two values are equal if nothing differs that both contain.
    """
    if not _tells(before) or not _tells(after):
        return None, None
    if isinstance(before, Eligibility) and isinstance(after, Eligibility) and _are_divided_differently(before, after):
        return _differently_divided(before, after)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _lists(field, before, after)
    if is_dataclass(before) and type(before) is type(after):
        return _part_by_part(before, after)
    return (before, after) if differs(field, before, after) and not _less_exact(field, before, after) else (None, None)


def _tells(value: object) -> bool:
    if is_dataclass(value) and not isinstance(value, type):
        return any(_tells(getattr(value, part.name)) for part in fields(value))
    return value not in ("", (), None)


def _part_by_part(before: Any, after: Any) -> tuple[Any, Any]:
    kept: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for part in fields(before):
        pair = on_common_ground(part.name, getattr(before, part.name), getattr(after, part.name))
        kind = type(getattr(before, part.name))
        for values, value in zip(kept, pair, strict=True):
            values[part.name] = kind() if value is None and kind in (str, tuple) else value
    return replace(before, **kept[0]), replace(after, **kept[1])


def _lists(field: str, before: Sequence[Any], after: Sequence[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    left = list(after)
    kept: tuple[list[Any], list[Any]] = [], []
    is_part = field in changes_file()["across"]["in_part"]
    for old in before:
        new = next((each for each in left if _is_same_entry(old, each)), None)
        if new is None:
            kept[0].extend(() if is_part else (old,))
            continue
        left.remove(new)
        pair = _entries(field, old, new)
        if pair[0] != pair[1]:
            kept[0].append(pair[0])
            kept[1].append(pair[1])
    return tuple(kept[0]), (*kept[1], *(() if is_part else left))


def _is_same_entry(one: Any, other: Any) -> bool:
    if words(_name(one)) == words(_name(other)):
        return True
    # If measure, time frame and description are one text, their boundaries are unknown.
    return isinstance(one, Outcome) and sorted(words(_whole(one))) == sorted(words(_whole(other)))


def _name(entry: Any) -> str:
    match entry:
        case Site():
            return f"{entry.facility} {entry.city} {entry.country}"
        case Outcome():
            return entry.measure
        case Arm():
            return entry.label
        case Intervention() | Sponsor() | Contact() | Section():
            return entry.name
        case (str(label), str(_)):
            return label
    return str(getattr(entry, "text", getattr(entry, "value", entry)))


def _entries(field: str, old: Any, new: Any) -> tuple[Any, Any]:
    """Return two entries with the same name, reduced to what both contain; equal if nothing differs."""
    if isinstance(old, tuple):
        loosely = field in changes_file()["across"]["loosely"] and _holds(old[1], new[1])
        return (None, None) if loosely or words(old[1]) == words(new[1]) else (old, new)
    if isinstance(old, Section | Outcome) and sorted(words(_whole(old))) == sorted(words(_whole(new))):
        return None, None
    if not is_dataclass(old) or isinstance(old, type):
        return None, None
    told = _part_by_part(old, new)
    names = _NAMES.get(type(old)) or (fields(old)[0].name,)
    nameless = [replace(each, **dict.fromkeys(names, "")) for each in told]
    if nameless[0] == nameless[1]:
        return None, None
    before, after = (
        replace(each, **{name: getattr(whole, name) for name in names})
        for each, whole in zip(told, (old, new), strict=True)
    )
    return before, after


def _whole(entry: Any) -> str:
    return " ".join(str(getattr(entry, part.name)) for part in fields(entry) if part.name not in ("rank", "name"))


def _holds(one: str, other: str) -> bool:
    """Return whether all words of one text are among those of the other."""
    left, right = Counter(words(one)), Counter(words(other))
    return left <= right or right <= left


def _less_exact(field: str, before: object, after: object) -> bool:
    """Return whether two dates differ only in that one of them is less exact: "2024", "2024-03"."""
    if not (isinstance(before, str) and isinstance(after, str)) or field in ("status", "phase"):
        return False
    short, long = sorted((before, after), key=len)
    is_date = short[:4].isdigit() and long.count("-") <= _MOST_PARTS
    return is_date and long.startswith(f"{short}-")


def _are_divided_differently(before: Eligibility, after: Eligibility) -> bool:
    both = [bool(each.inclusion or each.exclusion) for each in (before, after)]
    return both[0] != both[1] and bool(_criteria(before) and _criteria(after))


def _differently_divided(before: Eligibility, after: Eligibility) -> tuple[Any, Any]:
    """Return criteria that one document gives as lists and the other as text; they are equal if the words agree."""
    if sorted(words(_criteria(before))) == sorted(words(_criteria(after))):
        rest = (replace(each, inclusion=(), exclusion=(), undivided="") for each in (before, after))
        return on_common_ground("eligibility", *rest)
    return before, after


def _criteria(value: Eligibility) -> str:
    return " ".join([*(each.text for each in (*value.inclusion, *value.exclusion)), value.undivided]).strip()


def words(text: str) -> list[str]:
    """Return the words of a text without case, bullets and brackets; a comparison sign is a word."""
    return _WORD.findall(text.casefold())

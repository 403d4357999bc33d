"""Read values from a parsed record; a value of the wrong type is omitted and reported with its path."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from desktop.documents.syntax.json_records import Refused
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.dates import partial_date
from desktop.trials.remarks import Remark, remark

Fields = dict[str, Any]
_Item = TypeVar("_Item")

_LONGEST_QUOTE = 40
_LARGEST = 2**63 - 1
_MOST_COMPLAINTS = 50
_OTHER_KINDS = {dict: "object_left_out", list: "list_left_out", bool: "flag_left_out", str: "text_left_out"}


class JsonReading:
    """Read the fields of one record and collect errors; an absent value, or null, is empty and no error."""

    def __init__(self, record: Fields, *, refused: bool = False) -> None:
        self._record = record
        self._refused = refused
        # (holder, key, what is wrong); the path is found only if there is something to report.
        self._complaints: list[tuple[Fields, str, Remark]] = []

    def raw(self, holder: Fields, key: str) -> str:
        """Return a text with its lines; a number is turned into text."""
        value = holder.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST:
            return str(value)
        if value is not None:
            self._complain(holder, key, _kind(value))
        return ""

    def text(self, holder: Fields, key: str) -> str:
        """Return a text on one line."""
        value = holder.get(key, "")
        # A record has hundreds of these fields: almost all are texts, or absent.
        if isinstance(value, str):
            return one_line(value) if value else ""
        return one_line(self.raw(holder, key))

    def texts(self, holder: Fields, key: str) -> list[str]:
        """Return a list of texts, each on one line; a single text counts as a list of one."""
        return [told for each in self._listed(holder, key, str) if (told := one_line(each))]

    def objects(self, holder: Fields, key: str) -> list[Fields]:
        """Return a list of objects; a single object counts as a list of one."""
        return self._listed(holder, key, dict)

    def object(self, holder: Fields, *keys: str) -> Fields:
        """Return the object at a path of keys; empty if there is none."""
        for key in keys:
            value = holder.get(key)
            if not isinstance(value, dict):
                if value is not None:
                    self._complain(holder, key, _kind(value))
                return {}
            holder = value
        return holder

    def count(self, holder: Fields, key: str) -> int | None:
        """Return a whole number from 0 to 999,999,999, which may be written as text."""
        value = holder.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, bool) and isinstance(value, int | str) and re.fullmatch(r"[0-9]{1,9}", str(value)):
            return int(value)
        too_large = isinstance(value, int) and abs(value) > _LARGEST
        self._complain(
            holder, key, _kind(value) if too_large or not isinstance(value, int | float | str) else _quoted(value)
        )
        return None

    def flag(self, holder: Fields, key: str) -> bool | None:
        """Return True or False, which may be written as a word; None if there is none."""
        value = holder.get(key)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lower() in ("yes", "no", "true", "false"):
            return value.strip().lower() in ("yes", "true")
        self._complain(holder, key, _kind(value) if not isinstance(value, str) else _quoted(value))
        return None

    def date(self, holder: Fields, key: str) -> str:
        """Return a date in ISO form, only as exact as written."""
        written = self.text(holder, key)
        found = partial_date(written)
        if written and not found:
            self._complain(holder, key, remark("no_date_left_out", written=_short(written)))
        return found

    def warnings(self) -> tuple[Remark, ...]:
        """Return a remark for each omitted value, with its path in the record."""
        if not self._complaints and not self._refused:
            return ()
        told: dict[str, Remark] = {}
        for path, holder in _holders(self._record):
            for complained, key, what in self._complaints:
                if complained is holder:
                    told.setdefault(f"{path}{key}", what)
            for key, value in holder.items() if self._refused else ():
                if isinstance(value, Refused):
                    told.setdefault(f"{path}{key}", value.why)
        remarks = tuple(remark(what.code, path=path, **dict(what.fields)) for path, what in told.items())
        if len(remarks) > _MOST_COMPLAINTS:
            return (*remarks[:_MOST_COMPLAINTS], remark("more_left_out", count=len(remarks) - _MOST_COMPLAINTS))
        return remarks

    def _listed(self, holder: Fields, key: str, kind: type[_Item]) -> list[_Item]:
        value = holder.get(key)
        if value is None:
            return []
        if isinstance(value, kind):
            return [value]
        listed = value if isinstance(value, list) else [value]
        sound = [each for each in listed if isinstance(each, kind)]
        if len(sound) < len(listed):
            self._complain(holder, key, _kind(value))
        return sound

    def _complain(self, holder: Fields, key: str, what: Remark) -> None:
        self._complaints.append((holder, key, what))


def _holders(record: Fields) -> Iterator[tuple[str, Fields]]:
    """Yield (path, object) for every object of a record, without recursion, because records may be deep."""
    waiting: list[tuple[str, Any]] = [("", record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            prefix = f"{path}." if path else ""
            yield prefix, value
            waiting.extend((f"{prefix}{key}", each) for key, each in value.items() if isinstance(each, dict | list))
        else:
            waiting.extend(
                (f"{path}[{place}]", each) for place, each in enumerate(value) if isinstance(each, dict | list)
            )


def _kind(value: object) -> Remark:
    if isinstance(value, Refused):
        return value.why
    if isinstance(value, int) and abs(value) > _LARGEST:
        return remark("long_number_left_out", digits=len(str(abs(value))))
    return remark(_OTHER_KINDS.get(type(value), "number_left_out"))


def _quoted(value: object) -> Remark:
    return remark("value_left_out", written=_short(one_line(str(value))))


def _short(written: str) -> str:
    return f"{written[:_LONGEST_QUOTE]}…" if len(written) > _LONGEST_QUOTE else written

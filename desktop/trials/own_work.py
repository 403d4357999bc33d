"""What the user herself decides about trials; no import and no rule changes it.

Storing, joining, deleting, finding, backups and exports use only ``OwnWork``, so a new kind needs a new class and
nothing else. Corrections are here; shortlists, decisions, notes and views are in ``shortlists``.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import UTC, datetime
from math import isfinite
from typing import Any, ClassVar, Self, TypeVar

from desktop.trials.facets import NOT_IN_DOCUMENT

Place = tuple[str, str]
"""(kind, subject) of a piece of own work; a trial has at most one piece at each place."""
NO_TRIAL = ""
"""The key for own work that belongs to no single trial: the shortlists themselves, saved views."""


class OwnWork(ABC):
    """Hold one piece of the user's own work on a trial; each kind is a frozen dataclass of texts and lists of texts.

    ``kind`` is its name in files. ``loss`` is the sentence that is shown if a piece about {0} is damaged.
    """

    kinds: ClassVar[dict[str, type["OwnWork"]]] = {}
    """{``kind``: class}."""
    kind: ClassVar[str]
    loss: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__dict__:
            OwnWork.kinds[cls.kind] = cls

    @property
    @abstractmethod
    def subject(self) -> str:
        """Return the text that distinguishes pieces of one kind on the same trial."""

    @property
    def place(self) -> Place:
        """Return (kind, subject)."""
        return self.kind, self.subject

    @property
    def found_as(self) -> tuple[tuple[str, str], ...]:
        """Return the (facet, value) pairs by which a search finds a trial with this piece."""
        return ()

    def taking_over(self, other: Self) -> Self:
        """Return this piece after the piece at the same place on another laptop was imported."""
        return self.joined_with(other)

    def joined_with(self, _other: Self) -> Self:
        """Return the piece to keep if two joined trials, or two laptops, have one at this place: here this one."""
        return self

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Return the piece with fields read from JSON; fields that only a newer program knows are ignored.

        Raises:
            TypeError: a field is missing or of another type.
        """
        kinds = {each.name: each.type for each in dataclass_fields(cls)}  # type: ignore[arg-type]  # each kind is one
        return cls(**{name: _as_field(name, kinds[name], value) for name, value in fields.items() if name in kinds})


class DatedWork(OwnWork):
    """Hold a piece of own work with the time when it was made and the pieces that it replaced.

    ``earlier`` is its log: the pieces that it replaced here or on another laptop, the oldest first, each without its
    own log. ``made`` is an ISO time with offset; a kind without it defines ``when``.
    """

    made: str
    earlier: tuple[Any, ...]

    @property
    def when(self) -> str:
        """Return the ISO time with offset; the later of two pieces counts, and "" counts as the earliest."""
        return self.made

    def following(self, before: Self) -> Self:
        """Return this piece with the piece that it replaces added to its log."""
        return _with_log(self, (*before.earlier, _with_log(before, ())))

    def joined_with(self, other: Self) -> Self:
        """Return the newer of two pieces, with the older in its log; the order of joining does not matter."""
        heads = {_with_log(each, ()) for each in (self, other)}
        newest = max(heads, key=_age)
        pieces = heads | set(self.earlier) | set(other.earlier)
        return _with_log(newest, tuple(sorted(pieces - {newest}, key=_age)))

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Return the piece with fields read from JSON, its log as pieces."""
        earlier = fields.get("earlier", [])
        if not isinstance(earlier, list) or not all(isinstance(each, Mapping) for each in earlier):
            raise TypeError("earlier is a list of pieces")
        log = [cls.from_fields(each) for each in earlier]
        return super().from_fields({**fields, "earlier": log})


_Piece = TypeVar("_Piece", bound=DatedWork)


def _as_field(name: str, kind: object, value: object) -> object:
    """Return a value of JSON in the type of a field."""
    if kind is str and isinstance(value, str):
        return value
    if kind is float and isinstance(value, int | float) and isfinite(value):
        return float(value)
    if kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if name == "earlier" and isinstance(value, list):
        return tuple(value)
    raise TypeError(f"{name} cannot be {value!r}")


def _with_log(piece: _Piece, log: tuple[Any, ...]) -> _Piece:
    return replace(piece, earlier=log)  # type: ignore[type-var]  # each kind is a dataclass


def _age(piece: DatedWork) -> tuple[str, str]:
    return _in_utc(piece.when), as_text(piece)


def _in_utc(when: str) -> str:
    """Return an ISO time in UTC, so that times with different offsets can be sorted; any other text unchanged."""
    try:
        return datetime.fromisoformat(when).astimezone(UTC).isoformat()
    except ValueError:
        return when


@dataclass(frozen=True)
class Correction(DatedWork):
    """Hold a clinician's correction, or confirmation, of one facet of a trial.

    ``values`` are hers, empty for "not stated". ``derived`` are those that the documents gave when she decided: equal
    if she confirmed them, ``not_in_document`` if the documents had no place for the facet. ``made`` is an ISO time with
    offset.
    """

    kind: ClassVar[str] = "correction"
    loss: ClassVar[str] = "The correction of {0} of {1} is damaged and does not count; correct the value again."

    facet: str
    values: tuple[str, ...]
    derived: tuple[str, ...]
    reason: str
    made: str
    earlier: tuple["Correction", ...] = ()

    @property
    def subject(self) -> str:
        """Return the facet: a trial has at most one correction of each."""
        return self.facet

    @property
    def confirms(self) -> bool:
        """Return whether she agrees with the values from the documents."""
        return set(self.values) == set(self.derived)

    def is_overtaken(self, derived: tuple[str, ...]) -> bool:
        """Return whether the documents now give other values than when she decided."""
        return set(derived) != set(self.derived) - {NOT_IN_DOCUMENT}


@dataclass(frozen=True)
class OwnWorkChange:
    """Hold the piece to store at a place of a trial, or of ``NO_TRIAL``; None deletes the piece at that place."""

    key: str
    place: Place
    work: OwnWork | None


def putting(key: str, work: OwnWork) -> OwnWorkChange:
    """Return the change that stores a piece at its place."""
    return OwnWorkChange(key, work.place, work)


OwnWorks = dict[str, tuple[OwnWork, ...]]
"""{key of a trial: the user's own work on it, in the order of kinds and subjects}."""


def corrections_in(own_work: Iterable[OwnWork]) -> tuple[Correction, ...]:
    """Return the corrections among the user's own work on a trial."""
    return tuple(each for each in own_work if isinstance(each, Correction))


def as_text(work: OwnWork) -> str:
    """Return a piece of own work as JSON without its kind."""
    return json.dumps(_fields(work), ensure_ascii=False)


def from_text(kind: str, text: str) -> OwnWork:
    """Return a piece of own work from its kind and the result of ``as_text``.

    Raises:
        KeyError: there is no such kind.
    """
    return OwnWork.kinds[kind].from_fields(json.loads(text))


def as_json(own_work: Mapping[str, Iterable[OwnWork]]) -> str:
    """Return all own work as JSON for people and other programs: a list of objects, "" if there is none."""
    rows = [{"trial": key, "kind": each.kind, **_fields(each)} for key, pieces in own_work.items() for each in pieces]
    return json.dumps(rows, ensure_ascii=False, indent=1) if rows else ""


def as_rows(own_work: Iterable[OwnWork]) -> list[dict[str, Any]]:
    """Return the own work on one trial as JSON objects, each with its kind."""
    return [{"kind": each.kind, **_fields(each)} for each in own_work]


def from_rows(rows: object) -> tuple[OwnWork, ...]:
    """Return the own work from the result of ``as_rows``; kinds that only a newer program knows are ignored.

    Raises:
        TypeError: a piece is not an object, or a field is missing or of another type.
    """
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise TypeError("own work is a list of objects")
    known = ((OwnWork.kinds.get(str(each.get("kind"))), each) for each in rows)
    return tuple(kind.from_fields(each) for kind, each in known if kind is not None)


def from_json(text: str) -> OwnWorks:
    """Return the own work from the result of ``as_json``.

    Raises:
        KeyError: a piece has an unknown kind, or lacks its kind or trial.
        TypeError: a field is missing or of another type.
        ValueError: it is not JSON.
    """
    found: OwnWorks = {}
    for row in json.loads(text) if text else ():
        key, kind = row.pop("trial"), row.pop("kind")
        if not isinstance(key, str):
            raise TypeError(f"{key!r} is no key of a trial")
        found[key] = (*found.get(key, ()), OwnWork.kinds[kind].from_fields(row))
    return found


def _fields(work: OwnWork) -> dict[str, Any]:
    return asdict(work)  # type: ignore[call-overload,no-any-return]

"""What the user herself decides about trials: no import and no rule touches it.

Storing, joining, deleting, backups and exports know ``OwnWork``. A new kind is a class here, and nothing else.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from desktop.trials.facets import NOT_IN_DOCUMENT

Place = tuple[str, str]
"""The kind and the subject of a piece of own work; a trial has at most one at each place."""


class OwnWork(ABC):
    """Be one piece of the user's own work on a trial; each kind is a frozen dataclass of texts and lists of texts.

    ``kind`` is its name in files. ``loss`` is the sentence on a damaged piece about {0}, and what to do.
    """

    kinds: ClassVar[dict[str, type["OwnWork"]]] = {}
    """The classes by their names in files."""
    kind: ClassVar[str]
    loss: ClassVar[str]

    def __init_subclass__(cls) -> None:
        OwnWork.kinds[cls.kind] = cls

    @property
    @abstractmethod
    def subject(self) -> str:
        """Return what tells the pieces of one kind about one trial apart."""

    @property
    def place(self) -> Place:
        """Return kind and subject."""
        return self.kind, self.subject


@dataclass(frozen=True)
class Correction(OwnWork):
    """Hold a clinician's reading of one facet of a trial.

    ``values`` are hers, none for "not stated"; ``derived`` those that the documents gave when she decided: the same
    where she confirms them, ``not_in_document`` where they had no place for it. ``made`` is an ISO time with offset.
    """

    kind: ClassVar[str] = "correction"
    loss: ClassVar[str] = "The correction of {0} of {1} is damaged and does not count; correct the value again."

    facet: str
    values: tuple[str, ...]
    derived: tuple[str, ...]
    reason: str
    made: str

    @property
    def subject(self) -> str:
        """Return the facet: a trial has at most one correction of each."""
        return self.facet

    @property
    def confirms(self) -> bool:
        """Tell whether she agrees with what was derived."""
        return set(self.values) == set(self.derived)

    def is_overtaken(self, derived: tuple[str, ...]) -> bool:
        """Tell whether the documents now give other values than when she decided."""
        return set(derived) != set(self.derived) - {NOT_IN_DOCUMENT}


OwnWorks = dict[str, tuple[OwnWork, ...]]
"""The user's own work by the key of the trial, in the order of kinds and subjects."""


def corrections_in(own_work: Iterable[OwnWork]) -> tuple[Correction, ...]:
    """Return the corrections among the user's own work on a trial."""
    return tuple(each for each in own_work if isinstance(each, Correction))


def as_text(work: OwnWork) -> str:
    """Return a piece of own work as JSON, without its kind."""
    return json.dumps(_fields(work), ensure_ascii=False)


def from_text(kind: str, text: str) -> OwnWork:
    """Return the piece of own work that ``as_text`` was given.

    Raises:
        KeyError: there is no such kind.
    """
    return OwnWork.kinds[kind](**_frozen(json.loads(text)))


def as_json(own_work: Mapping[str, Iterable[OwnWork]]) -> str:
    """Return all own work as JSON for people and other programs: a list of objects, "" if there is none."""
    rows = [{"trial": key, "kind": each.kind, **_fields(each)} for key, pieces in own_work.items() for each in pieces]
    return json.dumps(rows, ensure_ascii=False, indent=1) if rows else ""


def from_json(text: str) -> OwnWorks:
    """Return the own work that ``as_json`` was given.

    Raises:
        KeyError: a piece is of no kind that there is.
    """
    found: OwnWorks = {}
    for row in json.loads(text) if text else ():
        key, kind = row.pop("trial"), row.pop("kind")
        found[key] = (*found.get(key, ()), OwnWork.kinds[kind](**_frozen(row)))
    return found


def _fields(work: OwnWork) -> dict[str, Any]:
    return asdict(work)  # type: ignore[call-overload,no-any-return]


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}

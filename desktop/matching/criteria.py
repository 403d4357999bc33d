"""The criteria that a patient is compared with, and the values that fit each answer: read from the resources."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from desktop.matching.treated import Treatment
from desktop.trials.facets import Facets

FILE = "matching.toml"
Asks = Literal["choice", "most", "number", "limits", "name", "markers", "treatments", "all"]
Rule = Literal["any", "every", "alike"]


@dataclass(frozen=True)
class Choice:
    """Hold one answer that a patient can give, with the values that fit it and those that decide nothing (``open``).

    The values in ``open_if_of_some`` decide nothing where they hold for some of the patients only.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    fits: frozenset[str]
    open: frozenset[str]
    open_if_of_some: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Criterion:
    """Hold one criterion; ``facet`` has its values, ``shown_as`` is the facet with their labels and evidence.

    ``values`` are the listed values of the facet in order; ``classes`` are the drug classes of which the answer "had"
    means at least one. ``shown_by`` is {marker: other markers that prove it}, ``names`` is {name in small letters:
    value}, and ``treatments`` is {name in a value of earlier treatment: the drug classes that it means}. A criterion
    that is asked of "all" patients has one answer, and a trial cannot fit by it alone.
    """

    id: str
    facet: str
    shown_as: str
    label: str
    asks: Asks
    rule: Rule
    open: frozenset[str]
    choices: tuple[Choice, ...]
    classes: frozenset[str]
    values: tuple[str, ...]
    shown_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_of_all(self) -> bool:
        """Return whether every patient gives the same answer."""
        return self.asks == "all"

    def value(self, name: str) -> str:
        """Return the listed value that has this id or name, in letters of any case; "" if there is none."""
        return self.names.get(name.strip().lower(), "")

    def choice(self, name: str) -> Choice | None:
        """Return the answer that has this id, label or alias, in letters of any case; None if there is none."""
        low = name.strip().lower()
        return next(
            (each for each in self.choices if low in (each.id.lower(), each.label.lower(), *each.aliases)), None
        )


@dataclass(frozen=True)
class Criteria:
    """Hold all criteria in order, and which trials come first if several fit equally well.

    ``first`` are the values, as (facet, value), whose trials come first, in this order. ``only`` are the values of the
    trials that are left if closed trials are omitted.
    """

    all: tuple[Criterion, ...]
    first: tuple[tuple[str, str], ...]
    only: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> Criterion:
        return next(each for each in self.all if each.id == name)


def load_criteria(resources: Path, facets: Facets) -> Criteria:
    """Return the criteria of a resources folder; ``facets`` gives their values."""
    content = tomllib.loads((resources / FILE).read_text(encoding="utf-8"))
    first = content["first"]
    return Criteria(
        tuple(_criterion(table, facets) for table in content["criterion"]),
        tuple((first["facet"], value) for value in first["values"]),
        tuple((first["facet"], value) for value in first["only"]),
    )


def _criterion(table: Mapping[str, Any], facets: Facets) -> Criterion:
    shown_as = table.get("shown_as", table["facet"])
    facet = facets[shown_as]
    accepts = facet.second.accepts if facet.second else {}
    undecided = frozenset(table.get("open", ()))
    return Criterion(
        id=table["id"],
        facet=table["facet"],
        shown_as=shown_as,
        label=table["label"],
        asks=table["asks"],
        rule=table["rule"],
        open=undecided,
        choices=tuple(_choice(each, accepts, undecided) for each in table.get("answer", ())),
        classes=frozenset(table.get("classes", ())),
        values=tuple(each.id for each in facet.values if not each.is_bucket),
        shown_by={name: frozenset(by) for name, by in table.get("shown_by", {}).items()},
        treatments={name: _treatment(each) for name, each in table.get("treatments", {}).items()},
        names={
            name.lower(): each.id for each in facet.values if not each.is_bucket for name in (*each.aliases, each.id)
        },
    )


def _treatment(table: Mapping[str, Any]) -> Treatment:
    return Treatment(frozenset(table.get("is", ())), frozenset(table.get("may_be", ())))


def _choice(table: Mapping[str, Any], accepts: Mapping[str, tuple[str, ...]], undecided: frozenset[str]) -> Choice:
    fits = accepts[table["as"]] if "as" in table else table.get("fits", ())
    aliases = tuple(each.lower() for each in table.get("aliases", ()))
    undecided |= frozenset(table.get("open", ()))
    of_some = frozenset(table.get("open_if_of_some", ()))
    return Choice(table["id"], table["label"], aliases, frozenset(fits), undecided, of_some)

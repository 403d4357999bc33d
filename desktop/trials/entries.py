"""Find out which registry entry of a trial a document contains.

Entries of two registries, or of two member states in the EU register, may be of one trial, but neither is a later
version of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.trials.countries import common_name
from desktop.trials.sources import REGISTRIES, registry_of

if TYPE_CHECKING:
    from desktop.trials.trial import Site, Trial

_BY_ID = {each.id: each for each in REGISTRIES}


@dataclass(frozen=True)
class Entry:
    """Hold a registry id and the countries whose entries a document contains; empty if entries are not national."""

    registry: str
    countries: frozenset[str] = frozenset()

    def is_version_of(self, other: Entry) -> bool:
        """Return whether the two can be versions of one entry."""
        are_apart = self.countries and other.countries and self.countries.isdisjoint(other.countries)
        return self.registry == other.registry and not are_apart


def entry_of(trial: Trial, format_: str) -> Entry:
    """Return the entry of a trial that a document contains; for a copied record, that of its first number."""
    registry = registry_of(format_)
    if registry.kind == "publication" or not registry.numbers:
        numbers = (each.registry for each in trial.identifiers)
        registry = next((_BY_ID[each] for each in numbers if each in _BY_ID), registry)
    own = national_sites(trial) if registry.national else ()
    return Entry(registry.id, frozenset(common_name(each.country) for each in own))


def national_sites(trial: Trial) -> tuple[Site, ...]:
    """Return the sites (countries) whose national entries a document contains: those with a status."""
    return tuple(each for each in trial.sites if each.status)

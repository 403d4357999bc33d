"""A value of a facet of a trial, with the words from which it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Basis = Literal["stated", "implied", "derived"]
Role = Literal["", "experimental", "backbone", "comparator", "unknown"]


@dataclass(frozen=True)
class Evidence:
    """Hold the place a value was read from: ``sections(trial)[section][start:end] == quote``, offsets in characters."""

    section: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Finding:
    """Hold one value of one facet with its evidence.

    ``facet`` and ``value`` are ids of resources/facets.toml (for drugs: facet "drugs", value the preferred name).
    ``rule`` is the id of the rule or vocabulary row that matched. ``basis`` is "stated" (the text says it), "implied"
    (it follows from an exclusion) or "derived" (it follows from another value, as HER2-negative from triple-negative).
    ``role`` is filled for drugs and drug classes only. ``cohort`` names the stratum or arm where the text limits the
    value to one. ``cue`` is (start, end) in characters of the words in the same section that decide for whom the value
    holds ("are excluded", "if"); (0, 0) if there are none.
    """

    facet: str
    value: str
    rule: str
    basis: Basis
    evidence: Evidence
    role: Role = ""
    cohort: str = ""
    cue: tuple[int, int] = (0, 0)


def derived_values(findings: Iterable[Finding], facet: str) -> tuple[str, ...]:
    """Return the values of a facet that the documents give, each once, in the order found; empty if not stated."""
    return tuple(dict.fromkeys(finding.value for finding in findings if finding.facet == facet))

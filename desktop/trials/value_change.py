"""Say how the values of a facet changed, and why: another document, another rule, or the user's own correction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from desktop.trials.change_kinds import changes_file
from desktop.trials.finding import Finding
from desktop.trials.own_work import Correction

Cause = Literal["document", "rule", "correction"]
Values = Mapping[str, tuple[str, ...]]
"""{facet id: values}; a facet that is not stated has no values."""


@dataclass(frozen=True)
class ValueChange:
    """Hold how the values of one facet of a trial changed: value ids before and after, empty if not stated.

    ``changed`` is when (ISO time with offset), ``file`` the document that was imported then, "" if none was, and
    ``import_number`` its import, 0 if that was not asked for.
    """

    changed: str
    facet: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cause: str
    file: str = ""
    import_number: int = 0

    @property
    def weight(self) -> int:
        """Return the weight of the change; larger is more important."""
        return int(_causes()[self.cause]["weight"]) if self.cause in _causes() else 0

    @property
    def reason(self) -> str:
        """Return why it changed, in words."""
        return str(_causes()[self.cause]["words"]) if self.cause in _causes() else self.cause


def values_of(findings: Iterable[Finding], corrections: Iterable[Correction] = ()) -> Values:
    """Return the valid values of every facet for which documents or the user give one."""
    found: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        known = found.get(finding.facet, ())
        found[finding.facet] = known if finding.value in known else (*known, finding.value)
    return {**found, **{each.facet: each.values for each in corrections}}


def differing(before: Values, after: Values) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return {facet: (before, after)} of the facets whose values differ; the order of values does not matter."""
    facets = dict.fromkeys((*before, *after))
    pairs = {facet: (before.get(facet, ()), after.get(facet, ())) for facet in facets}
    return {facet: pair for facet, pair in pairs.items() if set(pair[0]) != set(pair[1])}


@cache
def _causes() -> dict[str, Any]:
    return {each["id"]: each for each in changes_file()["cause"]}

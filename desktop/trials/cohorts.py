"""Find the values of each cohort of a trial, if the text limits values to cohorts."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.trials.finding import Finding


CohortValues = dict[str, dict[str, tuple[str, ...]]]
"""{cohort: {facet: values}}"""
MOST_COHORTS = 12
"""The largest number of cohorts that a trial may have; the last one also holds the values of all further ones."""
_NEVER = ("drug_classes", "drugs")
"""Facets that are never read per cohort: the arms say which drugs are given."""
OF_ANOTHER_COHORT = "of another cohort: "
"""The prefix of a value that the text gives only to other cohorts: it finds the cohort, but decides nothing."""


def named_values(findings: Iterable[Finding], but: Container[str] = ()) -> CohortValues:
    """Return the values that the text gives to each cohort, without the facets ``but``; empty for fewer than two."""
    named: dict[str, dict[str, list[str]]] = {}
    for each in findings:
        if each.cohort and each.facet not in _NEVER and each.facet not in but:
            named.setdefault(each.cohort, {}).setdefault(each.facet, []).append(each.value)
    if len(named) < 2:
        return {}
    return {
        cohort: {facet: tuple(dict.fromkeys(values)) for facet, values in facets.items()}
        for cohort, facets in named.items()
    }


def cohort_values(findings: Iterable[Finding], but: Container[str] = ()) -> CohortValues:
    """Return the values that patients of each cohort may have, in the facets that the text limits to some cohort.

    A value that is not limited to a cohort holds for all. A cohort without values of its own may accept the same
    patients as the others: it gets their values too, and each again with the prefix ``OF_ANOTHER_COHORT``.
    """
    findings = tuple(findings)
    named = named_values(findings, but)
    divided = dict.fromkeys(facet for facets in named.values() for facet in facets)
    of_all = {facet: [each.value for each in findings if each.facet == facet and not each.cohort] for facet in divided}
    of_any = {facet: [each.value for each in findings if each.facet == facet] for facet in divided}
    return {
        cohort: {
            facet: tuple(dict.fromkeys((*own[facet], *of_all[facet])))
            if facet in own
            else _with_others(of_all[facet], of_any[facet])
            for facet in divided
        }
        for cohort, own in named.items()
    }


def own_and_others(values: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return (values of the cohort itself or of all cohorts, values of other cohorts only)."""
    values = list(values)
    others = [each.removeprefix(OF_ANOTHER_COHORT) for each in values if each.startswith(OF_ANOTHER_COHORT)]
    own = [each for each in values if each not in others and not each.startswith(OF_ANOTHER_COHORT)]
    return own, others


def _with_others(of_all: Iterable[str], of_any: Iterable[str]) -> tuple[str, ...]:
    known = dict.fromkeys(of_all)
    others = [each for each in dict.fromkeys(of_any) if each not in known]
    return (*known, *others, *(OF_ANOTHER_COHORT + each for each in others))

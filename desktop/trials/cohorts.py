"""What the text of a trial says of each of its cohorts, where it limits values to one."""

from collections.abc import Container, Iterable

from desktop.trials.finding import Finding

CohortValues = dict[str, dict[str, tuple[str, ...]]]
"""{cohort: {facet: values}}"""
MOST_COHORTS = 12
"""So many cohorts of a trial are told apart; the last one stands for all further ones too."""
_NEVER = ("drug_classes", "drugs")
"""What is given is told by the arms."""
OF_ANOTHER_COHORT = "of another cohort"
"""Stands among the values of a cohort that the text gives to other cohorts alone: they find it, and decide nothing."""
MOST_COHORTS = 12
"""So many cohorts of a trial are told apart; the last one stands for all further ones too."""
_NEVER = ("drug_classes", "drugs")
"""What is given is told by the arms."""
_OWN_ALONE = ("earlier_treatment",)
"""Facets in which every value can keep a patient out: one that holds for another cohort says nothing."""


def named_values(findings: Iterable[Finding], but: Container[str] = ()) -> CohortValues:
    """Return the values that the text gives to each of its cohorts, ``but`` some facets; empty for fewer than two."""
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
    """Return the values that a patient of each cohort may have, in the facets that the text gives to a cohort.

    What it limits to no cohort holds for all. A cohort of which it says nothing has the values of the others beside
    ``OF_ANOTHER_COHORT``: it may take whom they take.
    """
    findings = tuple(findings)
    named = named_values(findings, but)
    divided = dict.fromkeys(facet for facets in named.values() for facet in facets)
    of_all = {facet: [each.value for each in findings if each.facet == facet and not each.cohort] for facet in divided}
    others = {facet: [each.value for each in findings if each.facet == facet] for facet in divided}
    return {
        cohort: {
            facet: tuple(dict.fromkeys((*own.get(facet, ()), *of_all[facet]) or (*others[facet], OF_ANOTHER_COHORT)))
            for facet in divided
        }
        for cohort, own in named.items()
    }

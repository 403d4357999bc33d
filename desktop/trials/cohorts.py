"""What the text of a trial says of each of its cohorts, where it limits values to one."""

from collections.abc import Container, Iterable

from desktop.trials.finding import Finding

OTHERS = ""
"""Names the patients outside all named cohorts."""
_NEVER = ("drug_classes", "drugs")
"""What is given is told by the arms."""


def cohort_values(findings: Iterable[Finding], but: Container[str] = ()) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return {cohort: {facet: values}} of the facets in which cohorts differ, ``but`` some; empty for fewer than two.

    What the text limits to no cohort is said of every cohort that has no value of its own. Where a facet has values of
    both kinds, there may be patients outside all named cohorts: they count as a cohort, ``OTHERS``.
    """
    by_facet: dict[str, dict[str, list[str]]] = {}
    for each in findings:
        if each.facet not in _NEVER and each.facet not in but:
            by_facet.setdefault(each.facet, {}).setdefault(each.cohort, []).append(each.value)
    divided = {facet: values for facet, values in by_facet.items() if set(values) != {OTHERS}}
    named = dict.fromkeys(cohort for values in divided.values() for cohort in values if cohort)
    cohorts = [*named, *([OTHERS] if any(OTHERS in values for values in divided.values()) else [])]
    if len(cohorts) < 2:
        return {}
    return {
        cohort: {
            facet: tuple(dict.fromkeys(values.get(cohort, values.get(OTHERS, ())))) for facet, values in divided.items()
        }
        for cohort in cohorts
    }

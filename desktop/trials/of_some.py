"""Values that hold for some patients of a trial only.

What the text requires of one receptor group alone ("patients with HR-positive tumours must have had a CDK4/6
inhibitor") is *allowed* for a trial that takes other patients too. Whether a patient who had no such drug may enter
then depends on her group.
"""

from collections.abc import Iterable, Iterator

from desktop.trials.cohorts import OF_ANOTHER_COHORT
from desktop.trials.finding import Finding

OF_SOME = "of some: "
"""The prefix of a value that holds for some patients only."""
OF_SOME_FACET = "of some"
"""The facet that holds such values by the facet they are of; it is not a filter."""
_FACETS = frozenset(("prior_cdk46", "prior_her2_adc"))


def values_of_some(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """Return the (facet, value) pairs that hold for some patients only: no sentence says them of all.

    In these facets, a value that follows from another is one that the text requires of a receptor group.
    """
    of_all: dict[tuple[str, str], bool] = {}
    for each in findings:
        if each.facet in _FACETS:
            pair = each.facet, each.value
            of_all[pair] = of_all.get(pair, False) or each.basis != "derived"
    return tuple(pair for pair, is_of_all in of_all.items() if not is_of_all)


def of_some(value: str) -> str:
    """Return a value, of a cohort or of others, as one that holds for some patients only."""
    bare = value.removeprefix(OF_ANOTHER_COHORT)
    return value[: len(value) - len(bare)] + OF_SOME + bare


def marked_of_some(facet: str, values: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the values of a facet in order, those in ``pairs`` as values that hold for some patients only."""
    some = {value for of, value in pairs if of == facet}
    return (of_some(each) if each.removeprefix(OF_ANOTHER_COHORT) in some else each for each in values)

"""Find the trials of which one cohort accepts a patient, if a trial gives facet values for each cohort.

A trial with a HER2-low cohort and a triple-negative cohort has the values of both. A search for HER2-low and
hormone-receptor-negative means one patient, and neither cohort accepts her.

The values of a cohort are stored like other facet values, under a facet of ``COHORTS``, as "her2=low". This is done
only for facets in which the cohorts of the trial differ; the other values hold for every cohort.
"""

from collections.abc import Callable, Iterable, Mapping

from desktop.catalogue.finding.query import Pair
from desktop.trials.cohorts import MOST_COHORTS
from desktop.trials.facets import tree_of

COHORTS = tuple(f"cohort {number}" for number in range(1, MOST_COHORTS + 1))
"""The facets for the values of a trial's first, second … cohort; the last one is for all further cohorts."""
Allowed = Mapping[str, tuple[int, list[Pair]]]
"""{facet: (trials with a selected value in any cohort, selected (facet, value) pairs)}."""
Read = Callable[[Pair], Iterable[str]]
"""Returns the values that a pair means, depending on the reading: (``her2~``, low) means low, negative and any."""


def facet_and_value(facet: str, value: str) -> str:
    """Return the form in which a value is stored with the facet that it is of: "her2=low"."""
    return f"{facet}={value}"


class CohortSets:
    """Hold the sets of trials by cohort and value, and find the trials of which one cohort has all given values."""

    def __init__(self, values: Mapping[str, Mapping[str, int]], read: Read) -> None:
        """Use ``values``: {facet: {value: set of trials}}, including the facets of ``COHORTS``."""
        self._read = read
        self._cohorts = [values[cohort] for cohort in COHORTS if values.get(cohort)]
        self._divided: dict[str, int] = {}
        for cohort in self._cohorts:
            for linked, trials in cohort.items():
                facet = linked.partition("=")[0]
                self._divided[facet] = self._divided.get(facet, 0) | trials

    def agreeing(self, allowed: Allowed) -> int:
        """Return the trials of which one cohort has a selected value of each facet, among those that have any."""
        divided = self._where_divided(allowed)
        return union_of(self._taking(divided)) if len(divided) > 1 else -1

    def beside(self, facet: str, allowed: Allowed) -> "Beside | None":
        """Return the trials that the selection in other facets leaves, by cohort; None if ``facet`` is not affected."""
        others = self._where_divided({other: chosen for other, chosen in allowed.items() if other != facet})
        return Beside(self, facet, self._taking(others)) if others and facet in self._divided else None

    def divides(self, facet: str) -> bool:
        """Return whether the cohorts of any trial differ in a facet."""
        return facet in self._divided

    def open_to(self, facet: str, pairs: Iterable[Pair]) -> list[int]:
        """Return for each cohort the trials in which it has one of these values, or in which no cohorts differ."""
        alike = self.undivided(facet)
        return [alike | own for own in self.carrying(facet, pairs)]

    def carrying(self, facet: str, pairs: Iterable[Pair]) -> list[int]:
        """Return for each cohort the set of trials in which it has one of these values of a facet."""
        linked = {facet_and_value(facet, value) for pair in pairs for value in self._read(pair)}
        return [union_of(cohort.get(value, 0) for value in linked) for cohort in self._cohorts]

    def present(self) -> list[int]:
        """Return for each cohort the set of trials that have such a cohort."""
        return [union_of(cohort.values()) for cohort in self._cohorts]

    def by_value(self, facet: str) -> list[dict[str, int]]:
        """Return for each cohort {value of a facet: set of trials in which it has the value}."""
        start = facet_and_value(facet, "")
        return [
            {linked.removeprefix(start): trials for linked, trials in cohort.items() if linked.startswith(start)}
            for cohort in self._cohorts
        ]

    def undivided(self, facet: str) -> int:
        """Return the set of trials whose cohorts do not differ in a facet."""
        return ~self._divided.get(facet, 0)

    def _where_divided(self, allowed: Allowed) -> Allowed:
        return {facet: chosen for facet, chosen in allowed.items() if facet in self._divided}

    def _taking(self, allowed: Allowed) -> list[int]:
        """Return for each cohort the trials in which it has a selected value of every facet."""
        taken = [-1] * len(self._cohorts)
        for facet, (trials, pairs) in allowed.items():
            alike = trials & self.undivided(facet)
            taken = [so_far & (alike | own) for so_far, own in zip(taken, self.carrying(facet, pairs), strict=True)]
        return taken


class Beside:
    """Hold the trials that a selection in other facets leaves, by cohort, to count the values of one facet."""

    def __init__(self, sets: CohortSets, facet: str, others: list[int]) -> None:
        self._sets, self._facet, self._others = sets, facet, others

    def joint(self, pairs: Iterable[Pair]) -> int:
        """Return the trials of which one cohort has one of these values and matches the selection in other facets."""
        own = self._sets.carrying(self._facet, pairs)
        return self._sets.undivided(self._facet) | union_of(
            mine & other for mine, other in zip(own, self._others, strict=True)
        )


def union_of(sets: Iterable[int]) -> int:
    """Return the union of sets of trials."""
    union = 0
    for trials in sets:
        union |= trials
    return union


def allowed_by(selected: Iterable[Pair], trials: Callable[[str, str], int]) -> dict[str, tuple[int, list[Pair]]]:
    """Return {facet: (trials with a selected value, selected pairs)}."""
    allowed: dict[str, tuple[int, list[Pair]]] = {}
    for pair in selected:
        known, pairs = allowed.get(tree_of(pair[0]), (0, []))
        allowed[tree_of(pair[0])] = known | trials(*pair), [*pairs, pair]
    return allowed

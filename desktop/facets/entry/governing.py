"""What governs the lines of a section of criteria: the criterion above, the cohort, and the lines beside each."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from desktop.facets.entry.cohorts import heading_of, opening_of
from desktop.facets.layout import NOTHING_LAID_OUT, Layout
from desktop.trials.sections import one_below_the_other
from desktop.trials.trial import Criterion

_NONE = -1


class _Placed(NamedTuple):
    """Hold a criterion with the cohort under whose heading it stands, and the index of that which governs it."""

    text: str
    cohort: str
    parent: int


class Governing:
    """Tell what governs the lines of a section; worked out when first asked for, as most sections hold no criteria.

    ``part`` is what the part of an abstract is about that the section is; nothing for other sections.
    """

    def __init__(
        self,
        text: str = "",
        layout: Layout = NOTHING_LAID_OUT,
        criteria: Sequence[Criterion] = (),
        part: frozenset[str] = frozenset(),
    ) -> None:
        self.text, self.layout, self.part = text, layout, part
        self._criteria = criteria
        self._begins: list[int] = []
        self._placed: list[_Placed] = []
        self._ways: dict[int, tuple[str, ...]] = {_NONE: ()}

    def above(self, place: int) -> tuple[str, str]:
        """Return the cohort under whose heading a place stands, and the criterion that governs it; "" for none."""
        if not self._criteria:
            return "", ""
        text, cohort, parent = self._at(place)
        return opening_of(text, self.layout) or cohort, "" if parent == _NONE else self._placed[parent].text

    def alternatives(self, place: int) -> tuple[str, ...]:
        """Return the criteria of which one is enough, if that at a place is one of such; else none."""
        parent = self._at(place).parent if self._criteria else _NONE
        if parent not in self._ways:
            is_one_enough = self.layout.one_of.search(self._placed[parent].text) is not None
            children = (each.text for each in self._placed if each.parent == parent)
            self._ways[parent] = tuple(children) if is_one_enough else ()
        return self._ways[parent]

    def _at(self, place: int) -> _Placed:
        """Return the criterion at a place of the text, in which each stands on lines of its own."""
        if not self._placed:
            self._placed = list(self._place())
            self._begins = [start for start, _ in one_below_the_other(each.text for each in self._criteria)]
        return self._placed[bisect_right(self._begins, place) - 1]

    def _place(self) -> Iterator[_Placed]:
        above: list[tuple[int, int]] = []
        cohort, is_nested = "", False
        for index, criterion in enumerate(self._criteria):
            text, level = criterion.text, criterion.level
            while above and above[-1][0] >= level:
                above.pop()
            if named := heading_of(text, self.layout):
                cohort = named
                is_nested = level == 0 < self._level_behind(index)
            elif level == 0 and (is_nested or text.rstrip()[-1:] == ":"):
                cohort, is_nested = "", False
            opened = index and self._is_left_open(self._criteria[index - 1], criterion)
            yield _Placed(text, cohort, index - 1 if opened else above[-1][1] if above else _NONE)
            above.append((level, index))

    def _level_behind(self, index: int) -> int:
        return self._criteria[index + 1].level if index + 1 < len(self._criteria) else 0

    def _is_left_open(self, one: Criterion, following: Criterion) -> bool:
        """Tell whether a criterion ends with "treatment with:" and goes on in the next, in a list of one level."""
        return one.level == following.level and self.layout.left_open.search(one.text) is not None

    def is_of_prior_therapy(self, place: int) -> bool:
        """Tell whether a place of an undivided text stands under the heading of earlier treatment."""
        return any(start <= place < end for start, end in self._prior_therapy)

    @cached_property
    def _prior_therapy(self) -> list[tuple[int, int]]:
        found = [(match.start(), match["prior"] is not None) for match in self.layout.old_heading.finditer(self.text)]
        ends = (*found, (len(self.text), False))
        return [(start, end) for (start, is_prior), (end, _) in pairwise(ends) if is_prior]

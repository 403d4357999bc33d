"""Hold which trials have which facet value: one Python int per value, in which bit n is the trial with id n.

It is filled from SQLite when the catalogue opens, and every save updates it. If the two differ, the tables are right.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from desktop.catalogue.finding.cohorts import COHORTS, CohortSets, allowed_by, union_of
from desktop.catalogue.finding.computed_facets import ComputedFacets
from desktop.catalogue.finding.query import Pair, base_of
from desktop.catalogue.finding.searched_facets import HELD, SEARCHED, found
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, SECOND, tree_of

SecondReadings = Mapping[str, Mapping[str, Sequence[str]]]
"""{facet: {value: values that it includes in the second reading (``her2~low``)}}.

Empty for a facet whose second reading has its own values, stored under its id and ``~`` (``drug_classes~``).
"""
Groups = Iterable[tuple[str, ...]]
"""Values of a facet, group by group."""
Asked = Mapping[str, Callable[[str], Iterable[int]]]
Panel = tuple[tuple[str, int], ...]
"""(value, set of trials) of every value of a facet in one reading, in order."""
Blocks = tuple[tuple[int, Panel], ...]
"""Neighbouring values by name with their trials, in blocks; each block has a number."""
_SILENT = (NOT_IN_DOCUMENT, NOT_STATED)
_BLOCK = 16  # about the square root of the number of values
_ZEROS_AND_ONES = bytes.maketrans(b"01", b"\x00\x01")


def members(bits: int) -> Iterator[int]:
    """Yield the ids in a set of trials in ascending order."""
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def bits_of(ids: Iterable[int]) -> int:
    """Return a set of trials from ids in any order."""
    ids = list(ids)
    highest = max(ids, default=0)
    digits = bytearray(b"0") * (highest + 1)
    one = ord("1")
    for each in ids:
        digits[highest - each] = one
    return int(digits, 2)


def as_mask(bits: int, length: int) -> bytes:
    """Return a set of trials as bytes, 1 or 0 for each trial, indexed by id; ``length`` is the number of bytes."""
    return bin(bits)[:1:-1].encode().translate(_ZEROS_AND_ONES).ljust(length, b"\x00")


class FacetIndex:
    """Hold the set of trials for each facet value; find and count the trials of a selection."""

    def __init__(
        self,
        facets: Mapping[str, Sequence[str]],
        second: SecondReadings | None = None,
        asked: Asked | None = None,
    ) -> None:
        """Start empty; ``facets`` is {facet id: value ids in order}, ``asked`` finds values that are not held here."""
        self._order = facets
        self._asked = asked or {}
        self._second = second or {}
        self.facets = frozenset((*facets, *(facet + SECOND for facet in self._second), *HELD, *COHORTS))
        """The facets whose values are held here; others (drugs by name) need too much memory and are never counted."""
        self._values: dict[str, dict[str, int]] = {}
        self._unions: dict[object, int] = {}
        self._panels: dict[str, Panel] = {}
        self._absent: dict[str, frozenset[str]] = {}
        self._blocks: dict[str, tuple[Blocks, Blocks]] = {}
        self._cohorts: CohortSets | None = None
        self.computed = ComputedFacets()
        self.all = 0

    def fill(self, everything: int, values: Iterable[tuple[str, str, int]]) -> None:
        """Replace the content: the set of all trials, and (facet, value, set of trials) for every value."""
        self.forget()
        self.all = everything
        self._values = {}
        for facet, value, bits in values:
            self._values.setdefault(facet, {})[value] = bits

    def content(self) -> Iterator[tuple[str, str, int]]:
        """Yield (facet, value, set of trials) for ``fill``."""
        return ((facet, value, bits) for facet, values in self._values.items() for value, bits in values.items())

    def put(self, trial: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Add a trial or replace its values."""
        self.remove(trial)
        self.forget()
        bit = 1 << trial
        self.all |= bit
        for facet, value in pairs:
            if facet in self.facets:
                values = self._values.setdefault(facet, {})
                values[value] = values.get(value, 0) | bit

    def replace(self, changed: int, there: int, values: Iterable[tuple[str, str, int]]) -> None:
        """Replace the values of the set of trials ``changed``; the set ``there`` holds those that still exist."""
        self.forget()
        others = ~changed
        self.all = self.all & others | there
        for known in self._values.values():
            for value in known:
                known[value] &= others
        for facet, value, bits in values:
            known = self._values.setdefault(facet, {})
            known[value] = known.get(value, 0) | bits

    def remove(self, trial: int) -> None:
        """Remove a trial, if it is there."""
        if not self.all >> trial & 1:
            return
        self.forget()
        mask = ~(1 << trial)
        self.all &= mask
        for values in self._values.values():
            for value in values:
                values[value] &= mask

    def trials(self, facet: str, value: str) -> int:
        """Return the set of trials with a value; for ``not_stated``, those without any value of the facet."""
        base = base_of(facet)
        if base in self._asked:
            return self._union((facet, value), lambda: (bits_of(self._asked[base](value)) & self.all,))
        if base in SEARCHED:
            return self._union((facet, value), lambda: found(self._values, base, value))
        if value == NOT_STATED:
            stated = self._union(base, lambda: self._valued(base).values())
            return self.all & ~stated
        if value == NOT_IN_DOCUMENT:  # the same in both readings of the facet
            return self._valued(base).get(value, 0)
        if facet != base and (accepted := self._second.get(base)):
            stands_for = accepted.get(value, (value,))
            return self._union((facet, value), lambda: (self.trials(base, each) for each in stands_for))
        return self._valued(facet).get(value, 0)

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet in order: listed ones, then others by name, "not stated" and the like last."""
        order = self._order.get(facet, ())
        listed = [value for value in order if value not in _SILENT]
        others = sorted(value for value in self._valued(facet) if value not in (*listed, *_SILENT))
        return (*listed, *others, *((NOT_IN_DOCUMENT,) if NOT_IN_DOCUMENT in order else ()), NOT_STATED)

    def matching(
        self, selected: Iterable[Pair], excluded: Iterable[Pair], within: int, *, in_one_cohort: bool = False
    ) -> int:
        """Return the trials of ``within`` that have a selected value of each facet, and no excluded one.

        With ``in_one_cohort`` one cohort of a trial must have them all, if the trial has cohorts.
        """
        allowed = allowed_by(selected, self.trials)
        for trials, _ in allowed.values():
            within &= trials
        for facet, value in excluded:
            within &= ~self.trials(facet, value)
        return within & self.cohorts.agreeing(allowed) if in_one_cohort and len(allowed) > 1 else within

    def counts(
        self, selected: Iterable[Pair], excluded: Iterable[Pair], within: int, *, in_one_cohort: bool = False
    ) -> dict[str, dict[str, int]]:
        """Return {facet: {value: n}}; n is how many trials a click on the value would show.

        So a facet's own selection is ignored, and an excluded value is counted as if it were not excluded.
        """
        selected, excluded = list(selected), list(excluded)
        counted: dict[str, dict[str, int]] = {}
        touched = {tree_of(facet) for facet, _ in (*selected, *excluded)}
        everywhere = self.matching(selected, excluded, within, in_one_cohort=in_one_cohort)
        allowed = allowed_by(selected, self.trials) if in_one_cohort else {}
        for facet in self._order:
            base = everywhere
            if tree_of(facet) in touched:
                base = self._without_own(facet, selected, excluded, within, in_one_cohort=in_one_cohort)
            own = [pair for pair in excluded if tree_of(pair[0]) == tree_of(facet)]
            beside = self.cohorts.beside(facet, allowed) if allowed else None
            for reading in (facet, facet + SECOND) if facet in self._second else (facet,):
                found = ((value, base & bits) for value, bits in self.panel(reading))
                if own:
                    found = ((value, self.left(base, (reading, value), own)) for value, _ in self.panel(reading))
                if beside:
                    found = ((value, bits & beside.joint([(reading, value)])) for value, bits in list(found))
                counted[reading] = {value: bits.bit_count() for value, bits in found}
        return counted

    def panel(self, reading: str) -> Panel:
        """Return (value, trials) of a facet in its first reading or, if the id ends in ``~``, its second."""
        if reading not in self._panels:
            values = self.values(base_of(reading))
            self._panels[reading] = tuple((value, self.trials(reading, value)) for value in values)
        return self._panels[reading]

    def absent(self, facet: str) -> frozenset[str]:
        """Return the values of a facet that no trial has."""
        if facet not in self._absent:
            self._absent[facet] = frozenset(value for value, trials in self.panel(facet) if not trials)
        return self._absent[facet]

    def count_groups(
        self, facet: str, groups: Groups, selected: Iterable[Pair], within: int, *, in_one_cohort: bool = False
    ) -> list[int]:
        """Count for each group of values the trials of ``within`` with any; ignore the selection in the facet."""
        selected = list(selected)
        base = self._without_own(facet, selected, [], within, in_one_cohort=in_one_cohort)
        beside = self.cohorts.beside(base_of(facet), allowed_by(selected, self.trials)) if in_one_cohort else None
        counts = []
        for values in groups:
            found = base & self._union((facet, values), partial(map, partial(self.trials, facet), values))
            counts.append((found & beside.joint((facet, value) for value in values) if beside else found).bit_count())
        return counts

    def with_several(self, facet: str, within: int) -> int:
        """Count the trials of ``within`` with more than one value of a facet."""
        several = self._union((facet, "several"), lambda: _overlaps(self._valued(facet).values()))
        return (several & within).bit_count()

    def span(self, facet: str, within: int) -> tuple[str, str]:
        """Return the first and last value of a facet, by name, among the trials of ``within``; "" if they have none.

        It searches from both ends, and by blocks of values, because every click calls it.
        """
        if facet not in self._blocks:
            values = sorted(self._valued(facet).items())
            blocks = [tuple(values[start : start + _BLOCK]) for start in range(0, len(values), _BLOCK)]
            upwards = tuple(enumerate(blocks))
            self._blocks[facet] = upwards, tuple((number, block[::-1]) for number, block in reversed(upwards))
        upwards, downwards = self._blocks[facet]
        return self._first(facet, upwards, within), self._first(facet, downwards, within)

    def _first(self, facet: str, blocks: Blocks, within: int) -> str:
        for number, block in blocks:
            if self._union((facet, number), partial(map, itemgetter(1), block)) & within:
                return next(name for name, bits in block if bits & within)
        return ""

    def left(self, base: int, clicked: Pair, excluded: Iterable[Pair]) -> int:
        """Return the trials of ``base`` with the clicked value and without the other excluded values."""
        left = base & self.trials(*clicked)
        for pair in excluded:
            if pair != clicked:
                left &= ~self.trials(*pair)
        return left

    def _without_own(
        self, facet: str, selected: list[Pair], excluded: list[Pair], within: int, *, in_one_cohort: bool
    ) -> int:
        return self.matching(
            (pair for pair in selected if tree_of(pair[0]) != tree_of(facet)),
            (pair for pair in excluded if tree_of(pair[0]) != tree_of(facet)),
            within,
            in_one_cohort=in_one_cohort,
        )

    @property
    def cohorts(self) -> CohortSets:
        """Return the sets of trials by cohort."""
        self._cohorts = self._cohorts or CohortSets(self._values, self._read)
        return self._cohorts

    def _read(self, pair: Pair) -> Sequence[str]:
        """Return the values that a pair includes in the reading of its facet; empty if it has no value."""
        facet, value = pair
        if value in _SILENT:
            return ()
        accepted = self._second.get(base_of(facet)) if facet != base_of(facet) else None
        return accepted.get(value, (value,)) if accepted else (value,)

    def _valued(self, facet: str) -> dict[str, int]:
        return self.computed[facet] if facet in self.computed else self._values.get(facet, {})

    def _union(self, name: object, sets: Callable[[], Iterable[int]]) -> int:
        """Return the union of sets, cached under a name until something changes."""
        if name not in self._unions:
            self._unions[name] = union_of(sets())
        return self._unions[name]

    def forget(self) -> None:
        """Clear what was made from the sets; also called after a change of computed facets only."""
        self._unions.clear()
        self._panels.clear()
        self._absent.clear()
        self._blocks.clear()
        self._cohorts = None
        self.computed.forget()


def _overlaps(sets: Iterable[int]) -> Iterator[int]:
    seen = 0
    for bits in sets:
        yield seen & bits
        seen |= bits

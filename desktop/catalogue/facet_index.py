"""Which trials carry which facet value: one Python int per value, bit n standing for the trial with id n.

Filled from SQLite when the catalogue opens and kept in step by every save; SQL stays the truth.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop.catalogue.query import SECOND, base_of

SecondReadings = Mapping[str, Mapping[str, Sequence[str]]]
"""By facet: the values that each value stands for when the facet is read the second way (``her2~low``).

Empty for a facet whose second reading has values of its own, linked under its id and ``~`` (``drug_classes~``).
"""
NOT_STATED = "not_stated"
_ZEROS_AND_ONES = bytes.maketrans(b"01", b"\x00\x01")


def members(bits: int) -> Iterator[int]:
    """Yield the ids in a set of trials in ascending order."""
    return (place for place, digit in enumerate(bin(bits)[:1:-1]) if digit == "1")


def bits_of(ids: Iterable[int]) -> int:
    """Return a set of trials from ids in any order."""
    ids = list(ids)
    digits = bytearray(b"0") * (max(ids, default=0) + 1)
    for each in ids:
        digits[-1 - each] = ord("1")
    return int(digits, 2)


def as_mask(bits: int, length: int) -> bytes:
    """Return a set of trials as one byte a trial, 1 or 0, indexed by id up to ``length``."""
    return bin(bits)[:1:-1].encode().translate(_ZEROS_AND_ONES).ljust(length, b"\x00")


class FacetIndex:
    """Hold the sets of trials by facet value, and answer what a selection leaves and counts."""

    def __init__(self, facets: Mapping[str, Sequence[str]], second: SecondReadings | None = None) -> None:
        """Start empty; ``facets`` gives the value ids of every facet in order."""
        self._order = facets
        self._second = second or {}
        self._values: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        self.all = 0

    def fill(self, ids: Iterable[int], pairs: Iterable[tuple[str, str, int]]) -> None:
        """Replace the content: all trial ids, and (facet, value, trial id) for every value that a trial carries."""
        self.all = bits_of(ids)
        self._values = {facet: {} for facet in self._order}
        grouped: dict[tuple[str, str], list[int]] = {}
        for facet, value, trial in pairs:
            grouped.setdefault((facet, value), []).append(trial)
        for (facet, value), trials in grouped.items():
            self._values.setdefault(facet, {})[value] = bits_of(trials)

    def put(self, trial: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Add a trial or replace its values."""
        self.remove(trial)
        bit = 1 << trial
        self.all |= bit
        for facet, value in pairs:
            values = self._values.setdefault(facet, {})
            values[value] = values.get(value, 0) | bit

    def remove(self, trial: int) -> None:
        """Take a trial out; one that is not there changes nothing."""
        if not self.all >> trial & 1:
            return
        mask = ~(1 << trial)
        self.all &= mask
        for values in self._values.values():
            for value in values:
                values[value] &= mask

    def trials(self, facet: str, value: str) -> int:
        """Return the set of trials that carry a value; ``not_stated`` are those that carry none of the facet."""
        base = base_of(facet)
        if value == NOT_STATED:
            return self.all & ~_union(self._values.get(base, {}).values())
        if facet != base and (accepted := self._second.get(base)):
            return _union(self.trials(base, each) for each in accepted.get(value, (value,)))
        return self._values.get(facet, {}).get(value, 0)

    def found(self, facet: str) -> Mapping[str, int]:
        """Return the sets of trials by every value of a facet that any trial ever carried."""
        return self._values.get(facet, {})

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet in order: the listed ones, then others by name, ``not_stated`` last."""
        listed = [value for value in self._order.get(facet, ()) if value != NOT_STATED]
        others = sorted(value for value in self._values.get(facet, {}) if value not in listed)
        return (*listed, *others, NOT_STATED)

    def matching(self, selected: Iterable[tuple[str, str]], excluded: Iterable[tuple[str, str]], within: int) -> int:
        """Return the trials of ``within`` that carry a selected value of each facet, and no excluded one."""
        for allowed in self._allowed(selected).values():
            within &= allowed
        for facet, value in excluded:
            within &= ~self.trials(facet, value)
        return within

    def counts(
        self, selected: Iterable[tuple[str, str]], excluded: Iterable[tuple[str, str]], within: int
    ) -> dict[str, dict[str, int]]:
        """Return {facet: {value: n}}; n is how many trials a click on the value would show.

        So a facet's own selection is ignored, and an excluded value is counted as if it were not excluded.
        """
        selected, excluded = list(selected), list(excluded)
        counted: dict[str, dict[str, int]] = {}
        for facet in self._order:
            base = self._without_own(facet, selected, excluded, within)
            own = [pair for pair in excluded if base_of(pair[0]) == facet]
            for reading in (facet, facet + SECOND) if facet in self._second else (facet,):
                counted[reading] = {
                    value: self._left(base, (reading, value), own).bit_count() for value in self.values(facet)
                }
        return counted

    def _left(self, base: int, clicked: tuple[str, str], excluded: Iterable[tuple[str, str]]) -> int:
        left = base & self.trials(*clicked)
        for pair in excluded:
            if pair != clicked:
                left &= ~self.trials(*pair)
        return left

    def count_any(self, facet: str, values: Iterable[str], selected: Iterable[tuple[str, str]], within: int) -> int:
        """Return how many trials of ``within`` carry any of these values, the facet's own selection ignored."""
        base = self._without_own(base_of(facet), list(selected), [], within)
        return (base & _union(self.trials(facet, value) for value in values)).bit_count()

    def _without_own(
        self, facet: str, selected: list[tuple[str, str]], excluded: list[tuple[str, str]], within: int
    ) -> int:
        return self.matching(
            (pair for pair in selected if base_of(pair[0]) != facet),
            (pair for pair in excluded if base_of(pair[0]) != facet),
            within,
        )

    def with_several(self, facet: str, within: int) -> int:
        """Return how many trials of ``within`` carry more than one value of a facet."""
        seen = several = 0
        for bits in self._values.get(facet, {}).values():
            several |= seen & bits
            seen |= bits
        return (several & within).bit_count()

    def ordered(self, facet: str) -> list[int]:
        """Return all trial ids by their first value of a facet in its order; those without one last."""
        seen = 0
        order: list[int] = []
        for value in self.values(facet):
            bits = self.trials(facet, value) & ~seen
            order.extend(members(bits))
            seen |= bits
        return order

    def _allowed(self, selected: Iterable[tuple[str, str]]) -> dict[str, int]:
        allowed: dict[str, int] = {}
        for facet, value in selected:
            allowed[base_of(facet)] = allowed.get(base_of(facet), 0) | self.trials(facet, value)
        return allowed


def _union(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union

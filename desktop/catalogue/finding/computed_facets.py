"""Facets whose values no trial stores: their sets of trials are made when they are needed."""

from collections.abc import Callable

Sets = dict[str, int]
"""The set of trials of each value."""


class ComputedFacets:
    """Hold how the sets of trials of some facets are made, and those made since something changed."""

    def __init__(self) -> None:
        self._makers: dict[str, Callable[[], Sets]] = {}
        self._made: dict[str, Sets] = {}

    def add(self, facet: str, make: Callable[[], Sets]) -> None:
        """Let a function make the sets of a facet."""
        self._makers[facet] = make

    def __contains__(self, facet: str) -> bool:
        return facet in self._makers

    def __getitem__(self, facet: str) -> Sets:
        if facet not in self._made:
            self._made[facet] = self._makers[facet]()
        return self._made[facet]

    def forget(self) -> None:
        """Make every set again when it is next needed."""
        self._made.clear()

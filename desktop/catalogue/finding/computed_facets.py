"""Facets whose values are not stored in trials: their sets of trials are computed when needed."""

from collections.abc import Callable

Sets = dict[str, int]
"""{value: set of trials}."""


class ComputedFacets:
    """Hold the functions that compute the sets of some facets, and cache the sets until something changes."""

    def __init__(self) -> None:
        self._makers: dict[str, Callable[[], Sets]] = {}
        self._made: dict[str, Sets] = {}

    def add(self, facet: str, make: Callable[[], Sets]) -> None:
        """Register the function that computes the sets of a facet."""
        self._makers[facet] = make

    def __contains__(self, facet: str) -> bool:
        return facet in self._makers

    def __getitem__(self, facet: str) -> Sets:
        if facet not in self._made:
            self._made[facet] = self._makers[facet]()
        return self._made[facet]

    def forget(self) -> None:
        """Clear the cache."""
        self._made.clear()

"""Find single changes of a query without results that would show trials again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.catalogue.catalogue import Catalogue
    from desktop.catalogue.finding.query import TrialQuery
    from desktop.trials.facets import Facets


class WayOut(NamedTuple):
    """Hold one change of a query without results, and the number of ``trials`` that match then.

    ``label`` is the condition to remove or, if the query becomes ``wider``, the switch to turn on.
    """

    label: str
    trials: int
    query: TrialQuery
    wider: bool = False


def ways_out(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> tuple[WayOut, ...]:
    """Return the changes that would show trials again: wider readings, then removals, the largest number first."""
    shorter = [
        (f"{facets[facet].short} {facets.value_label(facet, value)}", query.without(facet, value))
        for facet, value in sorted(query.selected)
    ]
    shorter += [
        (f"“not {facets[facet].short} {facets.value_label(facet, value)}”", query.without(facet, value))
        for facet, value in sorted(query.excluded)
    ]
    if query.text:
        shorter.append((f"the text “{query.text}”", query.with_text("")))
    found = [WayOut(label, _number(catalogue, changed), changed) for label, changed in shorter]
    found += [
        WayOut(label, _number(catalogue, changed), changed, wider=True) for label, changed in _wider(facets, query)
    ]
    return tuple(sorted((way for way in found if way.trials), key=lambda way: (not way.wider, -way.trials)))


def _number(catalogue: Catalogue, query: TrialQuery) -> int:
    return catalogue.index.matching(query).bit_count()


def _wider(facets: Facets, query: TrialQuery) -> Iterator[tuple[str, TrialQuery]]:
    """Yield (label, query) with the second reading of a facet, which is wider: HER2-low even if it is not named."""
    for facet in facets.all:
        values = [facet.short_of(value) for name, value in sorted(query.selected) if name == facet.id]
        if values and facet.second and facet.second.accepts:
            yield f"“{facet.second.label}” for {facet.short} {', '.join(values)}", query.read_again(facet.id)

"""Asking a large catalogue: counts of facet values, clicks and text search, compared with bare loops and plain SQL."""

import random
import statistics
from collections.abc import Callable, Iterator
from functools import partial

from desktop.benchmark.measure import Figure, timed
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.facet_index import FacetIndex
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.text_index import Wanted
from desktop.trials.facets import Facets

SEED = 7
_SESSIONS = 20
_CLICKS = 3
_ROUNDS = 5
_PAGE = 50
_WORDS = ("trastuzumab", "metasta*", '"progression-free survival"')
_LARGE = 100_000

_GROUPED = """
    SELECT facet, value, count(*) FROM trial_value JOIN facet_value ON facet_value.id = trial_value.value_id
    WHERE facet = ? {inside} GROUP BY value_id
"""
_INSIDE = "AND trial_id IN (SELECT trial_id FROM trial_value WHERE value_id IN ({marks}))"


def measure_asking(catalogue: Catalogue, facets: Facets) -> list[Figure]:
    """Return the figures for counting, clicking and searching in a catalogue of generated studies."""
    index = catalogue._known.index  # noqa: SLF001 - the floor is the same sets with nothing around them
    clicks = list(_clicks(catalogue, facets))
    large = len(catalogue) > _LARGE

    def click(query: TrialQuery) -> None:
        ids = catalogue.index.search(query)
        catalogue.index.count(query)
        catalogue.index.rows(ids[:_PAGE])

    bare, counts, click_took = _medians(
        clicks, [lambda query: _bare(index, facets, query), catalogue.index.count, click], catalogue.index.refresh
    )
    (by_sql,) = _medians(clicks[:_CLICKS], [lambda query: _by_sql(catalogue, facets, query)], lambda: None, rounds=1)
    floor = "a bare loop of (result & bits).bit_count() over the same values"
    return [
        Figure("facet counts after a click", floor, counts, bare, 1.5),
        Figure("click without paint: counts, order, 50 rows", floor, click_took, bare, 3.5 if large else 5),
        Figure("the same counts by SQL, at least", "our counts", by_sql, counts, 100 if large else 30, least=True),
        *(_text(catalogue, words) for words in _WORDS),
    ]


def _clicks(catalogue: Catalogue, facets: Facets) -> Iterator[TrialQuery]:
    """Yield queries as a user makes them: a few values chosen one after the other, then a new query."""
    chance = random.Random(SEED)  # noqa: S311 - no secret, but the same clicks in every run
    counts = catalogue.index.count(TrialQuery())
    values = [(each.id, value) for each in facets.all for value, count in counts[each.id].items() if count]
    for _ in range(_SESSIONS):
        query = TrialQuery()
        for _ in range(_CLICKS):
            query = query.toggled(*chance.choice(values))
            yield query


def _medians(
    clicks: list[TrialQuery],
    works: list[Callable[[TrialQuery], object]],
    forget: Callable[[], object],
    rounds: int = _ROUNDS,
) -> list[float]:
    """Return the median time that each work takes for a click; the works take turns.

    ``forget`` empties the caches before each round.
    """
    took: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        forget()
        for query in clicks:
            for place, work in enumerate(works):
                took[place].append(timed(partial(work, query)))
    return [statistics.median(each) for each in took]


def _bare(index: FacetIndex, facets: Facets, query: TrialQuery) -> int:
    result = index.matching(query.selected, query.excluded, index.all)
    total = 0
    for facet in facets.all:
        for reading in (facet.id, f"{facet.id}~") if facet.second else (facet.id,):
            for _, bits in index.panel(reading):
                total += (result & bits).bit_count()
    return total


def _by_sql(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> None:
    connection = catalogue._connection  # noqa: SLF001
    chosen = [
        connection.execute("SELECT id FROM facet_value WHERE facet = ? AND value = ?", pair).fetchone()
        for pair in query.selected
    ]
    ids = [row[0] for row in chosen if row]
    inside = _INSIDE.format(marks=", ".join("?" * len(ids))) if ids else ""
    for facet in facets.all:
        connection.execute(_GROUPED.format(inside=inside), (facet.id, *ids)).fetchall()


def _text(catalogue: Catalogue, words: str) -> Figure:
    texts, everything = catalogue._known.texts, catalogue.index.all_trials  # noqa: SLF001
    floor = min(timed(lambda: texts.count([Wanted(((words,),))])) for _ in range(_ROUNDS))
    took = []
    for _ in range(_ROUNDS):
        catalogue.index.text.forget()
        took.append(timed(lambda: catalogue.index.text.trials(words, everything)))
    return Figure(f"text to bitset: {words}", "count(*) of the same MATCH", min(took), floor, 7)

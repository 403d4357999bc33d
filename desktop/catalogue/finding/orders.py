"""Sort the list: each order is one permutation of all trials, made at first use."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter

from desktop.catalogue.finding.cohorts import union_of
from desktop.catalogue.finding.facet_index import FacetIndex, as_mask, members
from desktop.catalogue.finding.searched_facets import REGISTRY_MONTH
from desktop.trials.facets import NOT_STATED, SHORTLIST_FACET
from desktop.trials.recruitment import OPEN, OPENING, RECRUITMENT_FACET

BY_TITLE = """
    SELECT id FROM trial ORDER BY ltrim(title, '"''“”„‟‘’‚«»‹›「」『』([{<*#-–—_.,:;/ ') COLLATE NOCASE, id
"""
"""The SQL of the order by title; quotation marks and other signs before a title are ignored."""
_BY_COLUMN = {
    "title": BY_TITLE,
    "key": "SELECT id FROM trial ORDER BY key COLLATE NOCASE, id",
    "sponsor": "SELECT id FROM trial ORDER BY sponsor = '', sponsor COLLATE NOCASE, id",
    "start": "SELECT id FROM trial ORDER BY start = '', start, id",
    "enrollment": "SELECT id FROM trial ORDER BY enrollment IS NULL, enrollment, id",
    "newest": "SELECT id FROM trial ORDER BY id DESC",
}
_BY_HELD = {"updated": REGISTRY_MONTH}  # sort keys that the facet index holds under another name
BY_REVIEW = "review"
_CANCER, _BREAST = "cancer_site", "breast"
BY_SHORTLIST = "shortlist "
"""The prefix of a sort key: a shortlist's name follows, and the order is that of its entries."""
# The positions on a shortlist; the name of the kind is in `trials.shortlists.ShortlistEntry`.
_ENTRIES = """
    SELECT trial.id, own_work.content FROM own_work JOIN trial ON trial.key = own_work.trial_key
    WHERE own_work.kind = 'entry' AND own_work.subject = ? ORDER BY trial.key
"""

_FEW = 12  # if at most one of so many trials is left, sorting them is faster than going through the order (measured)


def by_first_value(index: FacetIndex, facet: str) -> list[int]:
    """Return all trial ids sorted by their first value of a facet; those without a value last."""
    seen = 0
    order: list[int] = []
    for value in index.values(facet):
        bits = index.trials(facet, value) & ~seen
        order.extend(members(bits))
        seen |= bits
    return order


class _Order:
    def __init__(self, ids: list[int]) -> None:
        self.ids = ids

    @cached_property
    def places(self) -> "array[int]":
        """Return the position of each trial in the order, indexed by id."""
        places = array("I", bytes(4 * (max(self.ids, default=0) + 1)))
        for place, trial_id in enumerate(self.ids):
            places[trial_id] = place
        return places

    @cached_property
    def pick(self) -> Callable[[Sequence[int]], tuple[int, ...]]:
        """Return a function that picks the flags of all trials from a mask in one call, which is much faster."""
        ids = self.ids
        return itemgetter(*ids) if len(ids) > 1 else lambda mask: tuple(mask[each] for each in ids)


class Orders:
    """Cache the orders of an open catalogue's trials until something changes."""

    def __init__(self, connection: sqlite3.Connection, index: FacetIndex) -> None:
        self._connection = connection
        self._index = index
        self._known: dict[str, _Order] = {}

    def forget(self) -> None:
        """Clear all orders."""
        self._known.clear()

    def forget_facets(self) -> None:
        """Clear the orders by facet values; keep those by columns."""
        self._known = {sort: order for sort, order in self._known.items() if sort in _BY_COLUMN}

    def learn(self, sort: str, ids: list[int]) -> None:
        """Store an order that was made elsewhere."""
        self._known[sort] = _Order(ids)

    def ids(self, sort: str) -> list[int]:
        """Return the ids of all trials, sorted by a column or by a facet's values."""
        return self._of(sort).ids

    def sorted(self, within: int, sort: str) -> list[int]:
        """Return the ids of a set of trials, sorted."""
        order = self._of(sort)
        if within == self._index.all:
            return order.ids.copy()
        if within.bit_count() * _FEW < len(order.ids):
            return sorted(members(within), key=order.places.__getitem__)
        mask = as_mask(within, self._index.all.bit_length() + 1)
        return list(compress(order.ids, order.pick(mask)))

    def _by_shortlist(self, name: str) -> list[int]:
        """Return all trials, first those of a shortlist in its order, then the others by title."""
        rows = self._connection.execute(_ENTRIES, (name,))
        placed = {trial_id: json.loads(content)["position"] for trial_id, content in rows}
        first = sorted(placed, key=placed.__getitem__)
        return [*first, *(each for each in self.ids("title") if each not in placed)]

    def _by_review(self) -> list[int]:
        """Return all trials, the most important to review first; within a rank, in the order of the kinds of doubt.

        The ranks: trials on a shortlist, open or opening trials on breast cancer, other open or opening trials, the
        rest.
        """
        index = self._index
        names = (value for value in index.values(SHORTLIST_FACET) if value != NOT_STATED)
        listed = union_of(index.trials(SHORTLIST_FACET, name) for name in names)
        recruiting = union_of(index.trials(RECRUITMENT_FACET, group) for group in (OPEN, OPENING))
        ordered, left, found = by_first_value(index, BY_REVIEW), index.all, list[int]()
        for rank in (listed, recruiting & index.trials(_CANCER, _BREAST), recruiting, index.all):
            mask = as_mask(left & rank, index.all.bit_length() + 1)
            found += [trial_id for trial_id in ordered if mask[trial_id]]
            left &= ~rank
        return found

    def _of(self, sort: str) -> _Order:
        if sort not in self._known:
            if sort in _BY_COLUMN:
                rows = self._connection.execute(_BY_COLUMN[sort])
                self.learn(sort, [trial_id for (trial_id,) in rows])
            elif sort.startswith(BY_SHORTLIST):
                self.learn(sort, self._by_shortlist(sort.removeprefix(BY_SHORTLIST)))
            elif sort == BY_REVIEW:
                self.learn(sort, self._by_review())
            else:
                self.learn(sort, by_first_value(self._index, _BY_HELD.get(sort, sort)))
        return self._known[sort]

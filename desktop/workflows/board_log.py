"""Make the log of a board pack: what was searched and decided."""

from collections import Counter

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.exports.board.options import BoardOptions, DecisionLog, Search
from desktop.trials.facets import SHORTLIST_FACET, Facets
from desktop.trials.own_work import OwnWork
from desktop.trials.shortlists import EXCLUDE, INCLUDE, MAYBE, UNSEEN

_WORDS = {INCLUDE: "Included", MAYBE: "Maybe", EXCLUDE: "Excluded", UNSEEN: "Not yet decided"}


def decision_log(
    catalogue: Catalogue, facets: Facets, query: TrialQuery, options: BoardOptions, own_work: list[tuple[OwnWork, ...]]
) -> DecisionLog:
    """Return the log for the own work on each trial: the searches that found the trials, and the decisions.

    ``query`` is the active filter; a shortlist's name in it is shown only if the options allow it.
    """
    entries = [entry for each in own_work if (entry := options.entry(each))]
    texts = dict.fromkeys([*(each.searched for each in entries if each.searched), str(query)])
    searches = [parse_query(text, facets).query for text in texts]
    counted = Counter(each.decision for each in entries)
    dates = sorted(each.decided[:10] for each in entries if each.decided)
    return DecisionLog(
        searches=tuple(_search(catalogue, facets, each, options) for each in searches),
        listed=len(entries),
        decided=tuple((_WORDS[each], counted[each]) for each in _WORDS),
        reasons=tuple(Counter(each.reason for each in entries if each.decision == EXCLUDE).most_common()),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
    )


def query_to_print(query: TrialQuery, options: BoardOptions) -> TrialQuery:
    """Return a filter for printing: without names of shortlists, unless the options allow them."""
    if options.with_label:
        return query
    pairs = (*query.selected, *query.excluded)
    for facet, value in pairs:
        if facet == SHORTLIST_FACET:
            query = query.without(facet, value)
    return query


def _search(catalogue: Catalogue, facets: Facets, query: TrialQuery, options: BoardOptions) -> Search:
    found = catalogue.index.matching(query).bit_count()
    shown = query_to_print(query, options)
    is_list = shown != query and shown.is_empty()
    return Search("the shortlist" if is_list else shown.describe(facets), str(shown), found)

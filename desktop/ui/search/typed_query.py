"""Find the meaning of the search text while the user types."""

import re
from dataclasses import replace
from typing import NamedTuple

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.trials.facets import Facets

_LAST_WORD = r"\S+$"
# Shorter beginnings of words would find almost every trial.
_BEGUN_WORD = r"(?<![\w*\"-])\w{3,}$"


class TypedQuery(NamedTuple):
    """Hold the query of a search text together with the chosen filters.

    ``problem`` is the error in the text ("" if there is none), ``rest`` the text without the pairs that became filters.
    """

    query: TrialQuery
    problem: str
    rest: str


def typed_query(text: str, chosen: TrialQuery, names: Facets, *, complete: bool) -> TypedQuery:
    """Return the query of the whole text together with the filters of ``chosen``, whose own text is ignored.

    Until the text is ``complete`` (Enter) or ends with a space, its last word may be unfinished, and an error in it is
    not reported.
    """
    parsed = parse_query(text, names)
    is_begun = not complete and not text.endswith(" ")
    problems = parse_query(re.sub(_LAST_WORD, "", text), names).problems if is_begun else parsed.problems
    begun_word = re.search(_BEGUN_WORD, text) if is_begun else None
    query = replace(
        chosen,
        text=parsed.query.text,
        selected=(chosen.selected | parsed.query.selected) - parsed.query.excluded,
        excluded=(chosen.excluded | parsed.query.excluded) - parsed.query.selected,
        across_cohorts=chosen.across_cohorts or parsed.query.across_cohorts,
        unfinished=begun_word is not None and parsed.query.text.endswith(begun_word.group()),
    )
    return TypedQuery(query, " ".join(problems), parsed.rest)

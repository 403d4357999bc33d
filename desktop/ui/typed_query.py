"""What the search box means while it is being typed in."""

import re
from dataclasses import replace

from desktop.catalogue.query import FacetNames, TrialQuery, parse_query

_UNFINISHED_PAIR = re.compile(r"-?(\w+)[:~]\S*$")
_UNFINISHED_WORD = re.compile(r"(?<![\w*\"-])\w{3,}$")


def typed_query(text: str, before: TrialQuery, names: FacetNames, *, complete: bool) -> tuple[TrialQuery, str]:
    """Return the query that a text makes of the one before, and what could not be understood ("" if all was).

    Facet pairs in the text are added to those already chosen. Until the text is ``complete`` (Enter) or ends in a
    space, its last word may be the beginning of one, and a last facet pair is waited for.
    """
    begun = "" if complete or text.endswith(" ") else text
    pair = _UNFINISHED_PAIR.search(begun)
    if pair and names.facet_id(pair[1].lower()):
        text = text[: pair.start()]
    elif _UNFINISHED_WORD.search(begun):
        text += "*"
    parsed = parse_query(text, names)
    query = replace(
        before,
        text=parsed.query.text,
        selected=(before.selected | parsed.query.selected) - parsed.query.excluded,
        excluded=(before.excluded | parsed.query.excluded) - parsed.query.selected,
    )
    return query, " ".join(parsed.problems)

"""Names of drugs with a slip in their letters ("docetaxol")."""

import re

from desktop.facets.drugs.match import DrugMatch, letters_span, match_of_drug
from desktop.facets.drugs.terms import DrugTerms, key_of

_MOST_PIECES = 3  # words; more are no name


def misspelt_in(words: str, offset: int, terms: DrugTerms) -> list[DrugMatch]:
    """Return the drugs that words misspell, as a whole or word by word; ``offset`` is where the words stand."""
    bare = terms.fillers.sub(lambda match: " " * len(match.group()), words)
    drug = terms.misspelt(key_of(bare))
    if drug:
        start, end = letters_span(bare, offset)
        return [match_of_drug(drug, start, end, "fuzzy")]
    pieces = list(re.finditer(r"[^\W\d_]+", bare))
    if len(pieces) > _MOST_PIECES:
        return []
    found = []
    for piece in pieces:
        if key_of(piece.group()) not in terms.by_key:
            near = terms.misspelt(key_of(piece.group()))
            if near:
                found.append(match_of_drug(near, offset + piece.start(), offset + piece.end(), "fuzzy"))
    return found

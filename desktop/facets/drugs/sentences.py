"""Names of interventions that are written as sentences, which may speak of other treatment, too."""

from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.said import Sentence
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.reading import plain

_SHORTEST = 60  # characters
_NOT_GIVEN = ("before", "withheld", "background")


def given_in_sentence(name: str, matches: list[DrugMatch], terms: DrugTerms) -> list[DrugMatch]:
    """Return the matches of a name without the cancer drugs that it says are not given; all of them if none is left.

    "Compression for women with a swollen arm following docetaxel" gives compression.
    """
    if len(name) < _SHORTEST or len({match.class_id for match in matches}) < 2:
        return matches
    spans = sorted({(match.start, match.end) for match in matches})
    told = dict(zip(spans, Sentence(plain(name), terms.vocabulary.giving).said_of(spans), strict=True))
    kept = [
        match
        for match in matches
        if match.drug is None
        or not terms.treats_cancer(match.class_id)
        or told[match.start, match.end].status not in _NOT_GIVEN
    ]
    return kept or matches

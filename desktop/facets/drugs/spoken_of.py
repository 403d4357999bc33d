"""Signs that a drug is only spoken of: a status ("taxane-"), what is measured, what is given only "if indicated"."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.facets.drugs.giving_words import ToldApart
from desktop.facets.entry.tokens import WORD, Token

_SIGNS = ("dash", "plus")
_BESIDE_SIGNS = frozenset(("open", "slash", "comma", "joins", "and"))
_BEFORE_A_VERB = frozenset(("comma", "people", "joins", "given", WORD))
_OPENED_BY = frozenset(("stop", "comma", "colon", "and", "joins"))
_MOST_OF_A_CONDITION = 7  # words and signs from a condition to the verb: a comma, "the patients will then also"


def sign_of_status(tokens: Sequence[Token], first: int, after: int, told_apart: ToldApart) -> Token | None:
    """Return the sign or word behind a drug that tells who had it ("(taxane-)") or what is found in a tumour.

    A sign tells it at the end of a bracket, at the end of a text only where another label before it bears one.
    """
    if not 0 < after < len(tokens):
        return None
    sign, before = tokens[after], tokens[after - 1]
    if before.text in told_apart.body_substances:
        behind = [token for token in tokens[after : after + 2] if token.kind != "dash"][:1]
        if behind and behind[0].text in told_apart.found_or_not:
            return behind[0]
    if sign.kind not in _SIGNS or sign.start > before.end:
        return None
    begins = first > 0 and tokens[first - 1].kind in _BESIDE_SIGNS
    if after + 1 < len(tokens):
        return sign if begins and tokens[after + 1].kind == "close" else None
    return sign if begins and _is_labelled(tokens[:first]) else None


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Tell whether a word bears a sign: "HER2-/taxane+"."""
    return any(sign.kind in _SIGNS and sign.start == word.end for word, sign in pairwise(tokens))


def is_list_of_measures(tokens: Sequence[Token], opening: int, told_apart: ToldApart) -> bool:
    """Tell whether a bracket lists what is measured: "hormone concentrations (oestradiol, insulin)"."""
    return opening > 0 and tokens[opening - 1].text in told_apart.measures


def is_on_condition(tokens: Sequence[Token], verb: int, told_apart: ToldApart) -> Token | None:
    """Return the condition that opens a clause before its verb ("if indicated, patients also receive"), if one does."""
    people = False
    for place in range(verb - 1, max(-1, verb - 1 - _MOST_OF_A_CONDITION), -1):
        token = tokens[place]
        if token.text in told_apart.conditions:
            opens = not place or tokens[place - 1].kind in _OPENED_BY
            return token if people and opens else None
        people = people or token.kind == "people" or token.text in told_apart.people_meant
        if token.kind not in _BEFORE_A_VERB:
            return None
    return None


def opening_of(tokens: Sequence[Token], closing: int) -> int:
    """Return the place of the bracket that a closing one belongs to, or its own if there is none."""
    return next((place for place in range(closing - 1, -1, -1) if tokens[place].kind == "open"), closing)

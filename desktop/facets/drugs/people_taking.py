"""Whether the words before "receiving" or "taking" describe people, and whether what they have is counted."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.facets.drugs.giving_words import ToldApart
from desktop.facets.entry.tokens import NUMBER, Token

_ENDS_PEOPLE = frozenset(("given", "assigned", "together", "goes_on", "taking", "comma", "colon", "stop"))
_ENDS_ACCOUNT = ("given", "assigned", "stop")
_WIDEST_PEOPLE = 14  # words from "women" to what they take
_WIDEST_ACCOUNT = 45  # words that describe people, up to "and were receiving"


def follows_people_with(tokens: Sequence[Token], place: int, texts: ToldApart) -> bool:
    """Tell whether people with a disease are named who take something ("women with breast cancer taking X")."""
    # "Women with breast, colon or lung cancer": the commas part their diseases.
    listed = place > 0 and tokens[place - 1].text in texts.diseases
    ends = _ENDS_PEOPLE - {"comma"} if listed else _ENDS_PEOPLE
    for before in range(place - 1, max(-1, place - _WIDEST_PEOPLE), -1):
        token = tokens[before]
        if token.kind == "people":
            return tokens[before + 1].text in texts.describing
        if token.kind in ends or token.text in texts.verbs:
            return False
    return False


def is_also_said_of_people(tokens: Sequence[Token], place: int, texts: ToldApart) -> bool:
    """Tell whether people are described who take something besides ("women who had surgery and were receiving X")."""
    if place < 2 or tokens[place - 2].text not in texts.adding or tokens[place - 1].text not in texts.being:
        return False
    for before in reversed(tokens[max(0, place - _WIDEST_ACCOUNT) : place]):
        if before.kind == "people" or before.kind in _ENDS_ACCOUNT:
            return before.kind == "people"
    return False


def is_counted(between: Sequence[Token], texts: ToldApart) -> bool:
    """Tell whether cycles of a treatment are counted between "receiving" and its name ("four cycles of")."""
    counts = between[:1] and (between[0].kind == NUMBER or between[0].text in texts.numbers)
    return bool(counts) and any(token.text in texts.courses for token in between)


def includes_people(tokens: Sequence[Token], texts: ToldApart) -> bool:
    """Tell whether words say whom an arm includes ("the cohort includes patients who received X")."""
    return any(first.text in texts.including and second.kind == "people" for first, second in pairwise(tokens))

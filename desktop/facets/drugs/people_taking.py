"""Whether the words before "receiving" or "taking" describe people, and whether what they have is counted."""

from collections.abc import Sequence

from desktop.facets.entry.tokens import NUMBER, Token

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_AGED = ("diagnosed", "aged", "older", "younger", "above", "over", "under")
_PEOPLE_WITH = ("with", "in", "after", "following", "at", "of", *_AGED)
_VERBS = ("are", "were", "is", "was", "be", "been", "will", "may", "should", "can", "has", "have", "had")
_ENDS_PEOPLE = frozenset(("given", "assigned", "together", "goes_on", "taking", "comma", "colon", "stop"))
_DISEASES = ("cancer", "cancers", "carcinoma", "carcinomas", "tumor", "tumors", "tumour", "tumours")
_ENDS_ACCOUNT = ("given", "assigned", "stop")
_COURSES = ("cycles of", "courses of")
_AND_WERE = (["and", "were"], ["and", "are"])
_WIDEST_PEOPLE = 14  # words from "women" to what they take
_WIDEST_ACCOUNT = 45  # words that describe people, up to "and were receiving"


def follows_people_with(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether people with a disease are named who take something ("women with breast cancer taking X")."""
    # "Women with breast, colon or lung cancer": the commas part their diseases.
    listed = place > 0 and tokens[place - 1].text in _DISEASES
    ends = _ENDS_PEOPLE - {"comma"} if listed else _ENDS_PEOPLE
    for before in range(place - 1, max(-1, place - _WIDEST_PEOPLE), -1):
        token = tokens[before]
        if token.kind == "people":
            return tokens[before + 1].text in _PEOPLE_WITH
        if token.kind in ends or token.text in _VERBS:
            return False
    return False


def is_also_said_of_people(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether people are described who take something besides ("women who had surgery and were receiving X")."""
    if [token.text for token in tokens[max(0, place - 2) : place]] not in _AND_WERE:
        return False
    for before in reversed(tokens[max(0, place - _WIDEST_ACCOUNT) : place]):
        if before.kind == "people" or before.kind in _ENDS_ACCOUNT:
            return before.kind == "people"
    return False


def is_counted(between: Sequence[Token]) -> bool:
    """Tell whether cycles of a treatment are counted between "receiving" and its name ("four cycles of")."""
    counts = between[:1] and (between[0].kind == NUMBER or between[0].text in NUMBER_WORDS)
    return bool(counts) and any(token.text in _COURSES for token in between)

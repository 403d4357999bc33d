"""Grades of performance status among the numbers of a text: 0 to 5 by themselves, and no decimals, shares or counts."""

from collections.abc import Sequence

from desktop.facets.entry.tokens import NUMBER, ChangedRow, Row, Token
from desktop.facets.named_hints import Beginnings

GRADE = "grade"
_GRADE_WORD = "grade_word"
_TOP = "012345"
_BOUNDS = frozenset(("at_most", "at_least", "above", "below"))
_SCALE = "scale"
_BEFORE_ROMAN = _BOUNDS | {NUMBER, "dash", "to", "comma", "slash", "colon", "stand_for"}
_NEAR = 6  # tokens between a scale and a Roman grade


def with_grades(row: Row, text: str, begins: Beginnings) -> Row:
    """Return tokens with a kind of its own for what may be a grade.

    Args:
        row: The tokens.
        text: What they were read from.
        begins: Under "grades" the words for the grades 0, 1, ... in order, under "roman_grades" those for 1, 2, ...
    """
    if NUMBER not in row.kinds and _GRADE_WORD not in row.kinds and _SCALE not in row.kinds:
        return row
    tokens, found, in_words, roman = row.tokens(), [], begins["grades"], begins["roman_grades"]
    for place, token in enumerate(tokens):
        if token.kind == NUMBER and token.text in _TOP and len(token.text) == 1 and not _goes_on(text, tokens, place):
            found.append(token._replace(kind=GRADE))
        elif token.kind == _GRADE_WORD and (token.text != in_words[1] or _is_limit(tokens, place)):
            found.append(token._replace(kind=GRADE, text=str(in_words.index(token.text))))
        elif token.text in roman and _follows_scale(tokens, place, roman):
            found.append(token._replace(kind=GRADE, text=str(roman.index(token.text) + 1)))
        else:
            found.append(token)
    return ChangedRow(found)


def _is_limit(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether "one" follows a bound, stands in a list of grades ("zero or one"), or is repeated ("one (1)").

    It counts other things too.
    """
    if place and tokens[place - 1].kind in _BOUNDS:
        return True
    if [each.kind for each in tokens[place + 1 : place + 4]] == ["open", NUMBER, "close"]:
        return tokens[place + 2].text == "1"
    beside = (tokens[place - 2 : place] if place > 1 else [], tokens[place + 1 : place + 3])
    return any(
        {"to"} < {each.kind for each in two} and any(each.kind in (_GRADE_WORD, NUMBER) for each in two)
        for two in beside
    )


def _follows_scale(tokens: Sequence[Token], place: int, roman: Sequence[str]) -> bool:
    """Tell whether only numbers and what joins them stand between a scale and a token: "ECOG 0-II"."""
    for each in reversed(tokens[max(0, place - _NEAR) : place]):
        if each.kind == _SCALE:
            return True
        if each.kind not in _BEFORE_ROMAN and each.text not in roman:
            return False
    return False


def _goes_on(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a digit is part of something else: "1,500", "2.5", "10^9"."""
    token = tokens[place]
    behind = text[token.end : token.end + 4]
    before = text[max(0, token.start - 2) : token.start]
    return (behind[:1] in (",", ".") and behind[1:4].isdigit() and len(behind) == 4) or (
        before[-1:] in (",", ".") and before[:1].isdigit() and behind[:1].isdigit()
    )

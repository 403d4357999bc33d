"""What +, - and bare numbers mean beside receptors: a status, a score, or only a hyphen."""

from collections.abc import Sequence

from desktop.facets.entry.tokens import NUMBER, WORD, Token

RECEPTORS = frozenset(("her2", "er", "pgr", "hr", "side", "side_pgr", "other_marker"))
STATES = frozenset(
    (
        "positive",
        "negative",
        "low",
        "ultralow",
        "zero",
        "amplified",
        "expressing",
        "expresses",
        "sensitive",
        "equivocal",
    )
) | {"mutation", "normal", "enriched", "directed", "status", "unknown"}
_SCORES = {"0": "score_0", "1": "score_1", "2": "score_2", "3": "score_3"}
_JOINS = frozenset(("and", "or", "slash", "comma", "to", "dash"))
_BOUNDS = frozenset(("below", "at_most", "above", "at_least"))
_SCALE = frozenset(("ihc", "her2", "expressing", "expresses"))
_TOLD_APART = frozenset((NUMBER, "plus", "dash"))
_NUMBERED = frozenset(("numbered", "stage"))  # "grade 3", "part 2", "stage 3"
_HALF = ("side", "side_pgr")  # "estrogen" alone
_GO_ON = [[join, half] for join in ("slash", "and", "or") for half in (*_HALF, "er", "pgr")]
_REACH = 5  # tokens between the scale and a bare number


def with_signs(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with signs told apart: plus, minus, plus_minus, hyphen, and score_0 to score_3."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind not in _TOLD_APART:
            found.append(tokens[place])
            place += 1
            continue
        kind, used = _read(tokens, place, found)
        last = tokens[place + used - 1]
        text = tokens[place].text if used == 1 else "".join(each.text for each in tokens[place : place + used])
        found.append(Token(kind, tokens[place].start, last.end, text))
        place += used
    return found


def _read(tokens: Sequence[Token], place: int, before: Sequence[Token]) -> tuple[str, int]:
    token = tokens[place]
    kinds = [each.kind for each in tokens[place : place + 4]]
    if token.kind == NUMBER and token.text in _SCORES:
        if kinds[1:2] == ["plus"]:
            return _SCORES[token.text], 2
        return (_SCORES[token.text], 1) if _is_score(tokens, place, before) else (NUMBER, 1)
    if token.kind == "plus":
        return _plus(tokens, place, kinds, before)
    if token.kind == "dash":
        if kinds[1:3] == ["slash", "plus"] or kinds[1:2] == ["plus"]:
            return "plus_minus", 3 if kinds[1] == "slash" else 2
        return ("minus" if _is_minus(tokens, place, before) else "hyphen"), 1
    return token.kind, 1


def _plus(tokens: Sequence[Token], place: int, kinds: Sequence[str], before: Sequence[Token]) -> tuple[str, int]:
    if kinds[1:3] == ["slash", "dash"] or (kinds[1:2] == ["dash"] and _touches(tokens, place)):
        return "plus_minus", 3 if kinds[1] == "slash" else 2
    if kinds[1:3] == ["plus", "plus"]:
        return "score_3", 3
    if kinds[1:2] == ["plus"]:
        return "score_2", 2
    number = tokens[place + 1] if place + 1 < len(tokens) else None
    if number and number.kind == NUMBER and number.text in _SCORES and _in_reach(before):
        return _SCORES[number.text], 2
    return "plus", 1


def _touches(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].end == tokens[place + 1].start


def _in_reach(before: Sequence[Token]) -> bool:
    return any(each.kind in _SCALE or each.kind.startswith("score_") for each in before[-_REACH:])


def _is_score(tokens: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """Tell whether a bare 0 to 3 is a score: the scale is named shortly before it, and nothing is counted by it."""
    token = tokens[place]
    may_touch = (*_SCALE, *_JOINS, *_BOUNDS, "open")
    if place and tokens[place - 1].end == token.start and tokens[place - 1].kind not in may_touch:
        return False
    if place and tokens[place - 1].kind in _NUMBERED:
        return False
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    if behind and behind.kind in ("percent", "unit", NUMBER):
        return False
    return _in_reach(before) or _is_followed_by_score(tokens, place)


def _is_followed_by_score(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a number is the first of a list that goes on with a score: "0 or 1+"."""
    join, number, plus = [*tokens[place + 1 : place + 4], *[None] * 3][:3]
    return bool(join and number and plus and join.kind in _JOINS and number.text in _SCORES and plus.kind == "plus")


def _is_minus(tokens: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """Tell whether a dash says "negative": it stands behind a receptor, and no word of status follows it."""
    named = [each.kind for each in before[-3:]]
    if not named or not (named[-1] in RECEPTORS or named[-1] in ("ish", "ihc", "open") or named[-1] == "close"):
        return False
    if named[-1] == "close" and not set(named) & RECEPTORS:
        return False
    following = tokens[place + 1 : place + 9]
    if not following:
        return True
    behind = following[0]
    touches = behind.start == tokens[place].end
    if behind.kind in STATES or (touches and behind.kind in RECEPTORS and named[-1] == "open"):
        return False
    if touches and behind.kind in (WORD, NUMBER):
        return False
    own = next((kind for kind in reversed(named) if kind in RECEPTORS), "")
    return not (own and _is_suspended(own, [each.kind for each in following]))


def _is_suspended(own: str, kinds: Sequence[str]) -> bool:
    """Tell whether the status comes later, for a list: "ER- and/or PR-positive", but not "HR-/HER2-low"."""
    if own in _HALF and list(kinds[:2]) in _GO_ON:
        return True  # "positive estrogen- / progesterone-receptor status"
    seen = False
    if kinds[0] == "slash" and (own == "her2") != ("her2" in kinds[1:2]):
        return False
    for place, kind in enumerate(kinds):
        if kind in RECEPTORS:
            seen = True
        elif kind == "dash" and seen and kinds[place + 1 : place + 2] and kinds[place + 1] in STATES:
            return True
        elif kind not in (*_JOINS, "open", "close"):
            return False
    return False

"""What +, - and bare numbers mean beside receptors: a status, a score, or only a hyphen."""

from collections.abc import Sequence

from desktop.facets.entry.tokens import NUMBER, WORD, Token

RECEPTORS = frozenset(("her2", "er", "pgr", "hr", "side", "side_pgr", "other_marker"))
STATES = frozenset(
    (
        "positive",
        "negative",
        "low",
        "low_either",
        "ultralow",
        "zero",
        "amplified",
        "expressing",
        "expresses",
        "sensitive",
        "equivocal",
    )
) | {"mutation", "altered", "normal", "enriched", "directed", "status", "unknown"}
# "PR-assays", "HR-known", "HER2-any", "HER2-IHC 0"
_NO_SIGN_BEFORE = frozenset(
    (WORD, NUMBER, "testing", "of_receptors", "receptor_status", "known", "any", "required", "ihc", "ish")
)
_SUSPENDED = STATES | {"testing"}
_SCORES = {"0": "score_0", "1": "score_1", "2": "score_2", "3": "score_3"}
_JOINS = frozenset(("and", "but", "or", "slash", "comma", "to", "dash"))
_BOUNDS = frozenset(("below", "at_most", "above", "at_least"))
_SCALE = frozenset(("ihc", "her2", "expressing", "expresses"))
_TOLD_APART = frozenset((NUMBER, "plus", "dash"))
_NUMBERED = frozenset(("numbered", "stage"))  # "grade 3", "part 2", "stage 3"
_HALF = ("side", "side_pgr")  # "estrogen" alone
_GO_ON = [[join, half] for join in ("slash", "and", "or") for half in (*_HALF, "er", "pgr")]
_REACH = 5  # tokens between the scale and a bare number
_NEAR_BEHIND = 6  # tokens from a score to the scale behind it
# Behind these a bare number belongs to something else than HER2: "anti-HER2 based regimens including at least 1".
_LEADS_AWAY = frozenset((WORD, "directed", "her2_drug", "stop", "unit", "numbered"))
# What may stand between the scale and a number before a noun: "HER2 (0) tumours", but not "HER2-positive, 1 lesion".
_LEADS_ON = frozenset(("open", "close", "colon", "fill", "hyphen", "dash", "status", "testing"))
_JOINS_SCORES = frozenset(("or", "slash", "to", "dash", "hyphen"))


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
    if [each.kind for each in before[-2:]] == ["score_0", "slash"]:
        return "score_1", 1  # "0/+"
    number = tokens[place + 1] if place + 1 < len(tokens) else None
    is_told = number and number.kind == NUMBER and number.text in _SCORES
    if number and is_told and (_in_reach(before) or _is_score_of_her2(tokens, place + 1)):
        return _SCORES[number.text], 2
    return "plus", 1


def _is_score_of_her2(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether HER2 or its test is named right behind a number: "+1 for the HER2 receptor"."""
    behind = [each.kind for each in tokens[place + 1 : place + 1 + _NEAR_BEHIND]]
    named = next((kind for kind in behind if kind not in ("of", "fill", *_JOINS, "plus", NUMBER)), "")
    return named in ("her2", "ihc") and behind[0] in ("of", *_JOINS, named)


def _touches(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].end == tokens[place + 1].start


def _in_reach(before: Sequence[Token]) -> bool:
    return any(_is_scale(each.kind) for each in before[-_REACH:])


def _is_score(tokens: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """Tell whether a bare 0 to 3 is a score: the scale is named shortly before it, and nothing is counted by it."""
    token = tokens[place]
    may_touch = (*_SCALE, *_JOINS, *_BOUNDS, "open", "colon")
    if place and tokens[place - 1].end == token.start and tokens[place - 1].kind not in may_touch:
        return False
    if place and tokens[place - 1].kind in _NUMBERED:
        return False
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    if behind and behind.kind in ("percent", "unit", NUMBER):
        return False
    return _is_on_the_scale(tokens, place, before) or _is_followed_by_score(tokens, place)


def _is_on_the_scale(tokens: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """Tell whether the words from the scale to a bare number lead on to it, and no noun behind is counted by it."""
    kinds = [each.kind for each in before[-_REACH:]]
    scale = next((at for at in reversed(range(len(kinds))) if _is_scale(kinds[at])), None)
    if scale is None:
        return False
    way = set(kinds[scale + 1 :])
    if kinds[scale] != "ihc" and not _LEADS_AWAY.isdisjoint(way):
        return False
    behind = _behind_the_list(tokens, place)
    if behind != WORD:
        return behind != "unit"
    leads_on = _LEADS_ON
    if kinds[scale].startswith("score_"):
        leads_on |= _JOINS_SCORES
    elif kinds[scale] == "ihc" and _BOUNDS.isdisjoint(way):
        leads_on |= {"of"}
    return way <= leads_on or way <= _BOUNDS


def _is_scale(kind: str) -> bool:
    return kind in _SCALE or kind.startswith("score_")


def _behind_the_list(tokens: Sequence[Token], place: int) -> str:
    """Return the kind of what follows a number and those joined to it: that of "lines" in "1, 2 or more lines"."""
    last = place
    for index in range(place + 1, len(tokens)):
        if tokens[index].kind == NUMBER or (tokens[index].kind in _BOUNDS and last == index - 1):
            last = index
        elif tokens[index].kind not in _JOINS:
            break
    return tokens[last + 1].kind if last + 1 < len(tokens) else ""


def _is_followed_by_score(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a number is the first of a list that goes on with a score: "0 or 1+", "0 or +1"."""
    join, number, plus = [*tokens[place + 1 : place + 4], *[None] * 3][:3]
    if not (join and number and plus and join.kind in _JOINS):
        return False
    if number.kind == "plus":  # "0 or +1 for HER2"
        return plus.text in _SCORES and _is_score_of_her2(tokens, place + 3)
    return number.text in _SCORES and plus.kind == "plus"


def _is_minus(tokens: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """Tell whether a dash says "negative": it stands behind a receptor, and no word of status follows it."""
    named = [each.kind for each in before[-3:]]
    if named[-1:] == ["colon"] and not RECEPTORS.isdisjoint(named[-2:]):  # "ER: -; HER2: -"
        return all(each.kind in ("stop", "comma", "close") for each in tokens[place + 1 : place + 2])
    if not named or not (named[-1] in RECEPTORS or named[-1] in ("ish", "ihc", "open") or _closes_a_name(named)):
        return False
    following = tokens[place + 1 : place + 9]
    if not following:
        return True
    behind = following[0]
    touches = behind.start == tokens[place].end
    ends_a_name = not touches and _ends_a_name_of_a_trial(tokens[place], behind.kind, before)
    if ends_a_name or behind.kind in STATES or (touches and behind.kind in RECEPTORS and named[-1] == "open"):
        return False
    if touches and behind.kind in _NO_SIGN_BEFORE:
        return False
    own = next((kind for kind in reversed(named) if kind in RECEPTORS), "")
    return not (own and _is_suspended(own, [each.kind for each in following]))


def _ends_a_name_of_a_trial(dash: Token, behind: str, before: Sequence[Token]) -> bool:
    """Tell whether a dash only parts the name of a trial from its title: "EXAMPLE HER2 - Preoperative docetaxel in"."""
    is_short = [each.kind for each in before] == [WORD, "her2"]
    return is_short and before[-1].end < dash.start and behind in (WORD, "fill")


def _closes_a_name(named: Sequence[str]) -> bool:
    return named[-1] == "close" and not RECEPTORS.isdisjoint(named)


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
        elif kind == "dash" and seen and kinds[place + 1 : place + 2] and kinds[place + 1] in _SUSPENDED:
            return True
        elif kind not in (*_JOINS, "open", "close"):
            return False
    return False

"""HER2 told by immunohistochemistry scores and hybridisation: sets over six cells, and the names of such sets.

The cells are "0" (no staining), "ultralow" (above 0, below 1+), "1", "2-" and "2+" (score 2 without and with
amplification) and "3"; "2" is a score 2 of which nothing more is said. ASCO-CAP 2018, affirmed 2023: positive is "2+"
and "3", negative the rest. FDA 2022 and 2025, DESTINY-Breast04 and -06: low is "1" and "2-", ultralow the cell of that
name.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop.facets.entry.tokens import Token

_SCORES = {"score_0": 0, "score_1": 1, "score_2": 2, "score_3": 3}
_CELLS = {0: {"0"}, 1: {"1"}, 2: {"2"}, 3: {"3"}}
_BOUNDS = frozenset(("below", "at_most", "above", "at_least"))
# What may stand between scores, bounds and results of hybridisation.
_BETWEEN = _BOUNDS | {
    *("or", "and", "comma", "slash", "to", "hyphen", "minus", "plus", "dash", "open", "close", "ihc", "ish", "of"),
    *("fill", "colon", "status", "testing", "not", "lack", "amplified", "her2", "any", "positive", "negative"),
    *("but", "expressing", "expresses", "definition", "known", "equivocal", "regardless"),
}
# "The ISH result must be HER2-negative"
_RESULT_OF = frozenset(("ish", "fill", "status", "testing", "her2", "hyphen"))
_NAMES = frozenset(("positive", "negative", "low", "ultralow", "zero"))
_AMPLIFIED, _NOT_AMPLIFIED = frozenset(("2+",)), frozenset(("2-",))
_ANY_STAIN = frozenset(("2", "3"))  # "2-3+ and FISH-negative": whatever the stain, nothing is amplified
_UNAMPLIFIED = frozenset(("0", "1", "2-"))
_OR = frozenset(("or", "comma", "slash"))
_FREED = frozenset(("any", "regardless"))
_RANGE = frozenset(("to", "hyphen", "minus", "dash"))
_WIDEST_GAP = 12  # tokens
_NEAR = 4


class ScoreRun(NamedTuple):
    """Hold tokens ``first`` to ``last`` of a unit that name HER2 cells by scores."""

    cells: frozenset[str]
    first: int
    last: int


def score_runs(tokens: Sequence[Token]) -> Iterator[ScoreRun]:
    """Yield the runs of scores among tokens with their signs, in order."""
    place = 0
    while place < len(tokens):
        if tokens[place].kind not in _SCORES:
            place += 1
            continue
        first = _beginning(tokens, place)
        last = _ending(tokens, place)
        cells = _cells(tokens[first:last])
        if cells == {"0"} and any(each.kind == "membrane" for each in tokens[last : last + _NEAR]):
            cells = frozenset(("ultralow",))
        yield ScoreRun(cells, first, last)
        place = last


def names_of(cells: frozenset[str]) -> tuple[str, ...]:
    """Return the HER2 groups that a set of cells makes; "unclear" for an undecided score of 2 alone."""
    names = []
    if cells & {"2+", "3"}:
        names.append("positive")
    rest = cells - {"2+", "3"}
    if "0" in rest and rest & {"1", "2-", "2"}:
        names.append("negative")
    else:
        if "0" in rest:
            names.append("zero")
        if "ultralow" in rest:
            names.append("ultralow")
        if rest & {"1", "2-"}:
            names.append("low")
    return tuple(names) or (("unclear",) if rest else ())


def _beginning(tokens: Sequence[Token], place: int) -> int:
    first = place
    while (
        first and tokens[first - 1].kind in (*_BOUNDS, "ihc", "colon", "fill", "open", "of") and place - first < _NEAR
    ):
        first -= 1
    while first < place and tokens[first].kind in ("fill", "of", "colon", "open"):
        first += 1
    return first


def _ending(tokens: Sequence[Token], place: int) -> int:
    last, gap = place + 1, 0
    for index in range(place + 1, len(tokens)):
        kind = tokens[index].kind
        gap += 1
        if kind == "close" and _names_it_anew(tokens, place, index):
            break
        told = kind in _SCORES or _is_bound_behind(tokens, index) or _is_any_result(tokens, index)
        if told or (kind == "amplified" and gap <= _WIDEST_GAP) or _is_result(tokens, index):
            last, gap = index + 1, 0
            if kind not in _SCORES and "ish" in (behind := [each.kind for each in tokens[index + 1 : index + 3]]):
                last += behind.index("ish") + 1
        elif kind not in _BETWEEN and not (kind == "word" and _result_is_near(tokens, index)):
            break
        if gap > _WIDEST_GAP:
            break
    return last


def _names_it_anew(tokens: Sequence[Token], place: int, index: int) -> bool:
    """Tell whether a bracket with scores closes before HER2 is named again: "HER2-zero (IHC 0) or HER2 3+"."""
    named = any(each.kind == "her2" for each in tokens[index + 1 : index + 1 + _NEAR])
    return named and explains_a_name(tokens, place)


def explains_a_name(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether scores from ``first`` on stand in a bracket behind a name of HER2 status."""
    before = [each.kind for each in tokens[max(0, first - _NEAR) : first] if each.kind not in ("ihc", "fill", "colon")]
    return before[-1:] == ["open"] and before[-2:-1] != [] and before[-2] in _NAMES


def _is_bound_behind(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a bound belongs to the score before it: "1+ and above"."""
    return tokens[index].kind in ("at_least", "at_most") and tokens[index - 1].kind in _SCORES


def _is_any_result(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether hybridisation may have any result: "2+ (any ISH)", "2+ regardless of FISH"."""
    before = [each.kind for each in tokens[max(0, index - _NEAR) : index]]
    freed = max((at for at, kind in enumerate(before) if kind in _FREED), default=len(before))
    return tokens[index].kind == "ish" and freed < len(before) and set(before[freed + 1 :]) <= _RESULT_OF | {"of"}


def _is_result(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a sign or word of status is a result of hybridisation."""
    if tokens[index].kind not in ("positive", "negative", "plus", "minus"):
        return False
    before = [each.kind for each in tokens[max(0, index - _NEAR) : index]]
    behind = [each.kind for each in tokens[index + 1 : index + 3]]
    tested = before[before.index("ish") :] if "ish" in before else ["her2", "word"]
    return "her2" not in tested or set(tested) <= _RESULT_OF or "ish" in behind


def _result_is_near(tokens: Sequence[Token], index: int) -> bool:
    return any(each.kind in ("ish", "amplified") for each in tokens[index + 1 : index + 1 + _NEAR])


def _cells(tokens: Sequence[Token]) -> frozenset[str]:
    cells: set[str] = set()
    results: list[frozenset[str]] = []
    place = 0
    lowest, highest = None, None
    while place < len(tokens):
        kind = tokens[place].kind
        bound = _bound(tokens, place) if kind in _SCORES else ""
        if bound in ("above", "at_least"):
            lowest = (_SCORES[kind], bound)
        elif bound:
            highest = (_SCORES[kind], bound)
        elif kind in _SCORES:
            until, used = _range_end(tokens, place)
            cells.update(*(_CELLS[each] for each in range(_SCORES[kind], until + 1)))
            place += used
        elif result := _result(tokens, place):
            results.append(result)
            cells = _with_result(cells, result)
        place += 1
    if highest and results == [_AMPLIFIED] and not _OR & {each.kind for each in tokens}:
        return _AMPLIFIED  # "2+ or less must be amplified"
    if lowest or highest:
        cells |= _between(lowest, highest)
    elif "2" in cells and results:
        cells = (cells - {"2"}) | results[-1]
    return frozenset(cells)


def _with_result(cells: set[str], result: frozenset[str]) -> set[str]:
    if cells == _ANY_STAIN and result == _NOT_AMPLIFIED:
        return set(_UNAMPLIFIED)
    if "2" in cells:
        return (cells - {"2"}) | result
    return cells | result if result == _AMPLIFIED else cells


def _bound(tokens: Sequence[Token], place: int) -> str:
    before = next((each.kind for each in reversed(tokens[max(0, place - 2) : place]) if each.kind in _BOUNDS), "")
    if before and all(
        each.kind in (*_BOUNDS, "fill", "colon", "ihc", "of") for each in tokens[max(0, place - 1) : place]
    ):
        return before
    behind = tokens[place + 1].kind if place + 1 < len(tokens) else ""
    return behind if behind in ("at_least", "at_most") else ""


def _range_end(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return the last score of a range that begins here, and how many tokens it takes beside the first."""
    score = _SCORES[tokens[place].kind]
    if place + 2 < len(tokens) and tokens[place + 1].kind in _RANGE and tokens[place + 2].kind in _SCORES:
        last = _SCORES[tokens[place + 2].kind]
        if last > score:
            return last, 2
    return score, 0


def _between(lowest: tuple[int, str] | None, highest: tuple[int, str] | None) -> set[str]:
    order = ["0", "ultralow", "1", "2", "3"]
    of_score = {0: 0, 1: 2, 2: 3, 3: 4}
    start = 0 if lowest is None else of_score[lowest[0]] + (lowest[1] == "above")
    end = len(order) - 1 if highest is None else of_score[highest[0]] - (highest[1] == "below")
    return set(order[start : end + 1])


def _result(tokens: Sequence[Token], place: int) -> frozenset[str]:
    """Return the cells of score 2 that a result of hybridisation speaks of, "2+", "2-" or both; none if it is none."""
    kind = tokens[place].kind
    if _is_any_result(tokens, place):
        return _AMPLIFIED | _NOT_AMPLIFIED
    if kind == "amplified":
        before = [each.kind for each in tokens[max(0, place - _NEAR) : place]]
        denied = any(each in ("not", "lack", "negative") for each in before)
        return _NOT_AMPLIFIED if denied else _AMPLIFIED
    if kind in ("positive", "plus", "negative", "minus") and _is_result(tokens, place):
        before = [each.kind for each in tokens[max(0, place - 2) : place]]
        denied = (kind in ("negative", "minus")) != any(each in ("not", "lack") for each in before)
        return _NOT_AMPLIFIED if denied else _AMPLIFIED
    return frozenset()

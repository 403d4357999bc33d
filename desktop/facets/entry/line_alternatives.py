"""Other ways to enter beside the lines that are asked for: "one line for metastatic disease, or relapse …"."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.facets.entry.lines_together import Limit
from desktop.facets.entry.of_whom import ways_to_enter
from desktop.facets.entry.tokens import Token
from desktop.facets.reading import Reading

_FARTHEST_WAY = 45  # tokens behind a statement in which another way to enter is told
_TWO = 2
_RESISTANT = "primary_resistance"  # relapse early on adjuvant endocrine treatment
_DISEASES = frozenset(("advanced", "locally_advanced"))
_PARTS = frozenset(("and", "but", "no"))
_OTHERS = frozenset(("people", "female"))
_TREATED = frozenset(("progressed", "received", "earlier", "untreated", "naive"))
_LINES = frozenset(("line", "first_line", "second_line", "third_line", "fourth_line", "at_least", "number_of"))
_RELAPSES = frozenset(("progressed", "advanced", "within"))


def has_another_way(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the sentence of a statement tells of another way to enter, which asks for no line."""
    return _is_alternative(tokens, end) or _is_second_alternative(tokens, end) or _is_of_one_way(tokens, start, end)


def _is_alternative(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether relapse on adjuvant treatment will do as well: "one line for metastatic disease, or relapse …"."""
    kinds = [each.kind for each in tokens[end : end + _FARTHEST_WAY]]
    kinds = kinds[: kinds.index("stop")] if "stop" in kinds else kinds
    if _RESISTANT in kinds:
        return "or" in kinds[: kinds.index(_RESISTANT)]
    parting = [at for at, kind in enumerate(kinds) if kind == "or" and not _names_one_disease(kinds, at)]
    if not {"advanced", "early"} <= set(kinds) or not parting or parting[0] < kinds.index("advanced"):
        return False
    return bool(_RELAPSES & set(kinds[parting[0] : kinds.index("early")]))


def _names_one_disease(kinds: Sequence[str], at: int) -> bool:
    """Tell whether "or" stands between two names of advanced disease: "recurrent or metastatic"."""
    return {*kinds[at - 1 : at], *kinds[at + 1 : at + 2]} <= _DISEASES


def of_either_way(limits: Sequence[Limit]) -> list[Limit]:
    """Return limits; those of one sentence that "or (2)" parts into ways to enter ask for the least of them."""
    return [_with_the_least(each, limits) for each in limits]


def _with_the_least(limit: Limit, limits: Sequence[Limit]) -> Limit:
    beside = [each for each in limits if each.sentence is limit.sentence and each.fewest is not None]
    if limit.fewest is None or len(beside) < _TWO or not all(_parted(limit, each) for each in beside):
        return limit
    return replace(limit, fewest=min(each.fewest for each in beside if each.fewest is not None))


def _parted(one: Limit, other: Limit) -> bool:
    first, last = sorted((one.place, other.place))
    unit = one.sentence.unit
    return one is other or unit.layout.or_numbered.search(unit.span.lowered[first[1] : last[0]]) is not None


def _is_second_alternative(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether relapse on adjuvant treatment, told before, will do as well: "relapse …, or one line for …"."""
    kinds = [each.kind for each in tokens[max(0, end - _FARTHEST_WAY) : end]]
    first = next((at + 1 for at in range(len(kinds) - 1, -1, -1) if kinds[at] == "stop"), 0)
    if _RESISTANT in kinds[first:]:
        return "or" in kinds[kinds.index(_RESISTANT, first) :]
    early = next((at for at in range(first, len(kinds)) if kinds[at] == "early"), None)
    if early is None or "or" not in kinds[early:] or not _RELAPSES & set(kinds[first:early]):
        return False
    last = max(at for at, kind in enumerate(kinds) if kind == "or")
    return last > early and _PARTS.isdisjoint(kinds[early:])


def _is_of_one_way(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether others enter without a line: "who failed a taxane, or patients with HR+ disease after one line"."""
    kinds = [each.kind for each in tokens]
    for at, kind in enumerate(kinds):
        if kind == "or" and _OTHERS & set(kinds[at + 1 : at + 1 + _TWO]):
            stops = [place for place, other in enumerate(kinds) if other == "stop"]
            first = max((place + 1 for place in stops if place < at), default=0)
            last = min((place for place in stops if place > at), default=len(kinds))
            way = set(kinds[first:at] if at < start else kinds[at:last] if at >= end else ())
            if first <= start and end <= last and way & _TREATED and not way & _LINES:
                return True
    return False


def of_one_way_alone(reading: Reading, limit: Limit, limits: Sequence[Limit]) -> Limit:
    """Return a limit without its lower end, if its criterion is one of several ways to enter and another asks none."""
    if limit.fewest is None:
        return limit
    asking = [each.sentence.unit.span.text for each in limits if each.fewest is not None]
    ways = ways_to_enter(reading, limit.sentence.unit)
    if all(any(text in way for text in asking) for way in ways):
        return limit
    return replace(limit, fewest=None)

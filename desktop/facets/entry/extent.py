"""Of which disease a trial, or a statement about earlier treatment, speaks: of advanced or of early disease."""

from collections.abc import Sequence

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.reading import Reading

_NAMES = ("title", "official_title", "conditions")
_NAME = "entry.extent"
_LONGEST_NAME = 1_500  # characters
_MOST_CRITERIA = 4_000  # characters of the criteria: who enrols is told at their beginning
_DENIED_WITHIN = 4  # tokens
_ADVANCED, _METASTATIC_BREAST_CANCER = "advanced", "mbc"
_REACH, _BEHIND, _CONDITION, _NEAR = 20, 8, 6, 4  # tokens
# "not counting adjuvant treatment", "including adjuvant treatment"
_NOT_MEANT = frozenset(("but", "no", "or_more", "including"))
_LEFT_OUT = frozenset(("but", "counting"))
_OR = frozenset(("or", "slash"))


def is_advanced(reading: Reading, lexicon: EligibilityLexicon, *, default: bool) -> bool:
    """Tell whether the trial is in advanced disease: by title and conditions, else by the inclusion criteria.

    ``default`` is the answer where nothing tells it.
    """
    if _NAME not in reading.kept:
        reading.kept[_NAME] = _extent(reading, lexicon)
    told: bool | None = reading.kept[_NAME]
    return default if told is None else told


def _extent(reading: Reading, lexicon: EligibilityLexicon) -> bool | None:
    for name in _NAMES:
        named = {each.kind for each in tokens_of(reading.sections.get(name, "")[:_LONGEST_NAME], lexicon.words)}
        if "advanced" in named or "early" in named:
            return "advanced" in named
    text = reading.sections.get("inclusion_criteria") or reading.sections.get("eligibility", "")
    kinds = [each.kind for each in tokens_of(text[:_MOST_CRITERIA], lexicon.words)]
    advanced = any(
        kind == "advanced" and "no" not in kinds[max(0, place - _DENIED_WITHIN) : place]
        for place, kind in enumerate(kinds)
    )
    return None if advanced == ("early" in kinds) else advanced


def disease_spoken_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return of which disease a statement speaks by the words behind it, else before it.

    It is "advanced", "early", "either" ("in the adjuvant or metastatic setting"), or "" where they do not tell.
    """
    last = next((at for at in range(end, min(len(tokens), end + _REACH)) if tokens[at].kind == "stop"), end + _REACH)
    first = next(
        (at for at in range(start, max(0, start - _REACH), -1) if tokens[at - 1].kind == "stop"), start - _REACH
    )
    kinds = [_ADVANCED if each.kind == _METASTATIC_BREAST_CANCER else each.kind for each in tokens]
    behind = range(start, min(last, len(tokens)))
    left_out = ""
    for at in (*behind, *range(start - 1, max(first, 0) - 1, -1)):
        if kinds[at] not in ("advanced", "early"):
            continue
        before = set(kinds[max(0, at - _NEAR) : at])
        if kinds[at] == "early" and "if" in kinds[max(0, at - _CONDITION) : at]:
            continue  # "more than two (three if one was adjuvant)"
        counted_out = {"no", "including"} <= set(kinds[max(0, at - _BEHIND) : at])
        not_counted = "counting" in kinds[at : at + _NEAR + 2] or "refused" in kinds[at + 1 : at + _NEAR]
        counted_in = "including" in before and "no" not in before and not counted_out
        if kinds[at] == "early" and counted_in and "if" not in kinds[at : at + _NEAR]:
            return "either"
        if kinds[at] == "early" and (before & _NOT_MEANT or counted_out or not_counted):
            # "Not counting adjuvant treatment" leaves that for advanced disease.
            left_out = left_out or ("advanced" if before & _LEFT_OUT else "")
            continue
        return "either" if _is_either(kinds, at) else kinds[at]
    return left_out


def _is_either(kinds: Sequence[str], at: int) -> bool:
    """Tell whether the other kind of disease stands beside a word for one: "for metastatic disease or as adjuvant"."""
    around = kinds[max(0, at - _NEAR) : at + _NEAR + 1]
    if {"advanced", "early"} <= set(around) and _OR & set(around):
        return True
    behind = kinds[at + 1 : at + _BEHIND]
    other = next((place for place, kind in enumerate(behind) if kind in ("advanced", "early")), 0)
    return bool(other) and behind[other] != kinds[at] and behind[0:1] != ["stop"] and bool(_OR & set(behind[:other]))


def is_early_alone(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether the words behind a statement, up to the next comma, name early disease and no advanced one."""
    kinds = [each.kind for each in tokens[end : end + _REACH]]
    clause = kinds[: next((at for at, kind in enumerate(kinds) if kind in ("stop", "comma")), len(kinds))]
    return "early" in clause and _ADVANCED not in clause

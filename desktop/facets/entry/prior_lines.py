"""Earlier lines of systemic treatment for advanced disease: how many a patient may have had who enters.

What counts as a line is written in resources/reading/prior_lines.toml.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.extent import is_advanced
from desktop.facets.entry.grammar import GrammarRule, groups_named
from desktop.facets.entry.phases_of_trial import other_phases_spoken_of, phase_spoken_of
from desktop.facets.entry.prior_drugs import find_prior_drugs
from desktop.facets.entry.sentences import Sentence, continues_another_cancer, enrols, is_of_another_cancer, sentences
from desktop.facets.entry.tokens import Token
from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.trials.finding import Basis, Finding
from desktop.trials.line_limits import MANY

FACET = "lines"

_WIDEST_CLAUSE = 30  # tokens before and behind a statement
_BEHIND = 8  # tokens behind a statement that can bind it to a time
_NEAR = 4  # tokens
_ADVANCED, _METASTATIC_BREAST_CANCER = "advanced", "mbc"
_REACH = 20  # tokens
_MOST_SAID = 12  # statements of one sentence; of two thousand records none had more than five
_WEIGHTIEST = ("any", "chemo", "targeted", "endocrine")
_NOT_COUNTED = frozenset(("counting", "stratified"))
# "not counting adjuvant treatment", "including adjuvant treatment"
_NOT_MEANT = frozenset(("but", "no", "or_more", "including"))
_LEFT_OUT = frozenset(("but", "counting"))
_ENDS = frozenset(("stop", "comma", "advanced", "early", "and"))
_RELAPSES = frozenset(("progressed", _ADVANCED, "within"))
_ANY_SETTING = frozenset((("any", "setting"), ("any", "settings")))
_TIMED = frozenset(("within", "time"))
_OPEN = (None, MANY)  # any number; told of a cohort only


@dataclass(frozen=True)
class _Limit:
    """Hold what one statement limits: the fewest and the most lines, None where it sets no limit."""

    fewest: int | None
    most: int | None
    treatment: str
    rule: str
    sentence: Sentence
    place: tuple[int, int]
    cohort: str
    group: str


def find_prior_lines(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return one value for each number of earlier lines with which a patient may enter; none where nothing says it."""
    limits = [
        each for sentence in sentences(reading, lexicon) for each in _of_breast_cancer(reading, sentence, lexicon)
    ]
    if any(each.most == 0 and each.treatment == "chemo" for each in limits) and _after_endocrine_lines(
        reading, lexicon
    ):
        # "No chemotherapy for advanced disease" limits no lines where there are others before.
        limits = [each for each in limits if each.most != 0 or each.treatment != "chemo"]
    for ranks in ((0,), (1,), (2, 4)):
        here = [each for each in limits if each.sentence.unit.rank in ranks]
        if any((each.fewest, each.most) != _OPEN for each in here):
            return best(_findings(reading, here))
    return []


def _after_endocrine_lines(reading: Reading, lexicon: EligibilityLexicon) -> bool:
    return any(
        each.facet == "prior_cdk46" and each.value in ("required", "allowed")
        for each in find_prior_drugs(reading, lexicon)
    )


def _findings(reading: Reading, limits: Sequence[_Limit]) -> Iterator[Finding]:
    groups = dict.fromkeys(each.group for each in limits if each.group) or {"": None}
    # What limits one phase of a trial leaves the others open.
    groups |= dict.fromkeys(other_phases_spoken_of(reading, groups))
    if len(groups) > 1 and all(each.cohort for each in limits if each.group):
        for group in groups:
            own = [each for each in limits if each.group in ("", group)]
            yield from _told(reading, own, [_interval(own)], cohort=group)
        return
    yield from _told(reading, limits, [_interval([each for each in limits if each.group in ("", g)]) for g in groups])


def _told(
    reading: Reading, limits: Sequence[_Limit], ends: Sequence[tuple[int, int]], cohort: str = ""
) -> Iterator[Finding]:
    """Yield a finding for each number in the intervals; one of a ``cohort`` where that is given, else of each limit."""
    fewest, most = min(each[0] for each in ends), max(each[1] for each in ends)
    told = [
        each for each in limits if each.fewest == fewest or (each.most is not None and min(each.most, MANY) == most)
    ]
    if (fewest, most) == (0, MANY) and not (cohort and told):  # a cohort that takes any number opens the trial
        return
    for value in range(fewest, most + 1):
        for each in told or limits[:1]:
            evidence = reading.quote(each.sentence.unit.span, *each.place)
            basis: Basis = "implied" if each.sentence.unit.side == "out" else "stated"
            yield Finding(FACET, str(value), each.rule, basis, evidence, cohort=cohort or each.cohort)


def _interval(limits: Sequence[_Limit]) -> tuple[int, int]:
    """Return the fewest and the most lines that all limits let in, of the weightiest treatment that has any."""
    most = min(_of_weightiest((each.treatment, each.most) for each in limits if each.most != MANY) or [MANY])
    fewest = max(_of_weightiest((each.treatment, each.fewest) for each in limits) or [0])
    most = min(most, MANY)
    return min(fewest, most), most


def _of_weightiest(told: Iterable[tuple[str, int | None]]) -> list[int]:
    told = list(told)
    for treatment in _WEIGHTIEST:
        if found := [number for name, number in told if name == treatment and number is not None]:
            return found
    return []


def _of_breast_cancer(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> list[_Limit]:
    limits = [each for each in _limits(reading, sentence, lexicon) if each.cohort or (each.fewest, each.most) != _OPEN]
    return [] if limits and continues_another_cancer(reading, sentence, lexicon) else limits


def _limits(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> Iterator[_Limit]:
    kinds = {each.kind for each in sentence.tokens}
    if sentence.unit.side == "prose" and "permitted" not in kinds and not enrols(sentence.tokens):
        return
    letters = lexicon.of_lines
    spelled = "".join([letters[each.kind] for each in sentence.tokens])
    claimed = bytearray(len(spelled))
    said = 0
    for rule in lexicon.lines.worth_trying(spelled, sentence.unit.side):
        if kinds.isdisjoint(rule.fields.get("with", kinds)):
            continue
        for match in rule.pattern.finditer(spelled):
            start, end = match.span()
            if any(claimed[start:end]) or end <= sentence.own:
                continue
            claimed[start:end] = b"\x01" * (end - start)
            numbers = _numbers(rule, match, sentence.tokens, lexicon.numbers)
            limits = _ends(rule.fields["limit"], numbers, sentence.unit.side)
            low = limits[0] is not None
            if limits == (None, None) or not _counts(sentence, (start, end), rule, low=low):
                continue
            extent = _extent(sentence.tokens, start, end)
            fits = extent == "advanced" or (extent == "either" and not low)
            if fits or (not extent and is_advanced(reading, lexicon, default=rule.fields["limit"] != "none")):
                fewest = None if low and _is_alternative(sentence.tokens, end) else limits[0]
                yield _limit(rule, sentence, (start, end), (fewest, limits[1]))
                said += 1
                if said == _MOST_SAID:
                    return


def _limit(
    rule: GrammarRule, sentence: Sentence, place: tuple[int, int], limits: tuple[int | None, int | None]
) -> _Limit:
    end = next((at for at in range(place[1], len(sentence.tokens)) if sentence.tokens[at].kind in _ENDS), place[1])
    kinds = [each.kind for each in sentence.tokens[place[0] : min(end, place[1] + _NEAR)]]
    subgroup = next((each.text for each in sentence.tokens if each.kind == "subgroup"), "")
    span = sentence.span(*place)
    cohort = sentence.cohort(*span)
    group = cohort or (subgroup or phase_spoken_of(sentence.unit.span.plain) if sentence.unit.rank == 0 else "")
    return _Limit(*limits, _treatment(kinds), rule.id, sentence, span, cohort, group)


def _treatment(kinds: Sequence[str]) -> str:
    for kind in ("systemic", "chemo", "targeted", "endocrine"):
        if kind in kinds:
            return "any" if kind == "systemic" and "chemo" not in kinds else "chemo" if kind == "systemic" else kind
    return "any"


def _numbers(rule: GrammarRule, match: re.Match[str], tokens: Sequence[Token], words: Mapping[str, int]) -> list[int]:
    fixed = [rule.fields[name] for name in ("n", "n2") if name in rule.fields]
    if fixed:
        return fixed
    spans = sorted(groups_named(match, "n"))
    texts = (tokens[start].text for start, _ in spans)
    return [int(text) if text.isdecimal() else words[text] for text in texts]


def _ends(limit: str, numbers: Sequence[int], side: str) -> tuple[int | None, int | None]:
    """Return the fewest and the most lines that a statement lets in; what is excluded turns round."""
    if limit == "none":
        return None, 0
    if limit == "any_number" and side != "out":
        return _OPEN
    if not numbers:
        return None, None
    if limit == "range":
        low, high = min(numbers), max(numbers)
        return low or None, high
    # Where the cohorts have numbers of their own, whom one of them takes the trial takes.
    number = min(numbers) if side != "out" and limit in ("at_least", "above", "exactly") else max(numbers)
    if side == "out":
        most = {"at_least": number - 1, "above": number, "at_most": number, "below": number - 1}.get(limit, -1)
        return (None, most) if most >= 0 else (None, None)
    return {
        "at_least": (number, None),
        "above": (number + 1, None),
        "at_most": (None, number),
        "below": (None, number - 1),
        "exactly": (number or None, number),
    }.get(limit, (None, None))


def _counts(sentence: Sentence, place: tuple[int, int], rule: GrammarRule, *, low: bool) -> bool:
    """Tell whether a statement counts lines of breast cancer treatment: it is no time, no harm, no way of counting.

    ``low`` tells that it sets a lower limit, which a condition before it takes back.
    """
    start, end = place
    clause = _clause(sentence.tokens, start, end)
    kinds = {each.kind for each in _without_early_counted(clause)}
    first = sentence.tokens[start].start
    before = {each.kind for each in clause if each in sentence.tokens[max(0, start - _BEHIND) : start]}
    conditional = low and any(each.kind == "if" and each.start < first for each in clause)
    conditional = conditional or (low and _is_of_any_setting(sentence.tokens, start, end))
    timed = rule.fields["limit"] == "none" and _is_timed(sentence.tokens, end)
    return not (
        conditional or timed or "harm" in before or kinds & _NOT_COUNTED or is_of_another_cancer(sentence.tokens, end)
    )


def _is_of_any_setting(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether treatment "in any setting" is asked for, which adjuvant treatment is, too."""
    near = [each.text for each in tokens[start : end + _NEAR]]
    return any((one, two) in _ANY_SETTING for one, two in pairwise(near))


def _is_alternative(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether relapse on adjuvant treatment will do as well: "one line for metastatic disease, or relapse …"."""
    kinds = [each.kind for each in tokens[end : end + _REACH]]
    kinds = kinds[: kinds.index("stop")] if "stop" in kinds else kinds
    if not {_ADVANCED, "early", "or"} <= set(kinds) or kinds.index("or") < kinds.index(_ADVANCED):
        return False
    return bool(_RELAPSES & set(kinds[kinds.index("or") : kinds.index("early")]))


def _without_early_counted(clause: Sequence[Token]) -> list[Token]:
    """Return a clause without words that only tell that early treatment is, or is not, counted."""
    kinds = [each.kind for each in clause]
    return [
        each
        for at, each in enumerate(clause)
        if each.kind != "counting" or "early" not in kinds[max(0, at - _NEAR - 1) : at]
    ]


def _extent(tokens: Sequence[Token], start: int, end: int) -> str:
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
        counted_out = {"no", "including"} <= set(kinds[max(0, at - _BEHIND) : at])
        if kinds[at] == "early" and (before & _NOT_MEANT or counted_out or "counting" in kinds[at : at + _NEAR + 2]):
            # "Not counting adjuvant treatment" leaves that for advanced disease.
            left_out = left_out or ("advanced" if before & _LEFT_OUT else "")
            continue
        around = kinds[max(0, at - _NEAR) : at + _NEAR + 1]
        either = {"advanced", "early"} <= set(around) and bool({"or", "slash"} & set(around))
        return "either" if either else kinds[at]
    return left_out


def _is_timed(tokens: Sequence[Token], end: int) -> bool:
    for token in tokens[end : end + _BEHIND]:
        if token.kind in ("advanced", "stop"):
            return False
        if token.kind in _TIMED:
            return True
    return False


def _clause(tokens: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    first, last = max(0, start - _WIDEST_CLAUSE), min(len(tokens), end + _WIDEST_CLAUSE)
    while start > first and tokens[start - 1].kind != "stop":
        start -= 1
    while end < last and tokens[end].kind != "stop":
        end += 1
    return tokens[start:end]

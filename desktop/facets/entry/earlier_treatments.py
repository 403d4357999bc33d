"""Earlier treatments that a trial requires, allows or excludes, beside those that have facets of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.mention_rules import NOTHING, Said, said_of_mentions
from desktop.facets.entry.sentences import (
    Sentence,
    bracket_round,
    enrols,
    is_elsewhere,
    is_under_another_cancer,
    ranks_read,
    sentence_of,
)
from desktop.facets.entry.tokens import Token, row_of
from desktop.facets.entry.treatments import TREATMENT, Narrowing
from desktop.facets.entry.units import units
from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.trials.cohorts import named_values
from desktop.trials.earlier_treatment import EARLIER_TREATMENT, EarlierTreatment, Extent, Force, earlier_treatment
from desktop.trials.finding import Basis, Finding

_COUNTED, _HAD, _COMPLETED = "treatment.refused_but", "treatment.had", "treatment.completed"
_SYSTEMIC = TREATMENT + "Systemic therapy"
_UNDIVIDED = "eligibility"  # old records hold all criteria in one text, often without a stop
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_LONG = 150  # days: a patient can wait for less
_FIGURES = 3
_LONGEST_EXAMPLES = 30  # tokens
_NEAR, _BEFORE_EXAMPLES = 3, 6  # tokens
_REACH = 10  # tokens behind a treatment that can bind what is said of it
_BESIDE = 4  # tokens before it
_ENDS = frozenset(("stop", "no", "need", "people", "colon", "earlier", "progressed"))
_BINDS = frozenset(("within", "time", "but", "if", "permitted", "before", "above", "at_least", "or_more"))
_FOR_SOME = frozenset(("if", "subgroup", "harm"))
_FOR_A_PART = frozenset(("if", "subgroup"))
_ADVANCED = frozenset(("advanced", "mbc", "locally_advanced"))
_NAMED_WITH_LINES = frozenset(("first_line", "second_line", "third_line", "fourth_line"))
_LIST = frozenset(
    (
        *("comma", "slash", "and", "or", "open", "close", "any", "therapy", "word", "inhibitor", "such_as", "dash"),
        *("agent", "including", "with", "received", "on", "to", "of", "early", "earlier", "count", "line"),
        *("targeted", "systemic"),
    )
)
_WAYS_OUT = frozenset(("intolerant", "refused", "no", "if"))
_EITHER = frozenset(("or", "slash", "such_as", "intolerant"))
_CONDITIONS = frozenset(("if", "but", "subgroup", "permitted", "refused", "at_most", "below"))
_CONDITIONS_OF_A_TITLE = frozenset(("if", "but", "at_most", "below"))
_LIMITS = frozenset(("permitted", "refused", "at_most", "below"))
_SO_MANY = frozenset(("above", "or_more", "at_least"))
_LEAST = frozenset(("at_least", "or_more", "progressed"))
_SPEAK_OF_OTHERS = frozenset(("counting", "stratified", "any_number", "contraception"))
# Words that narrow a treatment down ("neurotoxic chemotherapy") are longer than those that do not.
_SHORTEST_NARROWING = 5  # letters
_OTHER = frozenset(("cdk46", "her2_adc", "adc", "drug"))


@dataclass(frozen=True)
class _Told:
    """Hold what one sentence says of treatments."""

    said: EarlierTreatment
    sentence: Sentence
    place: Said
    cohort: str


def find_earlier_treatments(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return a finding for each treatment that a trial, or a cohort of it, requires, allows or excludes."""
    told = [
        each
        for sentence in _sentences(reading, lexicon)
        for each in _told(sentence, lexicon)
        if not is_under_another_cancer(reading, sentence, lexicon)
    ]
    for ranks in ((0,), (1,), (2, 4)):
        here = [each for each in told if each.sentence.unit.rank in ranks]
        if here:
            return best(_finding(reading, each) for each in _settled(here))
    return []


def without_lone_cohorts(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a trial; what it says of the only cohort that it names keeps nobody out of the others."""
    if named_values(findings):
        return list(findings)
    return [_for_some(each) if each.facet == EARLIER_TREATMENT and each.cohort else each for each in findings]


def _for_some(finding: Finding) -> Finding:
    said = earlier_treatment(finding.value)
    if said is None or said.force not in ("required", "excluded"):
        return finding
    softer = (
        EarlierTreatment(said.names, "unclear")
        if said.force == "required"
        else EarlierTreatment(said.names, "excluded", "in part")
    )
    return replace(finding, value=softer.value)


def _sentences(reading: Reading, lexicon: EligibilityLexicon) -> Iterator[Sentence]:
    words, named = lexicon.treatments.words, lexicon.treatments.letters.keys()
    for unit in units(reading, lexicon.treatments.hint, ranks_read(reading)):
        row = row_of(unit.span.plain, words)
        # Most of a sentence's cost is its tokens: none are made where it names no treatment, or speaks of others.
        if named.isdisjoint(row.kinds) or not _SPEAK_OF_OTHERS.isdisjoint(row.kinds):
            continue
        sentence = sentence_of(unit, words, row)
        is_share = any(each.kind == "percent" for each in sentence.tokens)
        if unit.side != "prose" or (enrols(sentence.unit, sentence.tokens) and not is_share):
            yield sentence


def _told(sentence: Sentence, lexicon: EligibilityLexicon) -> Iterator[_Told]:
    treatments = lexicon.treatments
    kinds = {each.kind for each in sentence.tokens[sentence.own :]}
    for kind in sorted(each for each in kinds if each.startswith(TREATMENT)):
        if treatments.part_of.get(kind) in kinds:
            continue
        for place in said_of_mentions(sentence, treatments.letters[kind], lexicon.treated):
            rule = lexicon.treated[place.rule].fields
            is_idle = place.value == NOTHING or (rule.get("timed") and not is_long(sentence.tokens))
            if is_idle or _is_example(sentence.tokens, place.place) or is_elsewhere(sentence.tokens, place.place):
                continue
            cohort = sentence.cohort(*sentence.span(place.place, place.place + 1))
            said = _said(sentence, place, treatments.narrowing, partly=bool(rule.get("partly")))
            yield _Told(said, sentence, place, cohort)


def _is_example(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a treatment stands in brackets behind another: "endocrine therapy (tamoxifen, letrozole)"."""
    opened = bracket_round(tokens, place, _LONGEST_EXAMPLES)
    return any(_is_treatment(each) for each in tokens[max(0, opened - _BEFORE_EXAMPLES) : max(0, opened)])


def _said(sentence: Sentence, place: Said, narrowing: Narrowing, *, partly: bool) -> EarlierTreatment:
    tokens = sentence.tokens
    names: tuple[str, ...] = (tokens[place.place].kind.removeprefix(TREATMENT),)
    kinds = {each.kind for each in tokens}
    force: Force = place.value  # type: ignore[assignment]
    if force == "required" and place.rule == _HAD and _is_limited(tokens[place.place :]):
        force, partly = "excluded", True
    if force == "required":
        names, is_whole = _any_of(tokens, place, narrowing)
        conditions = _CONDITIONS if sentence.unit.rank == 0 else _CONDITIONS_OF_A_TITLE
        conditions = {_HAD: conditions | {"within"}, _COMPLETED: _FOR_A_PART}.get(place.rule, conditions)
        if kinds & conditions or sentence.unit.alternatives or not is_whole or _has_way_out(tokens, place.place):
            return EarlierTreatment(names, "unclear")
    reach = _BESIDE if sentence.unit.span.section == _UNDIVIDED else len(tokens)
    about = {each.kind for each in tokens[max(0, place.first - reach) : place.first]}
    if place.rule == _COUNTED and about & _LEAST:
        return EarlierTreatment(names, "unclear")
    if force in ("allowed", "unclear"):
        return EarlierTreatment(names, force)
    extent = "in part" if partly else _extent(tokens, place.place)
    counted = {each.kind for each in tokens[max(0, place.first - _NEAR) : place.place]} & _SO_MANY
    is_narrow = counted or _FOR_SOME & kinds or _is_narrowed(tokens, place.place, narrowing)
    if force == "excluded" and not extent and is_narrow:
        extent = "in part"
    return EarlierTreatment(names, force, extent)


def _is_limited(behind: Sequence[Token]) -> bool:
    """Tell whether a treatment that was had is only allowed, or limited, by the words behind it and before an "or"."""
    told = next((each.kind for each in behind if each.kind in _LIMITS or each.kind == "or"), "")
    return told in _LIMITS


def _is_narrowed(tokens: Sequence[Token], place: int, narrowing: Narrowing) -> bool:
    """Tell whether the words before a treatment mean a part of it: "neurotoxic …", "A in combination with …"."""
    before = tokens[max(0, place - _BESIDE) : place]
    if any(each.text in narrowing.together for each in before):
        return True
    if tokens[place].kind == _SYSTEMIC and any(_narrows(each, narrowing) for each in tokens[place + 1 : place + 2]):
        return True
    if any(each.text in narrowing.untried for each in tokens[max(0, place - _REACH) : place]):
        return True
    last = before[-1] if before else None
    return last is not None and (
        last.kind == "local" or (last.kind == "word" and len(last.text) >= _SHORTEST_NARROWING)
    )


def _narrows(token: Token, narrowing: Narrowing) -> bool:
    """Tell whether a word behind treatments of any kind names some of them: "anticancer therapy targeting …"."""
    return token.kind == "with" or (token.kind == "word" and token.text in narrowing.aimed)


def _any_of(tokens: Sequence[Token], place: Said, narrowing: Narrowing) -> tuple[tuple[str, ...], bool]:
    """Return the treatments of which one is enough, and whether the words name all of them."""
    first, last = place.place, place.place + 1
    while first > place.first and (tokens[first - 1].kind in _LIST or _is_treatment(tokens[first - 1])):
        first -= 1
    while last < len(tokens) and (tokens[last].kind in _LIST or _is_treatment(tokens[last])):
        if tokens[last].kind == "open" and not _is_treatment(tokens[min(last + 1, len(tokens) - 1)]):
            last = next((at for at in range(last, len(tokens)) if tokens[at].kind == "close"), len(tokens) - 1)
        last += 1
    among = tokens[first:last]
    if not _EITHER & {each.kind for each in among}:
        return (tokens[place.place].kind.removeprefix(TREATMENT),), True
    names = tuple(dict.fromkeys(each.kind.removeprefix(TREATMENT) for each in among if each.kind.startswith(TREATMENT)))
    further = any(
        each.kind in _OTHER or (each.kind == "word" and each.text.endswith(narrowing.drug_endings)) for each in among
    )
    behind = [each.kind for each in tokens[place.place : last]]
    is_open = bool(behind) and "or" in behind and not _ends_with_treatment(tokens[place.place : last])
    return names, not (further or is_open)


def _has_way_out(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether what follows lets in who had no such treatment: "…, or intolerant", "has no available therapy"."""
    behind = [each.kind for each in tokens[place + 1 :]]
    if tokens[place].kind == _SYSTEMIC and "no" in behind:
        return True
    return any(kind == "or" and _WAYS_OUT & set(behind[at + 1 : at + 4]) for at, kind in enumerate(behind))


def _ends_with_treatment(tokens: Sequence[Token]) -> bool:
    """Tell whether a treatment stands behind the last "or" of a list."""
    last = max(at for at, each in enumerate(tokens) if each.kind == "or")
    return any(_is_treatment(each) for each in tokens[last:])


def _is_treatment(token: Token) -> bool:
    return token.kind.startswith(TREATMENT) or token.kind in _OTHER


def is_long(tokens: Sequence[Token]) -> bool:
    """Tell whether a time that some tokens tell is longer than patients can wait."""
    for at, each in enumerate(tokens):
        if each.kind == "time" and each.text[0] in _DAYS:
            number = next((n.text for n in reversed(tokens[max(0, at - 3) : at]) if n.text.isdecimal()), "1")
            if int(number[:_FIGURES]) * _DAYS[each.text[0]] >= _LONG:
                return True
    return False


def _extent(tokens: Sequence[Token], place: int) -> Extent:
    """Return which treatments are meant, by the words behind, and close before, one of them."""
    kinds = set[str]()
    for each in _without_brackets(tokens[place + 1 :])[:_REACH]:
        if each.kind in _ENDS:
            break
        kinds.add(each.kind)
    before = {each.kind for each in tokens[max(0, place - _BESIDE) : place]}
    if kinds & _BINDS or before & _NAMED_WITH_LINES:
        return "in part"
    is_early = "early" in kinds | before
    if kinds & _ADVANCED:
        return "" if is_early else "for advanced disease"
    return "for early disease" if is_early else ""


def _without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without those in brackets, the brackets as well if something stands behind them."""
    closing = next((at for at, each in enumerate(tokens[:_LONGEST_EXAMPLES]) if each.kind == "close"), 0)
    opening = next((at for at, each in enumerate(tokens[:closing]) if each.kind == "open"), closing)
    behind = tokens[closing + 1 : closing + 2]
    if closing > opening and behind and behind[0].kind not in _ENDS:
        return [*tokens[:opening], *tokens[closing + 1 :]]
    return list(tokens[:_LONGEST_EXAMPLES])


def _settled(told: Sequence[_Told]) -> Iterator[_Told]:
    """Yield what is told; of treatments of which a cohort is told contrary things, what it comes to."""
    by_names: dict[tuple[tuple[str, ...], str], list[_Told]] = {}
    for each in told:
        by_names.setdefault((each.said.names, each.cohort), []).append(each)
    for own in by_names.values():
        forces = {each.said.force for each in own}
        if len(forces) == 1:
            yield from own
        elif forces & {"required", "unclear"}:
            yield from (replace(each, said=replace(each.said, force="unclear", extent="")) for each in own)
        else:
            yield from (_partly(each) for each in own if each.said.force != "allowed")


def _partly(told: _Told) -> _Told:
    extent: Extent = told.said.extent or "in part" if told.said.force == "excluded" else ""
    return replace(told, said=replace(told.said, extent=extent))


def _finding(reading: Reading, told: _Told) -> Finding:
    sentence, place = told.sentence, told.place
    evidence = reading.quote(sentence.unit.span, *sentence.span(place.first, place.last))
    basis: Basis = "implied" if sentence.unit.side == "out" else "stated"
    return Finding(EARLIER_TREATMENT, told.said.value, place.rule, basis, evidence, cohort=told.cohort)

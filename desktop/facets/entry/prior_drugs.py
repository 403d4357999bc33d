"""Earlier CDK4/6 inhibitor, earlier HER2 antibody-drug conjugate: required, allowed or excluded."""

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from desktop.facets.entry.earlier_treatments import is_long
from desktop.facets.entry.eligibility_lexicon import MARKER, MARKER_STATE, EligibilityLexicon
from desktop.facets.entry.mention_rules import NOTHING, Said, said_of_mentions
from desktop.facets.entry.of_whom import takes_others, ways_to_enter, whom
from desktop.facets.entry.sentences import (
    BREAST,
    Sentence,
    bracket_round,
    enrols,
    is_of_another_cancer,
    is_under_another_cancer,
    names_another_cancer,
    sentences,
)
from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.matching import best
from desktop.facets.reading import Reading, plain
from desktop.trials.finding import Basis, Finding

_FACETS = {"cdk46": "prior_cdk46", "her2_adc": "prior_her2_adc"}
# Who relapsed soon after adjuvant treatment, had several, or had it for long, is kept out: others who had it are not.
# A condition on those who had it tells that they may enter.
_IMPLYING = (
    "prior.adjuvant_recently",
    "prior.more_than",
    "prior.longer_than",
    "prior.not_lately_out",
    "prior.counted_as",
    "prior.not_longer_than",
    "prior.who_had_it",
)
# What tells of all drugs of a class that they may have been given.
_LETTING_IN = ("prior.permitted", "prior.any_number", "prior.permitted_in_prose", "prior.adjuvant_excepted")
_PERMITTED = "prior.permitted"
_EXCEPTED = "prior.adjuvant_excepted"
_CLASS = "targeted"
_CLAUSE, _NEXT = 24, 3  # tokens
_PAST = frozenset(("earlier", "received", "untreated", "naive"))
_MEANWHILE = frozenset(("now", "combined", "after", "beyond", "on", "younger", "harm"))
_ADVANCED = frozenset(("advanced", "mbc"))
_NO_TOKEN = Token("stop", 0, 0, "")
_OPENING = frozenset(("permitted", "any_number", "no_upper_limit"))
_RULING = frozenset(("permitted", "refused"))
_REFUSING = frozenset(("no", "refused"))
_NEAR = 6  # tokens between a conjugate and its target or payload
_LONGEST_EXAMPLES = 20  # tokens
_TREATMENTS = frozenset(("therapy", "endocrine", "systemic"))
_LISTED = frozenset(("drug", "such_as", "or", "comma"))
# A bracket with one of these says how the treatment before it was given, and names no examples of it.
_NO_EXAMPLES = frozenset(("including", "either_way", "need", "with"))
# A condition under which patients may enter outweighs the bare exclusion that it qualifies.
_ORDER = ("required", "allowed", "excluded")


def find_prior_drugs(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return the findings of both facets, each of one value; none where nothing is said of earlier treatment."""
    told: dict[str, list[tuple[Sentence, Said]]] = {facet: [] for facet in _FACETS.values()}
    for sentence in sentences(reading, lexicon):
        named = with_conjugates(_with_classes(sentence, lexicon))
        kinds = {each.kind for each in named.tokens}
        if sentence.unit.side == "prose" and not (enrols(sentence.unit, sentence.tokens) or _RULING & kinds):
            continue
        for kind, facet in _FACETS.items():
            if kind in kinds:
                told_of_it = said_of_mentions(named, lexicon.of_drug[kind], lexicon.drugs)
                said = [
                    each
                    for each in map(partial(_of_class, sentence), told_of_it)
                    if each.value != NOTHING
                    and not (lexicon.drugs[each.rule].fields.get("timed") and not is_long(_read(named.tokens, each)))
                    and not is_of_another_cancer(named.tokens, each.place)
                    and not (each.value == "required" and _is_one_example(named.tokens, each.place))
                    and not (each.value != "excluded" and _is_no_name(sentence, each.place))
                ]
                if said and not is_under_another_cancer(reading, sentence, lexicon):
                    without = _has_way_without(reading, sentence, kind, lexicon)
                    told[facet] += ((sentence, _of_one_way(each) if without else each) for each in said)
    told = {facet: _not_of_all(reading, own, lexicon) for facet, own in told.items()}
    return [finding for facet, own in told.items() for finding in _findings(reading, facet, own)]


def _of_class(sentence: Sentence, said: Said) -> Said:
    """Return what is said of a drug; of all drugs against HER2 only that none, or any, may have been given before.

    Who must have had one of them had some other. What is excepted by its name leaves the conjugates refused.
    """
    tokens, place = sentence.tokens, said.place
    if tokens[place].kind != _CLASS or said.value == NOTHING:
        return said
    behind = [each.kind for each in tokens[place : place + _CLAUSE]]
    clause = behind[: behind.index("stop")] if "stop" in behind else behind
    if said.rule == _EXCEPTED and "drug" in clause:
        return said._replace(value="excluded")
    before = {each.kind for each in tokens[max(0, place - _NEAR) : place]}
    past = _PAST if said.value == "excluded" else _PAST - {"received"}
    near = {*clause[:_NEAR]}
    in_part = (
        "colon" in clause[:_NEXT]
        or (said.rule == _PERMITTED and "no" in clause)
        or bool(near & _ADVANCED or before & _MEANWHILE)
        or (sentence.unit.side == "in" and past.isdisjoint(before | near))
    )
    told = said.value == "excluded" or said.rule in _LETTING_IN
    return said if told and not in_part and not _is_an_example(tokens, place) else said._replace(value=NOTHING)


def _is_an_example(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a class is named in brackets as a part of another: "therapy (including anti-HER2 drugs)"."""
    opened = bracket_round(tokens, place, _LONGEST_EXAMPLES)
    return opened >= 0 and any(each.kind in ("including", "such_as") for each in tokens[opened:place])


def _is_class(token: Token, following: Token, lexicon: EligibilityLexicon) -> bool:
    """Tell whether all drugs against HER2 are named, and not antibodies or kinase inhibitors alone."""
    tells = lexicon.tells
    if token.kind != _CLASS or not tells["against_her2"].pattern.search(token.text):
        return False
    return following.kind in ("therapy", "agent") or tells["inhibitors"].pattern.search(token.text) is not None


def _with_classes(sentence: Sentence, lexicon: EligibilityLexicon) -> Sentence:
    """Return a sentence in which "anti-HER2 therapy" may be a conjugate, too, where it is refused or let in."""
    kinds = {each.kind for each in sentence.tokens}
    if _CLASS not in kinds or not (sentence.unit.side == "out" or kinds & (_REFUSING | _OPENING)):
        return sentence
    tokens = [
        each._replace(kind="her2_adc") if _is_class(each, following, lexicon) else each
        for each, following in zip_longest(sentence.tokens, sentence.tokens[1:], fillvalue=_NO_TOKEN)
    ]
    return sentence._replace(tokens=tokens)


def _read(tokens: Sequence[Token], said: Said) -> Sequence[Token]:
    return tokens[said.first : said.last]


def _findings(reading: Reading, facet: str, told: Sequence[tuple[Sentence, Said]]) -> list[Finding]:
    for ranks in ((0,), (1,), (2, 4)):
        here = [(sentence, said) for sentence, said in told if sentence.unit.rank in ranks]
        if not here:
            continue
        value = _settled(here)
        own = [(sentence, said) for sentence, said in here if said.value == value] or here
        return best(_finding(reading, facet, value, *each) for each in own)
    return []


def _not_of_all(
    reading: Reading, told: list[tuple[Sentence, Said]], lexicon: EligibilityLexicon
) -> list[tuple[Sentence, Said]]:
    """Return what is said, as allowed where it is required or refused of some alone, and the trial takes others.

    In trials of several cancers the other cohorts may be of those. What one receptor group must not have had, the
    others are seldom given.
    """
    cohorts = not names_another_cancer(reading, lexicon)
    for value in ("required", "excluded"):
        asked = [
            whom(reading, sentence, (said.place, said.place + 1), lexicon)
            for sentence, said in told
            if said.value == value
        ]
        if value == "excluded":
            asked = [each._replace(cells=frozenset()) for each in asked]
        if takes_others(reading, asked, cohorts=cohorts):
            of_group = value == "required" and all(each.cells for each in asked)
            told = [
                (sentence, _allowed(said)._replace(of_group=of_group) if said.value == value else said)
                for sentence, said in told
            ]
    return told


def _has_way_without(reading: Reading, sentence: Sentence, kind: str, lexicon: EligibilityLexicon) -> bool:
    """Tell whether a criterion is one of several ways to enter, and another of them does not name the drug.

    A way for other patients (another cancer, another receptor status) frees nobody from the drug who would be given it.
    """
    ways = ways_to_enter(reading, sentence.unit)
    if not ways:
        return False
    own = _groups(tokens_of(sentence.unit.span.plain, lexicon.words))
    told = (tokens_of(plain(way), lexicon.words) for way in ways)
    return any(all(each.kind != kind for each in way) and not _is_for_others(way, own) for way in told)


def _groups(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(each.text for each in tokens if each.kind == "subgroup")


def _is_for_others(way: Sequence[Token], own: frozenset[str]) -> bool:
    kinds = {each.kind for each in way}
    if "other_cancer" in kinds and not kinds & BREAST:
        return True
    groups = _groups(way)
    return bool(groups - own and own - groups)  # both may be HER2-negative besides


def _of_one_way(said: Said) -> Said:
    return _allowed(said) if said.value == "required" else said


def _allowed(said: Said) -> Said:
    return said._replace(value="allowed")


def _is_one_example(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a drug is one of several in brackets behind a treatment: "endocrine therapy (AI, CDK4/6)"."""
    opened = bracket_round(tokens, place, _LONGEST_EXAMPLES)
    if not _TREATMENTS & {each.kind for each in tokens[max(0, opened - 2) : max(0, opened)]}:
        return False
    closed = next((at for at in range(place, len(tokens)) if tokens[at].kind == "close"), len(tokens))
    before, behind = ({each.kind for each in part} for part in (tokens[opened:place], tokens[place + 1 : closed]))
    return bool((before | behind) & _LISTED) and not before & _NO_EXAMPLES


def _settled(told: Sequence[tuple[Sentence, Said]]) -> str:
    """Return the value of a trial: allowed where one cohort, or one criterion, refuses what another needs or takes."""
    values = {said.value for sentence, said in told if sentence.cohort(*sentence.span(said.place, said.place + 1))}
    taken = {said.value for sentence, said in told if sentence.unit.side == "in"}
    if len(values) > 1 or {"required", "excluded"} <= taken:
        return "allowed"
    return next(value for value in _ORDER if any(said.value == value for _, said in told))


def _finding(reading: Reading, facet: str, value: str, sentence: Sentence, said: Said) -> Finding:
    unit = sentence.unit
    basis: Basis = "derived" if said.of_group else "implied" if said.rule in _IMPLYING else "stated"
    evidence = reading.quote(unit.span, *sentence.span(said.first, said.last))
    cohort = sentence.cohort(*sentence.span(said.place, said.place + 1))
    return Finding(facet, value, said.rule, basis, evidence, cohort=cohort)


def with_conjugates(sentence: Sentence) -> Sentence:
    """Return a sentence in which excluded conjugates without a name are HER2's unless they are said to be another's."""
    kinds = {each.kind for each in sentence.tokens}
    refuses = sentence.unit.side == "out" or (sentence.unit.side == "in" and _REFUSING & kinds)
    if not refuses or "adc" not in kinds:
        return sentence
    tokens = [
        each._replace(kind="her2_adc") if each.kind == "adc" and _may_be_her2(sentence.tokens, place) else each
        for place, each in enumerate(sentence.tokens)
    ]
    return sentence._replace(tokens=tokens)


def _is_no_name(sentence: Sentence, place: int) -> bool:
    """Tell whether a drug is a conjugate without a name among what lets in: another target's may be meant."""
    return sentence.unit.side == "in" and sentence.tokens[place].kind == "adc"


def _may_be_her2(tokens: Sequence[Token], place: int) -> bool:
    around = tokens[max(0, place - _NEAR) : place + _NEAR + 1]
    before = [each.kind for each in tokens[max(0, place - 2) : place]]
    # "inhibitors or conjugates" are two things.
    directed = bool({"inhibitor", "targeted"} & set(before)) and before[-1:] != ["or"] and before[-1:] != ["and"]
    if directed or any(each.kind == "other_payload" for each in around):
        return False
    behind = [each.kind for each in tokens[place : place + _NEAR + 1]]
    if "payload" in behind and "adc" not in behind[1 : behind.index("payload")]:
        return True  # other conjugates in the same sentence may be directed against another target
    return not any(each.kind.startswith((MARKER, MARKER_STATE)) for each in around)

"""What a trial says of receptors, and of whom: mentions with their force."""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from desktop.facets.entry.answered import answered
from desktop.facets.entry.cells import HER2
from desktop.facets.entry.forces import Force, forces
from desktop.facets.entry.her2_scores import her2_runs, scored, with_the_score_meant, without_results
from desktop.facets.entry.inline_ways import inline_ways, ways_begin
from desktop.facets.entry.lexicon import RECEPTOR, Language, Lexicon
from desktop.facets.entry.mentions import Mention, receptor_mentions, undefined
from desktop.facets.entry.signs import RECEPTORS, with_signs
from desktop.facets.entry.tokens import Token, row_of, tokens_of
from desktop.facets.entry.units import ALL_RANKS, Unit, units
from desktop.facets.reading import Reading, Span, plain
from desktop.trials.finding import Basis

NAMES = RECEPTORS | {
    *(
        "triple_negative",
        "triple_positive",
        "any_receptors",
        "er_positive",
        "er_negative",
        "pgr_positive",
        "luminal",
        "bare_luminal",
        "hormone",
        "bare_receptor",
        "receptor_status",
        "candidate",
    ),
    *("of_receptors", "subtype"),
}
"""Kinds of words of which every rule that says something of receptors needs one."""
_SCORED = frozenset(("ihc", "ish"))
"""Kinds of words that only HER2 has side by side: "3+ by immunohistochemistry or amplified by FISH"."""
_UNKNOWN = "unknown"
_CANDIDATE = "receptors.candidate"
_DEFINES = "is_defined"
_DENIED = frozenset(("not", "lack"))
_NOT_CHOSEN_BY = "receptors.not_chosen_by"
_NEGATIVE = frozenset(("low", "ultralow", "zero"))
_LETTING_IN = ("permit", "added")
_OPPOSITE = {"positive": "negative", "negative": "positive"}
_NEAR = 3  # tokens
_PATIENTS = frozenset(("fill", "breast", "stage", "unit"))  # and their disease
# Between two receptors these make one group of patients.
_SIDE_BY_SIDE = frozenset(("slash", "and", "but", "comma", "fill", "close", "hyphen"))


class Assertion(NamedTuple):
    """Hold one state of one receptor with its force; ``start`` and ``end`` count within the unit's sentence.

    ``cue`` is the stretch of words that gave the force, (0, 0) where none did.
    """

    receptor: str
    state: str
    force: str
    rule: str
    basis: Basis
    unit: Unit
    start: int
    end: int
    only_pgr: bool = False
    cue: tuple[int, int] = (0, 0)
    cells: frozenset[str] = frozenset()
    cohort: str = ""
    is_low: bool = False
    may_explain: bool = False
    """Whether its sentence holds a word by which it may only tell what a status means."""
    names_her2: bool = True
    tells_meaning: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """Return the section of the sentence and where it begins there."""
        return self.unit.span.section, self.unit.span.start


def assertions(reading: Reading, lexicon: Lexicon, ranks: Container[int] = ALL_RANKS) -> tuple[Assertion, ...]:
    """Return everything that a trial says of receptors in sections of some ranks, by rank."""
    language = lexicon[RECEPTOR]
    found = (
        unit for unit in units(reading, lexicon.receptor_hint, ranks) if _is_relevant(reading, unit.span, language)
    )
    names = partial(_is_relevant, reading, language=language)
    whole = (answered(_with_ways(unit, reading), reading, language, names) for unit in found)
    return tuple(each for unit in whole for each in _of_unit(unit, lexicon))


def _with_ways(unit: Unit, reading: Reading) -> Unit:
    """Return a unit with the ways to enter that its line lists, where it has none of other lines."""
    if unit.side != "in" or unit.alternatives:
        return unit
    ways = inline_ways(reading.sections[unit.span.section], unit.span, unit.layout)
    return unit.with_alternatives(ways) if ways else unit


def _of_unit(unit: Unit, lexicon: Lexicon) -> Iterator[Assertion]:
    language = lexicon[RECEPTOR]
    row = row_of(unit.span.plain, language.words)
    if NAMES.isdisjoint(row.kinds) and not _is_below_her2(unit, language) and not {*row.kinds} >= _SCORED:
        return  # looked at before tokens are made: a fifth of the sentences names no receptor after all
    tokens = with_signs(row.tokens())
    runs = her2_runs(tokens, unit, language)
    hidden = without_results(tokens, runs)
    every = receptor_mentions(hidden, language)
    mentions = [
        each
        for each in every
        if each.state != _UNKNOWN and not (unit.side == "in" and _is_of_those_named(each, every, tokens))
    ]
    if unit.side == "out":
        mentions = list(with_the_score_meant(tokens, runs, mentions))
    if len(mentions) < len(every):
        yield from _wanted_known(unit, tokens, [each for each in every if each.state == _UNKNOWN], lexicon)
    said = undefined(tokens, [*mentions, *_as_named_above(scored(tokens, runs, mentions), unit, language)])
    if not said:
        return
    spans = [(tokens[each.first].start, tokens[each.last - 1].end) for each in said]
    known = forces(unit.span.plain, unit.side, spans, lexicon)
    names = _force_names(unit, said, spans, [known.get(span) for span in spans], lexicon)
    cohorts = unit.cohorts()
    may_explain, names_her2 = _holds(unit, "explaining", language), _holds(unit, "her2", language)
    meaning = language.tells["meaning"].pattern.search(unit.span.plain) is not None
    together = _refused_together(tokens, said) if unit.side == "out" else frozenset()
    for mention, span, name in zip(said, spans, names, strict=True):
        force = known.get(span)
        needs_drug = name == "refuse" and _needs_drug(mention, said, tokens)
        yield Assertion(
            receptor=mention.receptor,
            state="positive" if needs_drug else mention.state,  # who needs the drug has what it acts on
            force="together" if name == "refuse" and mention.first in together else name,
            rule=mention.rule,
            basis=mention.basis,
            unit=unit,
            start=span[0],
            end=span[1],
            only_pgr=mention.only_pgr,
            cue=(force.start, force.end) if force else (0, 0),
            cells=mention.cells,
            cohort=cohorts.at(*span),
            is_low=mention.is_low,
            may_explain=may_explain,
            names_her2=names_her2,
            tells_meaning=meaning,
        )


def _is_of_those_named(mention: Mention, said: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Tell whether who needs a drug is named by a state: "HER2-positive patients should receive trastuzumab"."""
    if mention.rule != _CANDIDATE:
        return False
    named = (each.last for each in said if each.receptor == HER2 and each.state in _OPPOSITE)
    return any(
        last < mention.first and {token.kind for token in tokens[last : mention.first]} <= _PATIENTS for last in named
    )


def _needs_drug(mention: Mention, said: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Tell whether those are spoken of who should get a drug against HER2, and of their HER2 nothing more is said."""
    before = {token.kind for token in tokens[max(0, mention.first - _NEAR - 1) : mention.first]}
    alone = [each.receptor for each in said].count(HER2) == 1
    return mention.rule == _CANDIDATE and alone and _DENIED.isdisjoint(before)


def _as_named_above(scores: Iterable[Mention], unit: Unit, language: Language) -> Iterator[Mention]:
    """Yield groups that scores name, negative where they only tell what it means: "HER2-negative as follows:", "1+"."""
    for each in scores:
        above = unit.parent or unit.above
        is_below = unit.side == "in" and above and each.state in _NEGATIVE
        yield each._replace(state="negative") if is_below and _names_negative(above, language) else each


def _names_negative(text: str, language: Language) -> bool:
    # What "HER2-negative is defined as:" defines is told below.
    tokens = [each for each in tokens_of(plain(text), language.words) if each.kind != _DEFINES]
    above = receptor_mentions(with_signs(tokens), language)
    return {each.state for each in above if each.receptor == HER2 and each.rule != _CANDIDATE} == {"negative"}


def _wanted_known(
    unit: Unit, tokens: Sequence[Token], unknown: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Assertion]:
    """Yield that a status must be known where those are kept out of whom it is not, any where they may enter, too."""
    spans = [(tokens[each.first].start, tokens[each.last - 1].end) for each in unknown]
    known = forces(unit.span.plain, unit.side, spans, lexicon)
    cohorts = unit.cohorts()
    for mention, span in zip(unknown, spans, strict=True):
        force = known.get(span)
        refused = force.name == "refuse" and force.start >= span[1] if force else unit.side == "out"
        let_in = force is not None and force.name in _LETTING_IN and unit.side == "in"
        if refused or let_in:
            told = mention.receptor, "known", "enrol", mention.rule, mention.basis, unit, *span
            cue = (force.start, force.end) if force else (0, 0)
            explains = _holds(unit, "explaining", lexicon[RECEPTOR])
            cohort = cohorts.at(*span)
            yield Assertion(*told, only_pgr=mention.only_pgr, cue=cue, cohort=cohort, may_explain=explains)


def _holds(unit: Unit, hint: str, language: Language) -> bool:
    return language.hints[hint].search(unit.span.lowered) is not None


def _is_below_her2(unit: Unit, language: Language) -> bool:
    return bool(unit.parent) and language.hints["above"].search(unit.parent.lower()) is not None


def _is_relevant(reading: Reading, sentence: Span, language: Language) -> bool:
    """Tell whether a sentence may say something of receptors; the hint finds ER in CANCER too."""
    low, hints = sentence.lowered, language.hints
    if reading.holds(sentence, hints["receptors"]) or language.tells["letters"].pattern.search(sentence.plain):
        return True
    return bool(hints["drugs"].search(low) and hints["fitness"].search(low))


def _force_names(
    unit: Unit,
    said: Sequence[Mention],
    spans: Sequence[tuple[int, int]],
    known: Sequence[Force | None],
    lexicon: Lexicon,
) -> list[str]:
    """Return the force of each mention of a unit; where the words give none, its side does."""
    language = lexicon[RECEPTOR]
    usual = "refuse" if unit.side == "out" else "enrol"
    if unit.of_prior_therapy:
        return ["subgroup"] * len(said)
    if unit.side == "in" and (_has_other_ways(unit, lexicon) or language.tells["spares"].pattern.search(unit.parent)):
        usual = "subgroup"
    names = [each.name if each else usual for each in known]
    if usual == "subgroup" and (begins := ways_begin(unit.span, unit.layout)):  # what stands before holds for all
        names = [
            "enrol" if not each and span[1] <= begins else name
            for each, name, span in zip(known, names, spans, strict=True)
        ]
    # "Patients are not excluded by receptor status" lets all in, also where it stands among the exclusions.
    names = ["enrol" if each.rule == _NOT_CHOSEN_BY else name for each, name in zip(said, names, strict=True)]
    # A criterion about the treatment of a subgroup may name it again further on.
    parts: dict[tuple[str, str], int] = {}
    for each, name in zip(said, names, strict=True):
        if name == "subgroup":
            parts.setdefault((each.receptor, each.state), each.first)
    taken = {
        (each.receptor, _OPPOSITE.get(each.state)) for each, name in zip(said, names, strict=True) if name == "enrol"
    }
    return [
        "subgroup" if name == "enrol" and key in parts and key not in taken and each.first > parts[key] else name
        for each, name, key in zip(said, names, ((each.receptor, each.state) for each in said), strict=True)
    ]


def _refused_together(tokens: Sequence[Token], said: Sequence[Mention]) -> frozenset[int]:
    """Return where mentions begin that are refused only side by side: "HR-positive/HER2-negative"."""
    found: set[int] = set()
    for one, other in pairwise(sorted(said, key=lambda each: each.first)):
        between = {token.kind for token in tokens[one.first : one.last]}
        if (
            one.receptor != other.receptor
            and one[4:6] == other[4:6]
            and one.state == "negative"
            and "or" not in between
        ):
            found.add(one.first)  # "negative for ER, PR and HER2"
        kinds = {token.kind for token in tokens[one.last : other.first]}
        if one.receptor != other.receptor and other.first >= one.last and kinds <= _SIDE_BY_SIDE:
            found |= {one.first, other.first}
    pairs = list(pairwise(sorted(said, key=lambda each: each.first)))
    for one, other in (*reversed(pairs), *pairs):  # "ER-, PR- and HER2-": the first of them, too
        beside = {token.kind for token in tokens[one.last : other.first]} <= _SIDE_BY_SIDE and other.first >= one.last
        if beside and (one.receptor, one.state) == (other.receptor, other.state) and found & {one.first, other.first}:
            found |= {one.first, other.first}
    return frozenset(found)


def _has_other_ways(unit: Unit, lexicon: Lexicon) -> bool:
    """Tell whether patients may enter by something else than receptor status: "node-positive or HER2-positive"."""
    if not unit.alternatives or lexicon.receptor_hint.search(plain(unit.parent)):
        return False
    ways = (each for each in map(plain, unit.alternatives) if not _is_of_another_organ(each, lexicon[RECEPTOR]))
    return not all(_speaks_of_receptors(each, lexicon) for each in ways)


def _is_of_another_organ(text: str, language: Language) -> bool:
    kinds = {token.kind for token in tokens_of(text, language.words)}
    return "organ" in kinds and "breast" not in kinds


def _speaks_of_receptors(text: str, lexicon: Lexicon) -> bool:
    language = lexicon[RECEPTOR]
    if language.hints["tests"].search(text.lower()):
        return True
    return bool(
        lexicon.receptor_hint.search(text) and receptor_mentions(with_signs(tokens_of(text, language.words)), language)
    )

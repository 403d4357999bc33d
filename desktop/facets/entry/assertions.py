"""What a trial says of receptors, and of whom: mentions with their force."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from desktop.facets.entry.cohorts import CohortsNamed
from desktop.facets.entry.forces import Force, forces
from desktop.facets.entry.lexicon import RECEPTOR, Language, Lexicon
from desktop.facets.entry.mentions import Mention, receptor_mentions
from desktop.facets.entry.scores import ScoreRun, names_of, score_runs
from desktop.facets.entry.signs import with_signs
from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.entry.units import ALL_RANKS, Unit, units
from desktop.facets.hints import Hint
from desktop.facets.reading import Reading, Span, plain
from desktop.trials.finding import Basis

_WORDS = (
    *("her2", "her-2", "her 2", "/neu", " neu", "erbb", "erb-b", "erb b", "triple", "tnbc", "tpbc", "luminal"),
    *("receptor", "growth factor", "hormone-", "hormone s", "hormone p", "hormone n", "hormone or", "hormonally"),
    *("hormonal s", "endocrine s", "endocrine-", "endocrine r", "endocrine or", "estrogen p", "estrogen-p"),
    *("estrogen n", "estrogen-n", "for estrogen", "ihc", "subtype", "phenotype"),
)
_DRUGS = ("trastuzumab", "herceptin")
RECEPTOR_HINT = Hint((*_WORDS, *_DRUGS), exact=("ER", "PR", "PgR", "HR", "HoR", "TN", "HER II"))
# The second test: letters that stand alone, or one of the words.
_RELEVANT = Hint(_WORDS)
_RELEVANT_LETTERS = re.compile(r"\b(?:E\s?Rs?|PRs?|P[gG]Rs?|HRs?|HoR|TN|mTN|ERP|HER[\s-]+II)(?![A-Za-z])|\bHRc|ERα")
_FITNESS = ("candidat", "eligible", "suitable", "indicat")
_SCORES_RULE = "receptors.her2.scores"
_GENERAL = frozenset(("known", "stratum", "any", "unclear"))
_OPPOSITE = {"positive": "negative", "negative": "positive"}
_TESTS = ("ihc", "fish", "amplif", "immunohisto")
_NEAR = 3  # tokens
_FARTHEST_NAME = 14  # tokens
_WIDEST_JOIN = 12  # tokens
# Between two runs of scores these begin something new.
_PARTS = frozenset(("stop", "definition", "is_defined", "er", "pgr", "hr", "low", "ultralow", "zero"))
# Between two receptors these make one group of patients.
_SIDE_BY_SIDE = frozenset(("slash", "and", "comma", "fill", "close", "hyphen"))
_DENIED_WITHIN = 6  # tokens between "not" and the scores that it denies


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

    @property
    def place(self) -> tuple[str, int]:
        """Return the section of the sentence and where it begins there."""
        return self.unit.span.section, self.unit.span.start


def assertions(reading: Reading, lexicon: Lexicon, ranks: Container[int] = ALL_RANKS) -> tuple[Assertion, ...]:
    """Return everything that a trial says of receptors in sections of some ranks, by rank."""
    return tuple(each for unit in units(reading, RECEPTOR_HINT, ranks) for each in _of_unit(unit, lexicon))


def _of_unit(unit: Unit, lexicon: Lexicon) -> Iterator[Assertion]:
    if not _is_relevant(unit.span):
        return
    language = lexicon[RECEPTOR]
    tokens = with_signs(tokens_of(unit.span.plain, language.words))
    runs = _her2_runs(tokens, unit)
    hidden = _without_results(tokens, runs)
    mentions = receptor_mentions(hidden, language)
    said = _undefined(tokens, [*mentions, *_scored(tokens, runs, mentions)])
    if not said:
        return
    spans = [(tokens[each.first].start, tokens[each.last - 1].end) for each in said]
    known = forces(unit.span.plain, unit.side, spans, lexicon)
    names = _force_names(unit, said, [known.get(span) for span in spans], language)
    cohorts = CohortsNamed(unit.span.plain, unit.cohort)
    together = _refused_together(tokens, said) if unit.side == "out" else frozenset()
    for mention, span, name in zip(said, spans, names, strict=True):
        force = known.get(span)
        yield Assertion(
            receptor=mention.receptor,
            state=mention.state,
            force="aside" if name == "refuse" and mention.first in together else name,
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
        )


def _is_relevant(sentence: Span) -> bool:
    """Tell whether a sentence may say something of receptors; the hint finds ER in CANCER too."""
    low = sentence.lowered
    if _RELEVANT.search(low) or _RELEVANT_LETTERS.search(sentence.plain):
        return True
    return any(drug in low for drug in _DRUGS) and any(word in low for word in _FITNESS)


def _force_names(unit: Unit, said: Sequence[Mention], known: Sequence[Force | None], language: Language) -> list[str]:
    """Return the force of each mention of a unit; where the words give none, its side does."""
    usual = "refuse" if unit.side == "out" else "enrol"
    if unit.of_prior_therapy:
        return ["subgroup"] * len(said)
    if unit.side == "in" and _has_other_ways(unit, language):
        usual = "subgroup"
    names = [each.name if each else usual for each in known]
    # A criterion about the treatment of a subgroup may name it again further on.
    parts = {(each.receptor, each.state) for each, name in zip(said, names, strict=True) if name == "subgroup"}
    taken = {(each.receptor, each.state) for each, name in zip(said, names, strict=True) if name == "enrol"}
    parts -= {(receptor, _OPPOSITE.get(state, "")) for receptor, state in taken}
    return [
        "subgroup" if name == "enrol" and (each.receptor, each.state) in parts else name
        for each, name in zip(said, names, strict=True)
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
    return frozenset(found)


def _has_other_ways(unit: Unit, language: Language) -> bool:
    """Tell whether patients may enter by something else than receptor status: "node-positive or HER2-positive"."""
    if not unit.alternatives or RECEPTOR_HINT.search(plain(unit.parent)):
        return False
    return not all(_speaks_of_receptors(plain(each), language) for each in unit.alternatives)


def _speaks_of_receptors(text: str, language: Language) -> bool:
    if any(word in text.lower() for word in _TESTS):
        return True
    return bool(RECEPTOR_HINT.search(text) and receptor_mentions(with_signs(tokens_of(text, language.words)), language))


def _her2_runs(tokens: Sequence[Token], unit: Unit) -> list[ScoreRun]:
    """Return the runs of scores that are HER2's: the nearest receptor before them is, or what governs the unit is."""
    found = []
    for run in score_runs(tokens):
        before = [each.kind for each in tokens[: run.first] if each.kind in ("her2", "er", "pgr", "hr", "other_marker")]
        inside = any(each.kind == "her2" for each in tokens[run.first : run.last])
        behind = any(each.kind == "her2" for each in tokens[run.last : run.last + 6])
        governed = not before and "HER2" in unit.parent.upper().replace("-", "")
        if inside or (before and before[-1] == "her2") or (not before and (behind or governed)):
            found.append(run)
    return _merged(found, tokens)


def _merged(runs: Sequence[ScoreRun], tokens: Sequence[Token]) -> list[ScoreRun]:
    """Return runs as one where "or" joins them: "0 or 1+ by immunohistochemistry, or 2+ without amplification"."""
    found: list[ScoreRun] = []
    for run in runs:
        between = [each.kind for each in tokens[found[-1].last : run.first]] if found else ["stop"]
        if "or" in between and len(between) <= _WIDEST_JOIN and not _PARTS & set(between):
            found[-1] = ScoreRun(found[-1].cells | run.cells, found[-1].first, run.last)
        else:
            found.append(run)
    return found


def _without_results(tokens: Sequence[Token], runs: Sequence[ScoreRun]) -> list[Token]:
    """Return the tokens with the runs of scores blanked out: what they say of amplification is no status."""
    hidden = list(tokens)
    for run in runs:
        for place in range(run.first, run.last):
            if tokens[place].kind not in ("her2", "or", "and", "comma", "open", "close", "colon"):
                hidden[place] = tokens[place]._replace(kind="number")
    return hidden


def _undefined(tokens: Sequence[Token], said: list[Mention]) -> list[Mention]:
    """Return mentions without those that only define one before them: "HER2-negative is defined as HER2 1+ or ..."."""
    borders = [place for place, token in enumerate(tokens) if token.kind in ("definition", "is_defined")]
    kept = []
    for each in said:
        # What is defined itself begins anew: "HER2-positive as defined by ASCO-CAP, or triple-negative defined as ...".
        if not each.cells and any(border - each.last in range(_NEAR) for border in borders):
            kept.append(each)
            continue
        defined = (
            border
            for border in borders
            if border <= each.first
            and (
                tokens[border].kind == "is_defined"
                or any(other.receptor == each.receptor and other.last <= border for other in said)
            )
        )
        if not any("stop" not in [token.kind for token in tokens[border : each.first]] for border in defined):
            kept.append(each)
    return kept


def _scored(tokens: Sequence[Token], runs: Sequence[ScoreRun], mentions: Sequence[Mention]) -> Iterator[Mention]:
    for run in runs:
        if _defines_a_name(tokens, run, mentions):
            continue
        for state in names_of(run.cells):
            denied = "not" in [token.kind for token in tokens[max(0, run.first - _DENIED_WITHIN) : run.first]]
            if not denied:
                yield Mention("her2", state, _SCORES_RULE, "stated", run.first, run.last, cells=run.cells)
            elif state == "positive":
                yield Mention("her2", "negative", _SCORES_RULE, "stated", run.first, run.last)


def _defines_a_name(tokens: Sequence[Token], run: ScoreRun, mentions: Sequence[Mention]) -> bool:
    """Tell whether scores only explain a name of HER2 status beside them: "HER2-low (IHC 1+ or 2+/ISH-)"."""
    named = [each for each in mentions if each.receptor == "her2" and each.state not in _GENERAL]
    if any(each.state == "any" and each.first <= run.first and run.last <= each.last for each in mentions):
        return True  # "with overexpression of HER2 (IHC 3+) or not"
    if any(each.first < run.last and run.first < each.last for each in named):
        return False  # "HER2 0 or low"
    for each in named:
        if max(run.first - each.last, each.first - run.last) > _FARTHEST_NAME:
            continue
        between = tokens[each.last : run.first] if each.last <= run.first else tokens[run.last : each.first]
        kinds = [token.kind for token in between]
        if "stop" in kinds or len(kinds) > (_FARTHEST_NAME if "open" in kinds or "definition" in kinds else 8):
            continue
        if each.last <= run.first and _begins_another([kind for kind in kinds if kind not in ("close", "comma")]):
            continue
        if each.last <= run.first or kinds[:1] == ["open"] or "definition" in kinds:
            return True
    return False


def _begins_another(kinds: Sequence[str]) -> bool:
    """Tell whether words between a name and scores set the scores beside the name: "HER2-low, or IHC 0"."""
    return kinds[:1] in (["or"], ["and"])

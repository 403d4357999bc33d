"""HER2 told by scores in a sentence: which scores are HER2's, and whether they name a group or explain a name."""

from collections.abc import Iterator, Sequence

from desktop.facets.entry.lexicon import Language
from desktop.facets.entry.mentions import Mention
from desktop.facets.entry.scores import ScoreRun, explains_a_name, names_of, score_runs
from desktop.facets.entry.tokens import Token
from desktop.facets.entry.units import Unit

_SCORES_RULE = "receptors.her2.scores"
# Whoever may have any score is told by something else: "scores of 0 to 3+ in less than 30 % of cells are not eligible".
_EVERY_SCORE = frozenset(("0", "1", "3"))
_GENERAL = frozenset(("known", "stratum", "any", "unclear"))
# "3+ or 2+; if 2+, it must be amplified"
_TESTED_TWO = frozenset(("2+", "2-"))
_NEAR_IF = 4  # tokens
_FARTHEST_NAME = 14  # tokens
_WIDEST_JOIN = 12  # tokens
# Between two runs of scores these begin something new.
_PARTS = frozenset(("stop", "definition", "is_defined", "er", "pgr", "hr", "low", "ultralow", "zero"))
# "FISH-negative if the score is 2+ or 3+"
_NOT_AMPLIFIED_IF = frozenset(("ish", "negative", "if"))
_DENIED_WITHIN = 6  # tokens between "not" and the scores that it denies
_FARTHEST_TEST = 8  # tokens
_TESTED = frozenset(("done", "testing", "unknown"))  # "to be done" is a kind of "unknown"
_ONE = frozenset(("1",))
_ZERO = frozenset(("0",))
_BESIDE = (["or"], ["slash"], ["and"], ["comma"], ["comma", "or"])  # tokens between a score and a group beside it
_AMPLIFIED = frozenset(("1", "2+"))  # "1-2+ and confirmed as FISH-positive": the amplified ones of both
_A_TEST = frozenset(("done", "testing", "status"))
# "Negative or 1+ for HER2": the first of the scores is told in words, and of no receptor before it.
_OR = frozenset(("or", "slash"))
_TOLD_OF = frozenset(
    ("her2", "er", "pgr", "hr", "side", "side_pgr", "close", "hyphen", "fill", "status", "colon", "ish")
)
_OPENS = frozenset(("open", "ihc", "colon", "definition"))


def her2_runs(tokens: Sequence[Token], unit: Unit, language: Language) -> list[ScoreRun]:
    """Return the runs of scores that are HER2's: the nearest receptor before them is, or what governs the unit is."""
    found = []
    for run in score_runs(tokens):
        before = [each.kind for each in tokens[: run.first] if each.kind in ("her2", "er", "pgr", "hr", "other_marker")]
        inside = any(each.kind == "her2" for each in tokens[run.first : run.last])
        behind = any(each.kind == "her2" for each in tokens[run.last : run.last + 6])
        above = unit.parent and language.tells["her2_above"].pattern.search(unit.parent)
        governed = above or _is_plainly_of_her2(run, unit, tokens, language)
        if (
            inside
            or _is_said_of_her2(tokens, run)
            or (before and before[-1] == "her2")
            or (not before and (behind or governed))
        ):
            found.append(_with_negative_stain(run, tokens))
    return _merged(found, tokens)


def _is_said_of_her2(tokens: Sequence[Token], run: ScoreRun) -> bool:
    """Tell whether HER2 is named right behind its scores: "ER-positive and 0 or 1+ for the HER2 receptor"."""
    behind = [each.kind for each in tokens[run.last : run.last + _NEAR_IF] if each.kind != "fill"]
    return behind[:2] == ["of", "her2"]


def _with_negative_stain(run: ScoreRun, tokens: Sequence[Token]) -> ScoreRun:
    """Return a run with score 0 where "negative or" stands before it, said of no receptor before."""
    before = [each.kind for each in tokens[max(0, run.first - 3) : run.first]]
    if before[-2:-1] != ["negative"] or before[-1] not in _OR or not _TOLD_OF.isdisjoint(before[:-2]):
        return run
    return ScoreRun(run.cells | {"0"}, run.first - 2, run.last)


def _is_plainly_of_her2(run: ScoreRun, unit: Unit, tokens: Sequence[Token], language: Language) -> bool:
    """Tell whether scores are HER2's without its name: of no other marker scores and its amplification are told."""
    has_both = ({"3", "2+"} <= run.cells or {"1", "2-"} <= run.cells) and any(
        each.kind == "ish" for each in tokens[run.first : run.last]
    )
    return has_both and not language.tells["gene"].pattern.search(unit.span.plain[: tokens[run.first].start])


def _merged(runs: Sequence[ScoreRun], tokens: Sequence[Token]) -> list[ScoreRun]:
    """Return runs as one where "or" joins them: "0 or 1+ by immunohistochemistry, or 2+ without amplification"."""
    found: list[ScoreRun] = []
    for run in runs:
        between = [each.kind for each in tokens[found[-1].last : run.first]] if found else ["stop"]
        between = between[1:] if between[:2] == ["stop", "or"] else between  # "0, 1+; or 2+ and not amplified"
        anew = "her2" in between and explains_a_name(tokens, found[-1].first)  # "HER2-zero (IHC 0) or HER2 3+"
        if "or" in between and len(between) <= _WIDEST_JOIN and not anew and not _PARTS & set(between):
            found[-1] = ScoreRun(found[-1].cells | run.cells, found[-1].first, run.last)
        elif "if" in between[-_NEAR_IF:] and "2" in found[-1].cells and run.cells <= _TESTED_TWO:
            found[-1] = ScoreRun((found[-1].cells - {"2"}) | run.cells, found[-1].first, run.last)
        else:
            found.append(run)
    return found


def without_results(tokens: Sequence[Token], runs: Sequence[ScoreRun]) -> list[Token]:
    """Return the tokens with the runs of scores blanked out: what they say of amplification is no status."""
    hidden = list(tokens)
    for run in runs:
        for place in range(run.first, run.last):
            if tokens[place].kind not in ("her2", "or", "and", "but", "comma", "open", "close", "colon"):
                hidden[place] = tokens[place]._replace(kind="number")
    return hidden


def scored(tokens: Sequence[Token], runs: Sequence[ScoreRun], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the groups that runs of scores name, beside the ``mentions`` by name."""
    for run in runs:
        is_a_name = _stands_beside_low(tokens, run, mentions)
        defines = not is_a_name and _defines_a_name(tokens, run, mentions)
        if run.cells >= _EVERY_SCORE or defines or _tells_whom_to_test(tokens, run):
            continue
        first = _of_the_unamplified(tokens, run)
        cells = run.cells - _ONE if run.cells == _AMPLIFIED else run.cells
        before = [token.kind for token in tokens[max(0, run.first - _DENIED_WITHIN) : run.first]]
        for state in names_of(cells):
            if first == run.first and "not" not in before:
                own = frozenset[str]() if is_a_name else cells
                yield Mention("her2", state, _SCORES_RULE, "stated", run.first, run.last, cells=own)
            elif state == "positive":
                yield Mention("her2", "negative", _SCORES_RULE, "stated", first, run.last)


def _stands_beside_low(tokens: Sequence[Token], run: ScoreRun, mentions: Sequence[Mention]) -> bool:
    """Tell whether a score of 0 is the name of a group beside another name: "HER2-negative (IHC 0 or HER2-low)"."""
    if run.cells != _ZERO:
        return False
    behind = (each.first for each in mentions if each.state == "low" and run.last <= each.first)
    return any([token.kind for token in tokens[run.last : first]] in _BESIDE for first in behind)


def _tells_whom_to_test(tokens: Sequence[Token], run: ScoreRun) -> bool:
    """Tell whether scores only say whose tumours are hybridised: "FISH to be done on specimens with 2+ or 3+"."""
    if run.cells == _ONE and _is_tested_behind([each.kind for each in tokens[run.last :][:_FARTHEST_TEST]]):
        return True
    before = [each.kind for each in tokens[max(0, run.first - _FARTHEST_TEST) : run.first]]
    tested = before.index("ish") if "ish" in before else len(before)
    return "2" in run.cells and not _TESTED.isdisjoint(before[tested:]) and "stop" not in before[tested:]


def _is_tested_behind(kinds: Sequence[str]) -> bool:
    """Tell whether a test follows scores: "for those with HER2 1+, a FISH test may be considered"."""
    tested = kinds.index("ish") if "ish" in kinds and "stop" not in kinds[: kinds.index("ish")] else len(kinds)
    return not _A_TEST.isdisjoint(kinds[tested + 1 : tested + 3])


def _of_the_unamplified(tokens: Sequence[Token], run: ScoreRun) -> int:
    """Return where "FISH-negative if" begins before scores, which are those of tumours without amplification then."""
    before = [token.kind for token in tokens[max(0, run.first - _DENIED_WITHIN) : run.first]]
    return run.first - len(before) + before.index("ish") if set(before) >= _NOT_AMPLIFIED_IF else run.first


def with_the_score_meant(
    tokens: Sequence[Token], runs: Sequence[ScoreRun], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield mentions, with its one cell where a bracket says that only score 0 is meant: "HER2-negative (IHC 0)"."""
    zero = [each for each in runs if each.cells == {"0"}]
    for each in mentions:
        is_zero = any(
            {token.kind for token in tokens[each.last : run.first]} <= _OPENS and run.first > each.last for run in zero
        )
        narrowed = each.receptor == "her2" and each.state == "negative" and is_zero
        yield each._replace(cells=frozenset("0")) if narrowed else each


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
        if each.last <= run.first and _begins_another(kinds):
            continue
        if each.last <= run.first or kinds[:1] == ["open"] or "definition" in kinds:
            return True
    return False


def _begins_another(kinds: Sequence[str]) -> bool:
    """Tell whether words between a name and scores set the scores beside the name: "HER2-low, or IHC 0".

    A bracket before them explains the name: "HER2-low (IHC 1+) or HER2 0".
    """
    if kinds[:1] == ["open"] and "close" in kinds:
        kinds = kinds[kinds.index("close") :]
    joins = [kind for kind in kinds if kind not in ("close", "comma")]
    return joins[:1] in (["or"], ["and"])

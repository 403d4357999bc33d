"""Earlier lines of systemic treatment for advanced disease: how many a patient may have had who enters.

What counts as a line is written in resources/reading/prior_lines.toml.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.facets.entry.eligibility_lexicon import SITE, EligibilityLexicon
from desktop.facets.entry.extent import disease_spoken_of, is_advanced, is_early_alone
from desktop.facets.entry.grammar import GrammarRule, groups_named
from desktop.facets.entry.line_alternatives import has_another_way, of_either_way, of_one_way_alone
from desktop.facets.entry.lines_lifted import without_limits_lifted
from desktop.facets.entry.lines_together import (
    OPEN,
    Limit,
    findings_together,
    of_untreated_or_treated,
    tells_later_line,
    tells_line_of_trial,
    treatment_of,
    with_fewest_of_advanced,
    with_limit_of_title,
    with_lines_added,
    without_contradicted_refusals,
    without_kinds_refused,
    without_titles_contradicted,
)
from desktop.facets.entry.of_whom import Whom, are_hormone_receptor_positive, group_above, group_meant, whom
from desktop.facets.entry.prior_drugs import find_prior_drugs
from desktop.facets.entry.sentences import (
    Sentence,
    continues_another_cancer,
    enrols,
    is_of_another_cancer,
    names_another_cancer,
    sentences,
    sentences_of_summary,
    without_brackets,
)
from desktop.facets.entry.tokens import Token
from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.trials.finding import Finding

_WIDEST_CLAUSE = 30  # tokens before and behind a statement
_BEHIND = 8  # tokens behind a statement that can bind it to a time
_NEAR, _REACH = 4, 20  # tokens
_MOST_SAID = 12  # statements of one sentence; of two thousand records none had more than five
_NOT_COUNTED = frozenset(("counting", "stratified"))
_DEFINED = frozenset(("advanced", "locally_advanced"))
_ENDS = frozenset(("stop", "comma", "advanced", "early", "and", "open", "including"))
_TIMED = frozenset(("within", "time"))
_ENDS_OF_REFUSED = frozenset(("stop", "comma", "but", "and", "permitted", "need", "no"))
_TREATMENTS = frozenset(("systemic", "chemo", "targeted", "endocrine"))
_NAMED = frozenset(("chemo", "targeted", "endocrine"))
# Treatments in a list, and what joins them
_LISTED = frozenset(
    ("comma", "or", "slash", "therapy", "chemo", "endocrine", "targeted", "systemic", "inhibitor", "local", "agent")
)


def find_prior_lines(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return one value for each number of earlier lines with which a patient may enter; none where nothing says it."""
    told = sentences(reading, lexicon)
    limits = [each for sentence in told for each in _of_breast_cancer(reading, sentence, lexicon)]
    limits = without_titles_contradicted(reading, limits, lexicon)
    if limits and all(each.most == 0 and each.treatment == "chemo" for each in limits):
        # A later line, as of endocrine treatment, which may follow where no chemotherapy was given.
        limits = [each for each in _of_summary(reading, lexicon) if each.fewest] or limits
    return _found(reading, limits, lexicon) or _found(reading, _of_summary(reading, lexicon), lexicon)


def _of_summary(reading: Reading, lexicon: EligibilityLexicon) -> list[Limit]:
    """Return what the summary says of the line that a trial is, where it is no treatment that follows in it."""
    said = (_of_breast_cancer(reading, told, lexicon) for told in sentences_of_summary(reading, lexicon))
    return [each for limits in said for each in limits if tells_line_of_trial(each)]


def _found(reading: Reading, limits: list[Limit], lexicon: EligibilityLexicon) -> list[Finding]:
    of_all = not any(each.cohort for each in limits)
    after_endocrine = of_all and any(each.treatment == "endocrine" and each.fewest for each in limits)
    if any(each.most == 0 and each.treatment == "chemo" for each in limits) and (
        after_endocrine or tells_later_line(limits) or _after_endocrine_lines(reading, lexicon)
    ):
        # "No chemotherapy for advanced disease" limits no lines where there are others before.
        limits = [each for each in limits if each.most != 0 or each.treatment != "chemo"]
    for ranks in ((0,), (1,), (2, 4)):
        here = [each for each in limits if each.sentence.unit.rank in ranks]
        if any(each.ends != OPEN for each in here):
            here = without_limits_lifted(here, endocrine_counts=are_hormone_receptor_positive(reading))
            here = [of_one_way_alone(reading, each, here) for each in of_either_way(here)]
            here = without_contradicted_refusals(with_lines_added(with_fewest_of_advanced(here)))
            here = with_limit_of_title(without_kinds_refused(of_untreated_or_treated(here)), limits)
            return best(findings_together(reading, here, of_several_cancers=names_another_cancer(reading, lexicon)))
    return []


def _after_endocrine_lines(reading: Reading, lexicon: EligibilityLexicon) -> bool:
    drugs = find_prior_drugs(reading, lexicon)
    return any(each.facet == "prior_cdk46" and each.value in ("required", "allowed") for each in drugs)


def _of_breast_cancer(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> list[Limit]:
    limits = list(_limits(reading, sentence, lexicon))
    return [] if limits and continues_another_cancer(reading, sentence, lexicon) else limits


def _limits(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> Iterator[Limit]:
    kinds = {each.kind for each in sentence.tokens}
    if sentence.unit.side == "prose" and "permitted" not in kinds and not enrols(sentence.unit, sentence.tokens):
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
            if 1 in claimed[start:end] or end <= sentence.own:
                continue
            claimed[start:end] = b"\x01" * (end - start)
            numbers = _numbers(rule, match, sentence.tokens, lexicon.numbers)
            limits = _ends(rule.fields["limit"], numbers, _side(sentence, end))
            low = limits[0] is not None
            if limits == (None, None) or not _counts(sentence, (start, end), rule, lexicon, low=low):
                continue
            extent = disease_spoken_of(sentence.tokens, start, end)
            limits, low, fits = _of_advanced(limits, extent)
            if limits == OPEN and is_early_alone(sentence.tokens, end):
                continue
            if fits or (not extent and is_advanced(reading, lexicon, default=rule.fields["limit"] != "none")):
                either = has_another_way(sentence.tokens, start, end)
                fewest = None if low and either else limits[0]
                of_whom = whom(reading, sentence, (start, end), lexicon)
                limit = _limit(rule, sentence, (start, end), (fewest, limits[1]), lexicon, of_whom)
                yield limit if limit.group else _under_heading(reading, limit, lexicon)
                said += 1
                if said == _MOST_SAID:
                    return


def _under_heading(reading: Reading, limit: Limit, lexicon: EligibilityLexicon) -> Limit:
    """Return a limit of the receptor group that the heading above its sentence is about, if that is about one."""
    return replace(limit, group=group_meant(group_above(reading, limit.sentence, lexicon), lexicon))


def _of_advanced(
    limits: tuple[int | None, int | None], extent: str
) -> tuple[tuple[int | None, int | None], bool, bool]:
    """Return limits as they hold for advanced disease, whether they have a lower one, and whether they are for it.

    Where early disease counts as well, the fewest may have been for that: "one to four, adjuvant or metastatic".
    """
    if extent == "either":
        limits = (None, limits[1])
    return limits, limits[0] is not None, extent == "advanced" or (extent == "either" and limits[1] is not None)


def _side(sentence: Sentence, end: int) -> str:
    """Return the side of a statement: an inclusion excludes, too ("who had more than two lines are not eligible")."""
    kinds = [each.kind for each in sentence.tokens[end : end + _REACH]]
    clause = kinds[: next((at for at, kind in enumerate(kinds) if kind in _ENDS_OF_REFUSED), len(kinds))]
    return "out" if sentence.unit.side == "in" and "refused" in clause else sentence.unit.side


def _limit(
    rule: GrammarRule,
    sentence: Sentence,
    place: tuple[int, int],
    limits: tuple[int | None, int | None],
    lexicon: EligibilityLexicon,
    of_whom: Whom,
) -> Limit:
    end = next((at for at in range(place[1], len(sentence.tokens)) if sentence.tokens[at].kind in _ENDS), place[1])
    kinds = [_kind(each, lexicon) for each in sentence.tokens[place[0] : min(end, place[1] + _NEAR)]]
    if not (_TREATMENTS | {"cdk46"}) & set(kinds):  # "chemotherapy: ≤ 1 line"
        kinds += [each.kind for each in sentence.tokens[max(0, place[0] - 2) : place[0]] if each.kind in _NAMED]
    subgroup = group_meant(next((each.text for each in sentence.tokens if each.kind == "subgroup"), ""), lexicon)
    cohort = of_whom.cohort
    group = cohort or (subgroup or of_whom.phase if sentence.unit.rank == 0 else "")
    named, span = _TREATMENTS & set(kinds), sentence.span(*place)
    added = lexicon.tells["additional"].pattern.search(sentence.unit.span.lowered, *span) is not None
    return Limit(*limits, treatment_of(kinds), named, rule.id, sentence, span, cohort, group, of_whom.cells, added)


def _kind(token: Token, lexicon: EligibilityLexicon) -> str:
    naive = token.kind == "untreated" and lexicon.tells["of_chemotherapy"].pattern.search(token.text)
    return "chemo" if naive else token.kind


def _numbers(rule: GrammarRule, match: re.Match[str], tokens: Sequence[Token], words: Mapping[str, int]) -> list[int]:
    fixed = [rule.fields[name] for name in ("n", "n2") if name in rule.fields]
    if fixed:
        return fixed
    texts = (tokens[start].text for start, _ in sorted(groups_named(match, "n")))
    return [int(text) if text.isdecimal() else words[text] for text in texts]


def _ends(limit: str, numbers: Sequence[int], side: str) -> tuple[int | None, int | None]:
    """Return the fewest and the most lines that a statement lets in; what is excluded turns round."""
    if limit == "none":
        return None, 0
    if limit == "any_number" and side != "out":
        return OPEN
    if not numbers:
        return None, None
    if limit == "range":
        low, high = min(numbers), max(numbers)
        return low or None, high
    # Where the cohorts have numbers of their own, whom one of them takes the trial takes.
    number = min(numbers) if side != "out" and limit in ("at_least", "above", "exactly") else max(numbers)
    if side == "out" and limit != "below":
        most = {"at_least": number - 1, "above": number, "at_most": number}.get(limit, -1)
        return (None, most) if most >= 0 else (None, None)
    return {
        "at_least": (number, None),
        "above": (number + 1, None),
        "at_most": (None, number),
        "below": (number, None) if side == "out" else (None, number - 1),
        "exactly": (number or None, number),
    }.get(limit, (None, None))


def _counts(
    sentence: Sentence, place: tuple[int, int], rule: GrammarRule, lexicon: EligibilityLexicon, *, low: bool
) -> bool:
    """Tell whether a statement counts lines of breast cancer treatment: it is no time, no harm, no way of counting.

    ``low`` tells that it sets a lower limit, which a condition before it takes back.
    """
    start, end = place
    clause = _clause(sentence.tokens, start, end)
    kinds = {each.kind for each in _without_early_counted(clause)}
    first = sentence.tokens[start].start
    before = {each.kind for each in clause if each in sentence.tokens[max(0, start - _BEHIND) : start]}
    conditional = low and any(each.kind == "if" and each.start < first for each in clause)
    conditional = conditional or (low and _is_of_any_setting(sentence.tokens[start : end + _NEAR], lexicon))
    none = rule.fields["limit"] == "none"
    other = none and (_is_timed(sentence.tokens, end) or _is_for_one_site(sentence.tokens, start, end))
    # Of a criterion: a title and a summary tell of the effects of what the trial gives.
    harm = "harm" in before and sentence.unit.side in ("in", "out")
    return not (conditional or other or harm or kinds & _NOT_COUNTED or is_of_another_cancer(sentence.tokens, end))


def _is_of_any_setting(near: Sequence[Token], lexicon: EligibilityLexicon) -> bool:
    """Tell whether treatment "in any setting" is asked for, which adjuvant treatment is, too."""
    return lexicon.tells["any_setting"].pattern.search(" ".join(each.text for each in near)) is not None


def _without_early_counted(clause: Sequence[Token]) -> list[Token]:
    """Return a clause without words that only tell that early treatment is, or is not, counted.

    What "advanced disease, defined as metastatic" defines is no line.
    """
    kinds = [each.kind for each in clause]
    return [
        each
        for at, each in enumerate(clause)
        if each.kind != "counting"
        or not ("early" in kinds[max(0, at - _NEAR - 1) : at] or set(kinds[at + 1 : at + 3]) & _DEFINED)
    ]


def _is_for_one_site(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether treatment of a part of the body or a complaint is meant: "no treatment for bone metastases"."""
    kinds = [each.kind for each in tokens[start : end + _NEAR]]
    aims = (at for at, kind in enumerate(kinds) if kind == "of" and SITE in kinds[at + 1 : at + 3])
    return any("breast" not in kinds[at : at + _BEHIND] for at in aims)


def _is_timed(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a time is told near behind a statement; other treatments listed between do not part it from that."""
    behind = without_brackets(tokens[end : end + _WIDEST_CLAUSE])[:_REACH]
    listed = next((at for at, token in enumerate(behind) if not _is_listed(behind, at)), 0)
    for token in behind[: listed + _BEHIND]:
        if token.kind in ("advanced", "stop"):
            return False
        if token.kind in _TIMED:
            return True
    return False


def _is_listed(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is a treatment in a list, or stands before one: "major surgery, any other …"."""
    kinds = [each.kind for each in tokens[at : at + 2]]
    return kinds[0] in _LISTED or (kinds[0] in ("word", "any") and kinds[-1] in _LISTED)


def _clause(tokens: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    said, behind = start, end
    first, last = max(0, start - _WIDEST_CLAUSE), min(len(tokens), end + _WIDEST_CLAUSE)
    while start > first and tokens[start - 1].kind != "stop":
        start -= 1
    while end < last and tokens[end].kind != "stop":
        end += 1
    return [*without_brackets(tokens[start:said]), *tokens[said:behind], *without_brackets(tokens[behind:end])]

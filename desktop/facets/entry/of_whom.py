"""Of whom a statement is: of all patients, or of a cohort, phase or receptor group beside which a trial takes others.

What holds for some of the patients is no rule for the whole trial. Lines, earlier drugs and brain metastases ask here.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from desktop.facets.entry.cells import HER2, HR
from desktop.facets.entry.cohorts import labels, labels_in, of_one
from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.joined_lines import indented_ways
from desktop.facets.entry.phases_of_trial import other_phases_spoken_of, phase_spoken_of
from desktop.facets.entry.sentences import Sentence, headings_above
from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.entry.units import Unit
from desktop.facets.reading import Reading, plain
from desktop.trials.finding import Finding

Cells = frozenset[tuple[str, str]]
"""Groups of patients by the state of their hormone receptors and of HER2."""

_KEPT = "entry.receptors"
_STATES = ("positive", "negative")
_ANY = "any"
_EVERY: Cells = frozenset(product(_STATES, _STATES))
_NAMING = ("inclusion_criteria", "exclusion_criteria", "eligibility", "arms")  # sections that name all cohorts
_MOST_BETWEEN = 8  # tokens between a group and what it needs
_MOST_COLONS = 3  # before a statement; a list of many tells of no group
_FARTHEST = 14  # tokens behind a statement in which a group is told
_ENDS = frozenset(("stop", "but", "no"))
# A heading of some patients has one of the first, one that tells what a group is has one of the others.
_OF_SOME, _NO_GROUP = frozenset(("of", "if", "people")), frozenset(("counting", "need", "at_least", "received"))
_BETWEEN = frozenset(("of", "if", "open", "close", "and", "or", "comma", "plus", "exactly"))
_SUBJECT = frozenset(
    (
        *("word", "people", "female", "male", "adult", "study", "with", "dash", "slash", "breast", "mbc", "subgroup"),
        *("advanced", "locally_advanced", "number"),
    )
)
_JOINS = frozenset(("comma", "slash", "and", "or", "dash", "open", "close"))
_EITHER = frozenset(("or", "and"))
_ASKS_FOR = frozenset(("of", "if"))


class Whom(NamedTuple):
    """Hold of which patients a statement is: of a cohort, a phase, groups by receptors; of all where nothing is held.

    ``cells`` are the groups by receptors.
    """

    cohort: str = ""
    phase: str = ""
    cells: Cells = frozenset()


def keep_receptors(reading: Reading, findings: Iterable[Finding]) -> None:
    """Keep the receptor groups that a trial takes, for those who read later what it asks of one of them."""
    reading.kept[_KEPT] = {(each.facet, each.value) for each in findings if each.facet in (HER2, HR)}


def are_hormone_receptor_positive(reading: Reading) -> bool:
    """Tell whether all patients whom a trial takes have hormone receptor-positive disease."""
    return set(_states(reading.kept.get(_KEPT, ()), HR)) == {"positive"}


def whom(reading: Reading, sentence: Sentence, place: tuple[int, int], lexicon: EligibilityLexicon) -> Whom:
    """Return of whom a statement of a sentence is, whose tokens are those from ``place[0]`` to before ``place[1]``."""
    cohort = sentence.cohort(*sentence.span(*place))
    return Whom(cohort, phase_meant(reading, sentence), cells_meant(reading, sentence, place, lexicon))


def takes_others(reading: Reading, told: Sequence[Whom], *, cohorts: bool = True) -> bool:
    """Tell whether a trial takes patients besides those of whom some statements are; ``cohorts`` may count or not."""
    if not told or not all(map(any, told)):
        return False
    of_cohorts, of_phases = all(each.cohort for each in told), all(each.phase for each in told)
    if of_cohorts and cohorts and leave_one_out(reading, [each.cohort for each in told]):
        return True
    if of_phases and other_phases_spoken_of(reading, {each.phase for each in told}):
        return True
    if all(each.cells for each in told):
        return takes_more_than(reading, frozenset().union(*(each.cells for each in told)))
    is_mixed = not (of_cohorts or of_phases)
    return is_mixed and all(takes_others(reading, [each], cohorts=cohorts) for each in told)


def leave_one_out(reading: Reading, cohorts: Iterable[str]) -> bool:
    """Tell whether the criteria or the arms name a cohort of the same kind besides some cohorts and their parts."""
    known = {label for each in cohorts for label in labels(each, reading.layout)}
    kinds = {label.split()[0] for label in known}
    named = {label for section in _NAMING for label in labels_in(reading.sections.get(section, ""), reading.layout)}
    return any(label.split()[0] in kinds and not any(of_one(label, own) for own in known) for label in named)


def takes_more_than(reading: Reading, cells: Cells) -> bool:
    """Tell whether a trial takes patients of other receptor groups than some; those that it does not tell count not."""
    if not cells:
        return False
    taken: Collection[tuple[str, str]] = reading.kept.get(_KEPT, ())
    hr, her2 = (set(_states(taken, facet)) or {""} for facet in (HR, HER2))
    return not all(any(one in ("", a) and two in ("", b) for a, b in cells) for one, two in product(hr, her2))


def _states(taken: Iterable[tuple[str, str]], own: str) -> Iterator[str]:
    for facet, value in taken:
        if facet == own:
            yield from _STATES if value == _ANY else ("positive" if value == "positive" else "negative",)


def ways_to_enter(reading: Reading, unit: Unit) -> tuple[str, ...]:
    """Return the criteria of which one is enough, if a unit is one of such; else none."""
    if unit.rank or unit.side != "in":
        return ()
    return unit.alternatives or indented_ways(reading.sections[unit.span.section], unit.span.start, reading.layout)


def phase_meant(reading: Reading, sentence: Sentence) -> str:
    """Return the phase of which a criterion speaks, or the heading above it; "" for none."""
    if sentence.unit.rank:
        return ""
    texts = (sentence.unit.span.plain, *map(plain, _above(reading, sentence)))
    return next(filter(None, (phase_spoken_of(text, sentence.unit.layout) for text in texts)), "")


def group_meant(text: str, lexicon: EligibilityLexicon) -> str:
    """Return a group as it is told apart from others: "ER+" and "hormone receptor positive" are one; "" for no text."""
    if not text:
        return ""
    if _is(text, "low", lexicon) or _is(text, "triple_negative", lexicon):
        return text
    return f"{HER2 if _is(text, 'of_her2', lexicon) else HR} {_state(text, lexicon)}"


def group_above(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> str:
    """Return the group of receptors that a heading above is about: "For HR+ patients:"; "" for none."""
    tokens = _heading_of_some(reading, sentence, lexicon)
    return next((each.text for each in tokens if each.kind == "subgroup"), "")


def cells_meant(reading: Reading, sentence: Sentence, place: tuple[int, int], lexicon: EligibilityLexicon) -> Cells:
    """Return the receptor groups that a statement is about: "HER2-positive patients must have had two lines"."""
    tokens = sentence.tokens
    if any(each.kind == "subgroup" for each in tokens):
        run = _subject(tokens, place[0], sentence.own) or _told_behind(tokens, place[1])
        if run:
            return _cells_of_run(run, lexicon)
    return _cells_of_run(_heading_of_some(reading, sentence, lexicon), lexicon)


def _above(reading: Reading, sentence: Sentence) -> Iterator[str]:
    if sentence.unit.parent:
        yield sentence.unit.parent
    yield from headings_above(reading, sentence)


def _heading_of_some(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> list[Token]:
    for heading in _above(reading, sentence):
        tokens = tokens_of(plain(heading), lexicon.words)
        kinds = {each.kind for each in tokens}
        if not kinds.isdisjoint(_OF_SOME) or kinds <= _SUBJECT | {"colon"}:
            one = kinds.isdisjoint(_NO_GROUP) and "subgroup" in kinds
            return tokens if one else []
    return []


def _subject(tokens: Sequence[Token], start: int, own: int) -> list[Token]:
    """Return the groups of which something is said in the clause before a statement; none if there are none."""
    kinds = [each.kind for each in tokens]
    ends = (at + 1 for at in range(start - 1, -1, -1) if kinds[at] in _ENDS)
    first = next(ends, 0)
    colons = [at + 1 for at in range(first, start) if kinds[at] == "colon"]
    for begin in dict.fromkeys((first, own, *colons[-_MOST_COLONS:])):
        group = next((at for at in range(begin, start + 1) if at < len(kinds) and kinds[at] == "subgroup"), None)
        if group is None or not set(kinds[begin:group]) <= _SUBJECT | _BETWEEN:
            continue
        end = _end_of_run(kinds, group)
        if begin < first and "subgroup" in kinds[end:start]:
            continue  # further clauses are of the groups with which a criterion begins, until it names others
        behind = kinds[end : end + _MOST_BETWEEN]
        limits = {"need", "colon"} | ({"comma"} if kinds[begin] in _ASKS_FOR else set())
        stop = next((at for at, kind in enumerate(behind) if kind in limits), None)
        says = stop is not None and set(behind[:stop]) <= _SUBJECT | _BETWEEN and end + stop <= start
        if says or (begin in (0, own) and set(kinds[begin:group]) <= _SUBJECT):
            return list(tokens[group:end])
    return []


def _end_of_run(kinds: Sequence[str], group: int) -> int:
    """Return the place behind the groups that begin at a place: "HR-positive, HER2-negative"."""
    end = at = group + 1
    while at < len(kinds) and (kinds[at] == "subgroup" or (kinds[at] in _JOINS and at - end < len(_STATES) + 1)):
        at += 1
        if kinds[at - 1] == "subgroup":
            end = at
    return end


def _told_behind(tokens: Sequence[Token], end: int) -> list[Token]:
    """Return the groups behind a statement: "required for HR+ patients", "(HR+ only)", ", if HR-positive"."""
    kinds = [each.kind for each in tokens[end : end + _FARTHEST]]
    kinds = kinds[: kinds.index("stop")] if "stop" in kinds else kinds
    if "subgroup" not in kinds:
        return []
    group = kinds.index("subgroup")
    begin = group
    while begin and kinds[begin - 1] in _SUBJECT | {"exactly"}:
        begin -= 1
    if not begin or kinds[begin - 1] not in _ASKS_FOR | {"open", "to"}:
        return []
    last = _end_of_run(kinds, group)
    behind = next((kind for kind in kinds[last:] if kind not in _SUBJECT | {"comma", "also"}), "")
    if kinds[begin - 2 : begin - 1] in (["and"], ["or"]) or behind == "need":  # "…, and for HR+ patients also …"
        return []
    is_bracket = kinds[begin - 1] == "open"
    if is_bracket and not set(kinds[last : last + 2]) & {"close"}:
        return []
    return list(tokens[end + group : end + last])


def _cells_of_run(run: Iterable[Token], lexicon: EligibilityLexicon) -> Cells:
    """Return the groups that some tokens name: "HR+/HER2-" is one, "HER2+ or TNBC" are two."""
    cells: Cells = frozenset()
    either = False
    for each in run:
        if each.kind in _EITHER:
            either = True
        if each.kind != "subgroup":
            continue
        own = _cells_of(each.text, lexicon)
        both = cells & own
        cells = (cells | own) if either or not both else both
        either = False
    return frozenset() if cells == _EVERY else cells


def _cells_of(group: str, lexicon: EligibilityLexicon) -> Cells:
    if _is(group, "triple_negative", lexicon):
        return frozenset((("negative", "negative"),))
    at, state = int(_is(group, "of_her2", lexicon)), _state(group, lexicon)
    return frozenset(each for each in _EVERY if each[at] == state)


def _state(group: str, lexicon: EligibilityLexicon) -> str:
    return "negative" if any(_is(group, name, lexicon) for name in ("negative", "low")) else "positive"


def _is(group: str, name: str, lexicon: EligibilityLexicon) -> bool:
    return lexicon.tells[name].pattern.search(group) is not None

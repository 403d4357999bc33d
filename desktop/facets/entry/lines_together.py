"""The limits that a trial sets to earlier lines, taken together: of cohorts and phases, and of kinds of treatment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.of_whom import Cells, leave_one_out, takes_more_than
from desktop.facets.entry.phases_of_trial import is_phase, other_phases_spoken_of
from desktop.facets.entry.sentences import Sentence
from desktop.facets.reading import Reading
from desktop.trials.finding import Basis, Finding
from desktop.trials.line_limits import MANY

FACET = "lines"
OPEN = (None, MANY)
"""The ends of a statement that any number will do."""

_OTHERS = "others"
_OF_THEM = "lines.at_least_one_of_them"
_FIRST_OR_SECOND = "lines.first_or_second"
_TREATED_BEFORE = "lines.titled_treated_before"
_TAKING = ("inclusion_criteria", "eligibility")
_TREATED = frozenset(("lines.progressed_on_first", "lines.exactly", "lines.range"))
# What a summary can tell of the line that a trial is
_OF_TRIAL = frozenset(
    f"lines.{name}"
    for name in (
        *("this_is_the_first", "this_is_the_second", "this_is_the_third", "first_or_second", "second_or_third"),
        *("untreated", "nothing_earlier", "treated_before", "naive_or_first", "first_to_third"),
    )
)
_WEIGHTIEST = ("any", "chemo", "targeted", "endocrine")


@dataclass(frozen=True)
class Limit:
    """Hold what one statement limits: the fewest and the most lines, None where it sets no limit.

    ``treatment`` is the kind that is counted, ``named`` all kinds that the statement names; ``cells`` are the groups by
    receptors of which it is said, if not of all patients; ``added`` tells that the lines come to those asked for.
    """

    fewest: int | None
    most: int | None
    treatment: str
    named: frozenset[str]
    rule: str
    sentence: Sentence
    place: tuple[int, int]
    cohort: str
    group: str
    cells: Cells = frozenset()
    added: bool = False

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """Return the fewest and the most lines."""
        return self.fewest, self.most


def treatment_of(kinds: Sequence[str]) -> str:
    """Return the kind of treatment that a statement of words of some kinds counts."""
    if ("systemic", "endocrine") in pairwise(kinds):
        return "endocrine"
    if "but" in kinds and "endocrine" in kinds[kinds.index("but") : kinds.index("but") + 3]:
        return "chemo"  # "other than endocrine therapy"
    for kind in ("systemic", "chemo", "targeted", "endocrine"):
        if kind in kinds:
            return "any" if kind == "systemic" and "chemo" not in kinds else "chemo" if kind == "systemic" else kind
    return "endocrine" if "cdk46" in kinds else "any"


def tells_line_of_trial(limit: Limit) -> bool:
    """Tell whether a limit is that of the line which a trial is, and not one that follows in it."""
    return limit.rule in _OF_TRIAL and all(each.kind != "now" for each in limit.sentence.tokens)


def tells_later_line(limits: Iterable[Limit]) -> bool:
    """Tell whether a title, which has no cohorts, says that the trial is a later line, or a first and a later one."""
    return any(each.sentence.unit.rank == 1 and each.most and each.rule in _OF_TRIAL for each in limits)


def without_titles_contradicted(reading: Reading, limits: list[Limit], lexicon: EligibilityLexicon) -> list[Limit]:
    """Return limits without "previously treated" of a title where it asks for no line.

    Criteria may take any number, or relapse soon after early treatment as well; an abstract tells of how many lines.
    """
    if all(each.rule != _TREATED_BEFORE for each in limits):
        return limits
    soon = lexicon.tells["soon_after_early"].pattern
    others = any(soon.search(reading.lowered(section)) for section in _TAKING)
    if others or any(each.ends == OPEN for each in limits) or reading.trial.kind == "publication":
        return [each for each in limits if each.rule != _TREATED_BEFORE]
    return limits


def with_lines_added(limits: Sequence[Limit]) -> list[Limit]:
    """Return limits; lines that may come to those that are asked for are counted with them: "one additional line"."""
    asked = max((each.fewest or 0 for each in limits if not each.added), default=0)
    return [replace(each, most=each.most + asked) if each.added and each.most else each for each in limits]


def without_contradicted_refusals(limits: Sequence[Limit]) -> list[Limit]:
    """Return limits without "none" of an exclusion where another criterion lets in some lines of the same treatment.

    "At most two lines in the metastatic setting" tells more than the words from which none were taken.
    """
    capped = [each for each in limits if each.most not in (None, 0, MANY) and not each.group]

    def is_contradicted(each: Limit) -> bool:
        others = [other for other in capped if other.sentence is not each.sentence]
        return (
            each.most == 0
            and each.sentence.unit.side == "out"
            and not each.group
            and any(other.treatment == each.treatment for other in others)
        )

    return [each for each in limits if not is_contradicted(each)]


def of_untreated_or_treated(limits: Sequence[Limit]) -> list[Limit]:
    """Return limits; where one criterion lets in who had no line, and another asks for one, either will do.

    "Treatment-naive, or progressed on first-line treatment": the first is dropped, and the second asks for none.
    """
    taking = [each for each in limits if each.sentence.unit.side == "in" and not each.sentence.unit.rank]
    untreated = [each for each in taking if each.most == 0]
    treated = [each for each in taking if each.fewest or (each.most != 0 and each.rule in _TREATED)]

    def contradict(one: Limit, other: Limit) -> bool:
        same = one.group == other.group and one.cohort == other.cohort
        return same and one.treatment in ("any", other.treatment)

    dropped = [each for each in untreated if any(contradict(each, other) for other in treated)]
    eased = [each for each in treated if any(contradict(other, each) for other in untreated)]
    kept = [each for each in limits if not any(each is other for other in dropped)]
    return [_with_no_fewest(each) if any(each is other for other in eased) else each for each in kept]


def with_fewest_of_advanced(limits: Sequence[Limit]) -> list[Limit]:
    """Return limits; where so many of the lines asked for must have been for advanced disease, the others need not."""
    told = [each for each in limits if each.rule == _OF_THEM and each.fewest]

    def eased(each: Limit) -> Limit:
        least = min((other.fewest for other in told if other.fewest and other.group == each.group), default=None)
        return replace(each, fewest=least) if least and each.fewest and each.fewest > least else each

    return [eased(each) for each in limits]


def _with_no_fewest(limit: Limit) -> Limit:
    most = limit.most if limit.most is not None or limit.rule not in _TREATED else 1
    return replace(limit, fewest=None, most=most)


def without_kinds_refused(limits: Sequence[Limit]) -> list[Limit]:
    """Return limits without "none" of one kind of treatment, or of the exclusions, where a line is asked for.

    "At least one endocrine line", and among the exclusions "chemotherapy in the metastatic setting".
    """
    asked = [each.treatment for each in limits if each.fewest and not each.group]

    def is_of_another_kind(each: Limit) -> bool:
        others = any(treatment != "chemo" for treatment in asked)
        return each.sentence.unit.side == "out" or (each.treatment == "chemo" and others)

    return [each for each in limits if each.most != 0 or each.group or not (asked and is_of_another_kind(each))]


def with_limit_of_title(here: Sequence[Limit], limits: Sequence[Limit]) -> list[Limit]:
    """Return limits of the criteria, and the upper one of the title where these set none and ask for as many lines.

    "As second-line treatment" in the title, "progression on first-line treatment" among the criteria. It holds too
    for the cohorts of which the criteria say nothing: "first- or second-line", and "cohort 1: no prior treatment".
    "Previously treated metastatic disease" asks for a line where the criteria limit but the most.
    """
    treated = [each for each in limits if each.rule == _TREATED_BEFORE]
    if treated and all(each.most and not (each.fewest or each.group or each.sentence.unit.rank) for each in here):
        return [*here, *treated]
    fewest = {each.fewest for each in here if each.fewest is not None}
    titled = [each for each in limits if each.rule == _FIRST_OR_SECOND and each.sentence.unit.rank == 1]
    if titled and all(each.cohort and each.ends == (None, 0) for each in here):
        return [*here, *titled]
    if any(each.most is not None or each.group or each.sentence.unit.rank for each in here):
        return list(here)
    titles = [each for each in limits if each.sentence.unit.rank == 1 and each.most is not None]
    return [*here, *(each for each in titles if {each.fewest} == fewest)]


def findings_together(
    reading: Reading, limits: Sequence[Limit], *, of_several_cancers: bool = False
) -> Iterator[Finding]:
    """Yield a finding for each number of lines that the limits let in together; none where they let in any number.

    What limits some cohorts leaves the others open, unless the others may have another cancer.
    """
    if not limits:
        return
    named = dict.fromkeys(each.group for each in limits if each.group)
    groups = [each for each in named if not is_phase(each)] or [""]
    if _leave_receptors_out(reading, limits, groups):
        groups.append(_OTHERS)
    of_cohorts = {each.cohort for each in limits if each.group}
    if groups != [""] and "" not in of_cohorts and not of_several_cancers and leave_one_out(reading, of_cohorts):
        groups.append(_OTHERS)
    # "At most three lines", and of one cohort "untreated": the first is said of others.
    of_all = [each.most for each in limits if not each.group and each.most not in (None, MANY)]
    if groups != [""] and of_all and _OTHERS not in groups and "" not in of_cohorts:
        narrower = [each.most for each in limits if each.group and each.most is not None]
        groups += [_OTHERS] if narrower and max(narrower) < max(of_all) else []
    # What limits one phase of a trial leaves the others open.
    phases = [*filter(is_phase, named), *other_phases_spoken_of(reading, named)] or [""]
    if len(groups) > 1 and _OTHERS not in groups and all(each.cohort for each in limits if each.group):
        for group in groups:
            own = [each for each in limits if each.group in ("", group)]
            yield from _told(reading, own, [_interval(own)], cohort=group)
        return
    together = [[each for each in limits if each.group in ("", *pair)] for pair in product(groups, phases)]
    yield from _told(reading, limits, [_interval(own) for own in together])


def _leave_receptors_out(reading: Reading, limits: Sequence[Limit], groups: Sequence[str]) -> bool:
    """Tell whether a trial takes patients of other receptor groups than those of which alone limits are told."""
    of_some = [each for each in limits if each.cells]
    if len(groups) > 1 and any(
        each.cohort or not (each.cells or is_phase(each.group)) for each in limits if each.group
    ):
        return False
    return takes_more_than(reading, frozenset().union(*(each.cells for each in of_some)))


def _told(
    reading: Reading, limits: Sequence[Limit], ends: Sequence[tuple[int, int]], cohort: str = ""
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


def _interval(limits: Sequence[Limit]) -> tuple[int, int]:
    """Return the fewest lines that any limit asks for, and the most of the weightiest treatment that has a limit."""
    most = _most_together([each for each in limits if each.most not in (None, MANY)])
    fewest = max([_fewest_together(limits), *(each.fewest or 0 for each in limits)])
    most = min(most, MANY)
    return min(fewest, most), most


def _fewest_together(limits: Sequence[Limit]) -> int:
    """Return the fewest lines where one sentence asks for chemotherapy and for endocrine treatment: their sum."""
    asked = [each for each in limits if each.fewest and each.most is None and not each.group]
    sums = [
        (one.fewest or 0) + (other.fewest or 0)
        for one, other in product(asked, asked)
        if one.sentence is other.sentence
        and (one.treatment, other.treatment) == ("chemo", "endocrine")
        and _joined(one, other)
    ]
    return max(sums, default=0)


def _joined(one: Limit, other: Limit) -> bool:
    """Tell whether "and" joins two limits of a sentence, and nothing else stands between them."""
    first, last = sorted((one.place, other.place))
    between = one.sentence.unit.span.lowered[first[1] : last[0]].split()
    return "and" in between and "or" not in between


def _most_together(limits: Sequence[Limit]) -> int:
    """Return the most lines that limits let in; those of chemotherapy and of endocrine treatment add up."""
    most = min(_of_weightiest((each.treatment, each.most) for each in limits) or [MANY])
    kinds = {each.treatment for each in limits}
    endocrine = [each.most for each in limits if each.treatment == "endocrine" and each.most and not each.group]
    return most + min(endocrine) if "chemo" in kinds and "any" not in kinds and endocrine else most


def _of_weightiest(told: Iterable[tuple[str, int | None]]) -> list[int]:
    told = list(told)
    for treatment in _WEIGHTIEST:
        if found := [number for name, number in told if name == treatment and number is not None]:
            return found
    return []

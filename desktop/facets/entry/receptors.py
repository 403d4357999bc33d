"""HER2 and hormone receptor status: which groups a trial enrols, from what it asserts of its patients."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from operator import attrgetter, methodcaller

from desktop.facets.entry.assertions import Assertion, assertions
from desktop.facets.entry.cells import HER2, HR, is_named
from desktop.facets.entry.combination import TRIPLE_NEGATIVE, Settled, combined
from desktop.facets.entry.lexicon import Lexicon
from desktop.facets.entry.units import REPORTED, Unit
from desktop.facets.matching import best_of
from desktop.facets.reading import CRITERIA, Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

_CONTEXT = "receptor_context"
# Criteria and titles are read first; arms, conditions and summaries where these leave it open or may tell of cohorts;
# keywords and long descriptions only where all of them leave it open.
_FIRST, _THEN, _LAST = range(2), range(2, 5), range(5, 7)
_ARMS = 2
_ABSTRACT = "abstract"
_REPORTING = ("enrol", "background", "subgroup", "outcome")  # what is said of groups among results
_COHORTS_IN = ("arms", "brief_summary")
_CONDITIONS = "conditions"
_KEYWORDS = "keywords"
_BOTH_NAMED = "receptors.both_states"
_STATUS_ALONE = "receptors.status_alone"
_OF_A_PART = ("subgroup", "refuse")
_KEPT_OUT = ("refuse", "together")
_FIRST_WORDS = 18  # letters before the group in the description of an arm: "Stratum 1: HER2-negative …"
_WITHOUT_HER2 = frozenset(("negative", "low", "ultralow", "zero"))


def find_receptors(reading: Reading, rules: Rules, lexicon: Lexicon) -> list[Finding]:
    """Return the findings of HER2 and hormone receptor status with their evidence."""
    # Asked where it matters alone: it takes expressions over all criteria.
    are_healthy = cache(partial(_are_healthy, reading, rules))
    said: list[Assertion] = []
    reported: list[Assertion] = []
    for ranks in (_FIRST, _THEN, _LAST):
        is_open = not all(_is_decided(facet, said) for facet in (HER2, HR))
        if is_open or (ranks == _THEN and _tells_more(reading, rules)):
            told = _without_keywords(reading, assertions(reading, lexicon, ranks))
            own = _of_this_trial(told, rules, are_healthy=are_healthy, published=reading.trial.kind == "publication")
            said += _not_of_one_condition(own, reading, rules, said)
            reported += [each for each in told if each.unit.span.section.startswith(_ABSTRACT)]
    settled = {facet: combined(facet, [each for each in said if each.receptor == facet]) for facet in (HER2, HR)}
    is_abstract = any(map(methodcaller("startswith", _ABSTRACT), reading.sections))
    if is_abstract and not (all(settled.values()) or are_healthy()):
        reported += assertions(reading, lexicon, (REPORTED,))
        settled = {facet: own or _both_reported(facet, reported, rules) for facet, own in settled.items()}
    settled = {facet: _share_of_a_title(facet, own, reported) for facet, own in settled.items()}
    called = _called_in_arms(reading, rules, lexicon)
    settled = {facet: own + _of_arms(facet, own, called) for facet, own in settled.items()}
    settled[HR] += _beside_triple_negative(settled[HR], said)
    settled[HR] = _either_in_a_sentence(settled[HR], said) or _not_triple_negative(settled[HER2], said)
    return [
        found
        for facet, own in settled.items()
        for found in best_of(own, attrgetter("value"), partial(_finding, reading, facet))
    ]


def _without_keywords(reading: Reading, told: Sequence[Assertion]) -> Sequence[Assertion]:
    """Return assertions without those of keywords where there are criteria: these would name the group that enters."""
    if not any(map(reading.lowered, CRITERIA)):
        return told
    return [each for each in told if each.unit.span.section != _KEYWORDS]


def _called_in_arms(reading: Reading, rules: Rules, lexicon: Lexicon) -> list[Assertion]:
    """Return the groups by which arms are called: "HR+, HER2-" and "TNBC cohort"; only such arms are read."""
    if not _says(reading, "arms", rules, "group_in_arms"):
        return []
    told = assertions(reading, lexicon, (_ARMS,))
    return [
        each
        for each in told
        if each.force == "enrol" and is_named(each.receptor, each.state) and _is_name_of_an_arm(each)
    ]


def _of_arms(facet: str, settled: list[Settled], called: Iterable[Assertion]) -> list[Settled]:
    """Return the groups by which arms are called, where these differ and criteria name but one."""
    called = [each for each in called if each.receptor == facet]
    values = {each.value for each in settled}
    if len({each.state for each in called}) == 1 or not values <= {each.state for each in called}:
        return []
    return [Settled(each.state, each, each.basis) for each in called if each.state not in values]


def _is_name_of_an_arm(each: Assertion) -> bool:
    text = each.unit.span.plain
    named, described = text.find(" ["), text.find("]: ")
    return each.end <= named or 0 <= described <= each.start <= described + _FIRST_WORDS


def _not_triple_negative(her2: Sequence[Settled], said: Iterable[Assertion]) -> list[Settled]:
    """Return that hormone receptors are positive where triple-negative and HER2-positive disease are kept out."""
    if not her2 or any(each.value not in _WITHOUT_HER2 for each in her2):
        return []
    refused = (each for each in said if each.force in _KEPT_OUT and each.rule == TRIPLE_NEGATIVE)
    return [Settled("positive", each, "implied") for each in refused if each.receptor == HR]


def _beside_triple_negative(settled: Sequence[Settled], said: Sequence[Assertion]) -> list[Settled]:
    """Return hormone receptor-positive disease of which criteria want something beside triple-negative disease.

    A title that names triple-negative disease alone tells that these had it earlier, or in another lesion.
    """
    if not settled or any(each.told.rule != TRIPLE_NEGATIVE for each in settled):
        return []
    titled = [each for each in said if each.unit.side == "label" and each.unit.span.section != _CONDITIONS]
    if titled and all(each.rule == TRIPLE_NEGATIVE for each in titled):
        return []
    wanted = (each for each in said if each.receptor == HR and each.force == "subgroup" and each.unit.side == "in")
    plainly = (each for each in wanted if each.state == "positive" and not (each.only_pgr or each.is_low))
    places = {each.told.place for each in settled}
    apart = (each for each in plainly if each.place not in places and not each.unit.alternatives)
    return [Settled("positive", each, each.basis) for each in apart]


def _both_reported(facet: str, told: Iterable[Assertion], rules: Rules) -> list[Settled]:
    """Return "any" where a publication that names nobody reports of both groups among its patients.

    It tells in one sentence how both fared, how one of them did, or which share of its patients that is. Studies of
    who gets which cancer tell of both kinds too, and not as of their patients.
    """
    own = [each for each in told if each.receptor == facet and not each.only_pgr]
    outcomes = (each.unit.span.lowered for each in own if each.force == "outcome")
    who_gets_it = rules.scoped(_CONTEXT, "who_gets_it")
    if any(who_gets_it.matches(said, said) for said in outcomes):
        return []  # the group is what may come of it
    states: dict[tuple[str, int], set[str]] = {}
    for each in own:
        if each.force in _REPORTING and (each.state != "any" or each.rule == _BOTH_NAMED):
            states.setdefault(each.place, set()).add(each.state)
    both = {place for place, said in states.items() if {"positive", "negative"} <= said or "any" in said}
    own = [each for each in own if each.place in both or each.force == "share" or _tells_how_they_fared(each, rules)]
    return [Settled("any", each, "implied") for each in own if each.state == "any" or is_named(facet, each.state)]


def _tells_how_they_fared(each: Assertion, rules: Rules) -> bool:
    """Tell whether a sentence reports what came of one group, which shows that others took part."""
    if each.force not in _REPORTING or not is_named(each.receptor, each.state) or each.basis == "derived":
        return False
    return rules.scoped(_CONTEXT, "group_fared").matches(each.unit.span.plain, each.unit.span.lowered)


def _share_of_a_title(facet: str, own: list[Settled], told: Iterable[Assertion]) -> list[Settled]:
    """Return "any" where a title alone names a group, and the abstract tells which share of the patients it was."""
    if any(each.told.unit.side != "label" for each in own):
        return own
    values = {each.value for each in own}
    shares = [each for each in told if each.receptor == facet and each.force == "share" and each.state in values]
    return [Settled("any", each, "implied") for each in shares] or own


def _tells_more(reading: Reading, rules: Rules) -> bool:
    """Tell whether arms, summary or conditions may tell of cohorts, or of a part of HER2-negative disease."""
    of_cohorts = any(_says(reading, section, rules, "cohorts") for section in _COHORTS_IN)
    return of_cohorts or _says(reading, _CONDITIONS, rules, "low")


def _is_decided(facet: str, said: Sequence[Assertion]) -> bool:
    """Tell whether a group is named or any status let in, so that less trusted places cannot change what is found."""
    own = [each for each in said if each.receptor == facet and not each.only_pgr]
    return any(
        each.force in ("enrol", "permit") and (each.state == "any" or is_named(facet, each.state)) for each in own
    )


def _are_healthy(reading: Reading, rules: Rules) -> bool:
    """Tell whether those who enrol do not have the disease that the trial is about."""
    if any(_says(reading, title, rules, "healthy_title") for title in ("title", "official_title")):
        return True
    # What is to be prevented may be harm from treatment, or a relapse.
    told = (("design", "healthy_design"), ("exclusion_criteria", "healthy_out"), ("inclusion_criteria", "healthy_in"))
    without = any(_says(reading, section, rules, scope) for section, scope in told)
    diseased = (("inclusion_criteria", "diseased_in"), ("eligibility", "diseased_in"))
    titled = (("title", "diseased_title"), ("official_title", "diseased_title"))
    return without and not any(_says(reading, section, rules, scope) for section, scope in (*diseased, *titled))


def _says(reading: Reading, section: str, rules: Rules, scope: str) -> bool:
    text = reading.lowered(section)
    return bool(text) and rules.scoped(_CONTEXT, scope).matches(text, text)


def _either_in_a_sentence(settled: list[Settled], said: Sequence[Assertion]) -> list[Settled]:
    """Return "any" where one sentence takes both groups and does not part them by HER2 status."""
    states: dict[tuple[str, int], set[str]] = {}
    for each in settled:
        if each.basis == "stated" and not each.told.only_pgr:
            states.setdefault(each.told.place, set()).add(each.value)
    her2: dict[tuple[str, int], set[str]] = {}
    for told in said:
        if told.receptor == HER2 and told.basis == "stated":
            her2.setdefault(told.place, set()).add(told.state)
    both = {place for place, own in states.items() if {"positive", "negative"} <= own and len(her2.get(place, ())) == 1}
    either = [Settled("any", each.told, "stated") for each in settled if each.told.place in both]
    return either or settled


def _of_this_trial(
    told: Iterable[Assertion], rules: Rules, *, are_healthy: Callable[[], bool], published: bool
) -> Iterator[Assertion]:
    """Yield the assertions about the patients of the trial itself."""
    for _, group in groupby(told, key=lambda each: id(each.unit)):
        said = list(group)
        unit = said[0].unit
        if (unit.side == "prose" or unit.span.section in (_CONDITIONS, _KEYWORDS)) and are_healthy():
            continue  # what is to be prevented is not what the people who enrol have
        if _may_be_of_a_part(said) and are_healthy():
            # What holds for those among them who had cancer tells of nobody's cancer now
            said = [each for each in said if each.force not in _OF_A_PART and not unit.alternatives]
        said = [each for each in said if not (each.force == "gene_list" and each.state == "mutated")]
        if unit.side != "in":  # "hormone receptor status": a criterion asks for it, a keyword or an outcome does not
            said = [each for each in said if each.rule != _STATUS_ALONE]
        if unit.side == "prose":
            measured = _foretells(unit, rules)
            said = [each for each in said if each.state != "known" or (_names_a_test(each, rules) and not measured)]
            said = [each for each in said if each.state != "unclear" or not measured]
        if published and unit.side == "label":
            said = [each for each in said if each.state != "known"]  # the title of an article names what was measured
        if unit.side != "prose" or unit.span.section == "arms" or _tells_of_patients(unit, rules):
            yield from said
        else:
            usual = _is_background(unit, rules)  # "today tumours are stratified by HER2": so they are by everybody
            yield from (
                each
                for each in said
                if ((each.state == "stratum" or each.force == "subgroup") and not usual) or _is_of_a_drug(each)
            )


def _may_be_of_a_part(said: Sequence[Assertion]) -> bool:
    """Tell whether a sentence speaks of some of those who enrol, of one way to enter, or of whom it keeps out."""
    return bool(said[0].unit.alternatives) or any(each.force in _OF_A_PART for each in said)


def _not_of_one_condition(
    told: Iterable[Assertion], reading: Reading, rules: Rules, criteria: Iterable[Assertion]
) -> list[Assertion]:
    """Return assertions without a condition "triple-negative" beside "breast cancer", where there are criteria.

    It is one of the diseases that enter; that it were the only one would stand in the criteria. So is any group of
    which criteria only say what it needs.
    """
    said = list(told)
    conditions = [each for each in said if each.unit.span.section == _CONDITIONS]
    own = [each for each in criteria if each.unit.side == "in"]
    ways = {(each.receptor, each.state) for each in own if each.unit.alternatives}
    parts = {(each.receptor, each.state) for each in own if each.force == "subgroup"} - ways
    is_one = all(each.rule == TRIPLE_NEGATIVE for each in conditions) and any(map(reading.lowered, CRITERIA))
    is_part = all((each.receptor, each.state) in parts for each in conditions)
    if not (conditions and (is_one or is_part) and _says(reading, _CONDITIONS, rules, "any_breast")):
        return said
    return [each for each in said if each.unit.span.section != _CONDITIONS]


def _names_a_test(each: Assertion, rules: Rules) -> bool:
    """Tell whether what prose calls known is a status, and no hazard ratio, heart rate or partial response."""
    said = each.unit.span.lowered[each.start : each.end]
    return each.receptor == HER2 or rules.scoped(_CONTEXT, "test_named").matches(said, said)


def _is_of_a_drug(each: Assertion) -> bool:
    """Tell whether the description of a drug says who gets it: "fulvestrant (for ER-positive patients only)"."""
    return each.force == "subgroup" and each.unit.span.section == "interventions"


def _tells_of_patients(unit: Unit, rules: Rules) -> bool:
    """Tell whether a sentence of prose speaks of those who enrol, and not of the disease or of other trials."""
    if unit.of_entry:
        return True
    scope = "abstract" if unit.span.section.startswith("abstract") else "enrolling"
    return rules.scoped(_CONTEXT, scope).matches(unit.span.plain, unit.span.lowered) and not _is_background(unit, rules)


def _foretells(unit: Unit, rules: Rules) -> bool:
    """Tell whether a sentence of prose measures a status to see what it goes with."""
    return rules.scoped(_CONTEXT, "foretelling").matches(unit.span.plain, unit.span.lowered)


def _is_background(unit: Unit, rules: Rules) -> bool:
    """Tell whether a sentence speaks of the disease in general, of earlier trials, or of results."""
    return rules.scoped(_CONTEXT, "background").matches(unit.span.plain, unit.span.lowered)


def _finding(reading: Reading, facet: str, each: Settled) -> Finding:
    told = each.told
    evidence = reading.quote(told.unit.span, told.start, told.end)
    start, end = told.cue
    cue = (told.unit.span.start + start, told.unit.span.start + end) if end else (0, 0)
    return Finding(facet, each.value, told.rule, each.basis, evidence, cohort=told.cohort, cue=cue)

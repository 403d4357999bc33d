"""Which of the groups that a trial names count: without what only explains a name, or follows from another."""

from collections.abc import Iterable, Sequence

from desktop.facets.entry.assertions import Assertion
from desktop.facets.entry.cells import HER2, HR, enrolled_cells, is_named

SUBDIVIDED = ("low", "ultralow", "zero")
"""Names of parts of HER2-negative disease."""
ALTERED = "receptors.altered"
_OPPOSITE = {"positive": "negative", "negative": "positive"}
_OFFICIAL = "official_title"
_DECIDING = ("title", _OFFICIAL, "inclusion_criteria")
_TWO_ALONE, _NOT_AMPLIFIED = frozenset("2"), frozenset(("2-",))  # cells


def groups_named(facet: str, here: list[Assertion]) -> list[Assertion]:
    """Return the assertions of one place that name a group, without those that only tell more of one."""
    here = _without_meanings(here)
    if facet == HR:
        return _one_positive_is_positive(each for each in here if is_named(facet, each.state))
    here = _without_explanations(_of_one_score(here))
    subdivided = [each for each in here if each.state in SUBDIVIDED]
    if not subdivided:
        return here
    # Explicit text wins over what follows from triple-negative: "HER2-low, triple-negative" enrols HER2-low.
    if any(each.unit.rank == 1 for each in subdivided):
        return [each for each in here if each.basis != "derived"]
    places = {each.place for each in subdivided}
    return [each for each in here if each.basis != "derived" or each.place not in places]


def _without_meanings(here: list[Assertion]) -> list[Assertion]:
    """Return assertions without a status that a criterion only explains, where another one asks for its opposite.

    "HER2-negative disease. HER2 is positive if IHC is 3+." Where the status must only be known, both may be explained.
    """
    if any(each.state in ("known", "any") for each in here):
        return here
    plainly = {each.state for each in here if not each.tells_meaning and each.force == "enrol" and not each.cells}
    return [
        each
        for each in here
        if not each.tells_meaning or each.cohort or each.state in plainly or _OPPOSITE.get(each.state) not in plainly
    ]


def that_count(own: Sequence[Assertion]) -> Sequence[Assertion]:
    """Return assertions without those that others of the same trial show to mean something else."""
    return _without_amplified(_without_contrary_title(own))


def _without_amplified(own: Sequence[Assertion]) -> Sequence[Assertion]:
    """Return assertions without "alterations" where criteria want HER2-positive disease, and nothing says "mutated"."""
    wanted = any(each.state == "positive" and each.force == "enrol" and each.unit.side == "in" for each in own)
    if not wanted or any(each.state == "mutated" and each.rule != ALTERED for each in own):
        return own
    return [each for each in own if each.rule != ALTERED]


def _without_contrary_title(own: Sequence[Assertion]) -> Sequence[Assertion]:
    """Return assertions without an official title that names only the opposite of what title and criteria name.

    Some records carry the official title of another trial.
    """
    plainly = [each for each in own if each.force == "enrol" and each.basis == "stated" and not each.only_pgr]
    named = {place: {each.state for each in plainly if each.unit.span.section == place} for place in _DECIDING}
    brief, official, criteria = named.values()
    if len(brief) != 1 or brief != criteria or official != {_OPPOSITE.get(min(brief), "")}:
        return own
    return [each for each in own if each.unit.span.section != _OFFICIAL]


def must_be_met(each: Assertion) -> bool:
    """Tell whether an assertion is a criterion that all must meet, and none that may only tell what a status means."""
    unit = each.unit
    alone = not (each.cohort or unit.parent or unit.alternatives or each.only_pgr)
    return alone and not each.may_explain and unit.span.section == "inclusion_criteria" and each.basis == "stated"


def in_title_and_criteria(named: Iterable[Assertion]) -> bool:
    """Tell whether the title names the same group as the criteria, and neither another."""
    named = list(named)
    sides = {each.unit.side for each in named if each.force == "enrol" and each.basis == "stated"}
    return len({each.state for each in named}) == 1 and sides >= {"in", "label"}


def _of_one_score(here: list[Assertion]) -> list[Assertion]:
    """Return named groups; "score 2 is needed" and "no amplification", each on its own, are HER2-low together."""
    named = [each for each in here if is_named(HER2, each.state)]
    twos = (each for each in here if each.state == "unclear" and each.cells == _TWO_ALONE)
    of_two = [each.place for each in twos if must_be_met(each)]
    if not of_two or not all(
        each.state == "negative" and not each.cells and each.unit.rank == 0 and each.place not in of_two
        for each in named
    ):
        return named
    return [each._replace(state="low", cells=_NOT_AMPLIFIED, basis="implied") for each in named]


def _without_explanations(here: list[Assertion]) -> list[Assertion]:
    """Return assertions without scores that only tell more of a name, in its sentence or below it.

    "HER2 (-) or HER2 (1+)"; "HER2-negative, defined as:" and below it "2+ and not amplified". What does not
    name HER2, or tells what is meant by something, explains whichever criterion names it.
    """
    named: dict[tuple[str, int], frozenset[str]] = {}
    above: dict[str, frozenset[str]] = {}
    for each in here:
        if not each.cells and each.basis == "stated" and each.state not in SUBDIVIDED:
            cells = enrolled_cells(HER2, each.state, frozenset())
            named[each.place] = named.get(each.place, frozenset()) | cells
            above[each.unit.span.text] = named[each.place]
    everywhere = frozenset[str]().union(*named.values())
    return [
        each
        for each in here
        if not each.cells
        or not enrolled_cells(HER2, each.state, each.cells)
        <= (everywhere if each.may_explain or not each.names_her2 else named.get(each.place, frozenset()))
        | above.get(each.unit.parent.strip(), frozenset())
    ]


def _one_positive_is_positive(here: Iterable[Assertion]) -> list[Assertion]:
    here = list(here)
    positive = {(each.place, each.cohort) for each in here if each.state == "positive" and each.only_pgr}
    return [
        each
        for each in here
        if each.state == "positive"
        or not (each.only_pgr or (each.basis == "stated" and (each.place, each.cohort) in positive))
    ]

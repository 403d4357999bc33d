"""From what a trial says of its patients to whom it enrols: cohort by cohort, what it takes without what it refuses."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop.facets.entry.assertions import Assertion
from desktop.facets.entry.cells import ALL, HER2, HR, enrolled_cells, is_named, names_left, refused_cells
from desktop.facets.entry.cohorts import labels
from desktop.facets.entry.named_groups import (
    ALTERED,
    SUBDIVIDED,
    groups_named,
    in_title_and_criteria,
    must_be_met,
    that_count,
)
from desktop.facets.matching import MOST_EVIDENCE
from desktop.trials.finding import Basis

REVIEW = "needs_review"
_TAKING = ("enrol", "permit", "gene_list")
_NOT_OF_PATIENTS = ("refuse", "never", "history", "outcome", "aside", "together", "other_lesion", "background", "share")
# Places that decide together, by rank of their sections; the first that name a group decide.
_RANKS: tuple[tuple[int, ...], ...] = ((0, 1), (2,), (3,), (4,), (5,), (6,))
_NOTHING = len(_RANKS)
# Places where those who are kept out tell who may enter: criteria, and abstracts that say whom they excluded.
_LEAVES_OTHERS = frozenset((0, 4))
_TWO = 2
_BEGINNING = 60  # characters of a criterion in which it says which disease it is about
_OPPOSITE = {"positive": "negative", "negative": "positive"}
TRIPLE_NEGATIVE = "receptors.triple_negative"
_CONDITIONS = "conditions"


class Settled(NamedTuple):
    """Hold a value of a receptor facet with the assertion it rests on."""

    value: str
    told: Assertion
    basis: Basis


class _Refused:
    """Hold the cells that a trial refuses, and for each way to say so the first places where it does."""

    def __init__(self, facet: str, own: Iterable[Assertion]) -> None:
        self._told: dict[frozenset[str], list[Assertion]] = {}
        for each in own:
            if is_named(facet, each.state):
                told = self._told.setdefault(refused_cells(facet, each.state, each.cells), [])
                if len(told) < MOST_EVIDENCE:
                    told.append(each)
        self.cells: frozenset[str] = frozenset().union(*self._told)

    def that_touch(self, cells: frozenset[str]) -> list[Assertion]:
        """Return the assertions that refuse one of some cells."""
        return [each for own, told in self._told.items() if own & cells for each in told]


class _Decision(NamedTuple):
    """Hold what one cohort comes to, and the place in ``_RANKS`` that decided it."""

    settled: tuple[Settled, ...]
    place: int


def combined(facet: str, own: Sequence[Assertion]) -> list[Settled]:
    """Return what the assertions of one facet come to, in order of trust; none where they name nobody."""
    own = _added(facet, that_count(_without_low(facet, own)))
    general = _decided(facet, [each for each in own if not each.cohort])
    cohorts = list(_of_cohorts(facet, own, general))
    first = min([each.place for each in cohorts], default=_NOTHING)
    if general.place < first and {each.value for each in general.settled} == {"any"}:
        cohorts = []  # arms do not narrow criteria that let all in
    kept = [general] if general.place <= first else []
    settled = [each for decision in (*kept, *cohorts) for each in decision.settled]
    if not settled:
        return _general(own)
    if general.place > 0 and (cohorts or general.settled):
        settled += _asked_besides(own, {each.value for each in settled})
    return [*settled, *_agreeing(own, settled), *_names_within(own, settled)]


def _asked_besides(own: Sequence[Assertion], values: set[str]) -> list[Settled]:
    """Return the opposite group of which criteria want something, in no cohort, where cohorts alone name another."""
    opposite = {_OPPOSITE.get(value) for value in values}
    asked = (each for each in own if each.force == "subgroup" and each.unit.side == "in" and not each.only_pgr)
    return [Settled(each.state, each, each.basis) for each in asked if not each.cohort and {each.state} == opposite]


def _without_low(facet: str, own: Sequence[Assertion]) -> Sequence[Assertion]:
    """Return assertions without weakly positive receptors (1 to 10 %) that a trial of negative disease takes besides.

    Many trials of triple-negative disease take them; that opens none of these to plainly positive receptors.
    """
    negative = {each.place for each in own if each.state == "negative" and each.force == "enrol" and not each.only_pgr}
    if facet != HR or not negative:
        return own
    besides = (each for each in own if each.is_low and not each.cohort)
    titled = [each for each in own if each.unit.side == "label" and each.force == "enrol"]
    is_titled = any(each.rule == TRIPLE_NEGATIVE for each in titled) and not any(each.is_low for each in titled)
    dropped = [each for each in besides if is_titled or each.place not in negative or each.force in ("permit", "added")]
    return [each for each in own if each not in dropped]


def _added(facet: str, own: Sequence[Assertion]) -> list[Assertion]:
    """Return assertions with the force of what depends on others: whether any assertion takes a group.

    What is added to others is permitted; where there are none, any may enter. What patients never had is refused only
    where there are none.
    """
    trusted = (each for each in own if each.unit.rank in _RANKS[0])
    others = any(each.force in _TAKING and is_named(facet, each.state) for each in trusted)
    force = {"added": "permit", "lacked": "never"} if others else {"added": "subgroup", "lacked": "refuse"}
    return [each._replace(force=force.get(each.force, each.force)) for each in own]


def _labels(each: Assertion) -> frozenset[str]:
    return labels(each.cohort, each.unit.layout)


def _of_cohorts(facet: str, own: Sequence[Assertion], general: _Decision) -> Iterator[_Decision]:
    """Yield what each cohort comes to of which something is said, beside what holds for all."""
    refused_of_all = [each for each in own if not each.cohort and each.force == "refuse"]
    for label in dict.fromkeys(label for each in own for label in sorted(_labels(each))):
        here = [each for each in own if label in _labels(each)]
        decision = _decided(facet, [*here, *refused_of_all])
        said = tuple(each for each in decision.settled if label in _labels(each.told))
        # What a cohort refuses tells whom it takes only where nothing is said of all.
        if general.settled:
            said = tuple(each for each in said if each.told.force != "refuse")
        if said and all(each.value != REVIEW for each in said):
            yield _Decision(said, decision.place)


def _decided(facet: str, own: Sequence[Assertion]) -> _Decision:
    taken = [each for each in own if each.force in _TAKING]
    out = [each for each in own if each.force == "refuse" and each.basis == "stated" and not each.only_pgr]
    refused = _Refused(facet, out)
    for place, ranks in enumerate(_RANKS):
        here = [each for each in taken if each.unit.rank in ranks]
        named = groups_named(facet, here)
        if conflict := _conflict(facet, named, own):
            return _Decision(conflict, place)
        left = [settled for each in named for settled in _left_of(facet, each, refused)]
        left += _beside_those_let_in(named, own, refused)
        # Who is not triple-negative may have any status, which only tells more of a trial that takes both.
        whatever = [each for each in here if each.state == "any" and (left or each.basis == "stated")]
        known = [each for each in here if each.state == "known" and each.unit.side == "in"]
        if left and all(_is_in_passing(each, known) for each in left):
            whatever += known  # a status that must only be known is not narrowed by triple-negative disease in passing
        if left and not _outweighed(left, whatever):
            return _Decision(tuple(left), place)
        if whatever:
            left = _left_of_all(facet, refused)
            return _Decision(tuple(left or [Settled("any", each, each.basis) for each in whatever]), place)
        if 0 in ranks and named:  # all that it takes it refuses as well
            return _Decision(_undecided(facet, named, refused), place)
        if _LEAVES_OTHERS & {*ranks} and (left := _left_of_all(facet, refused)):
            return _Decision(tuple(left), place)
    return _Decision((), _NOTHING)


def _is_in_passing(settled: Settled, known: Iterable[Assertion]) -> bool:
    """Tell whether criteria name triple-negative disease for a part of the patients only.

    "Tumour larger than 2 cm, or larger than 5 mm if triple-negative"; "triple-negative, receptor status known".
    """
    told = settled.told
    of_criteria = settled.basis == "derived" and told.unit.side == "in"
    return of_criteria and (told.start > _BEGINNING or any(each.place == told.place for each in known))


def _beside_those_let_in(named: Sequence[Assertion], own: Sequence[Assertion], refused: _Refused) -> list[Settled]:
    """Return the groups of which criteria want something, where these only permit the opposite: both may enter.

    "ER-positive patients must have had hormone therapy. ER-negative patients are eligible without."
    """
    states = {each.state for each in named}
    if len(states) != 1 or any(each.force != "permit" or each.unit.side != "in" for each in named) or refused.cells:
        return []
    opposite = _OPPOSITE.get(states.pop())
    wanted = (each for each in own if each.force == "subgroup" and each.unit.side == "in" and not each.only_pgr)
    return [Settled(each.state, each, each.basis) for each in wanted if each.state == opposite]


def _outweighed(left: Sequence[Settled], whatever: Sequence[Assertion]) -> bool:
    """Tell whether "any status may enter" counts for more than the groups that are named."""
    if not whatever or all(each.basis == "derived" for each in left):
        return bool(whatever)
    # A criterion that lets all in is not narrowed by another about some of them; a title is, if it names the receptor.
    plainly = [each for each in whatever if each.unit.side == "in" and each.basis == "stated" and not each.only_pgr]
    is_alternative = any(each.unit.alternatives for each in plainly)
    told = (each.told.unit.side == "in" or each.basis == "derived" for each in left)
    return bool(plainly) and (is_alternative or all(told))


def _undecided(facet: str, named: Sequence[Assertion], refused: _Refused) -> tuple[Settled, ...]:
    """Return the need of a review with what is taken and what is refused.

    What is taken stays for hormone receptors, and for HER2 where all is refused or the title names it as criteria do.
    """
    if facet == HR or refused.cells == ALL[facet] or in_title_and_criteria(named):
        return tuple(Settled(each.state, each, each.basis) for each in named)
    return tuple(Settled(REVIEW, each, "stated") for each in (*named[:1], *refused.that_touch(ALL[facet])))


def _conflict(facet: str, named: Sequence[Assertion], own: Sequence[Assertion]) -> tuple[Settled, ...]:
    """Return the need of a review where two criteria, each of which all must meet, have no HER2 cell in common.

    Scores often only define what a name means, and where any status may enter nothing conflicts.
    """
    if facet != HER2 or any(each.state in ("any", "stratum") or each.cells for each in own):
        return ()
    required: dict[tuple[str, int], list[Assertion]] = {}
    for each in named:
        if each.unit.rank > 0 or each.force != "enrol" or not must_be_met(each):
            return ()  # a title or a list of alternatives tells that both may enter
        required.setdefault(each.place, []).append(each)
    lines = {each.unit.line for said in required.values() for each in said}
    if len(required) != _TWO or len(lines) < _TWO:  # two sentences of one criterion are two ways to enter
        return ()
    one, other = (
        frozenset().union(*(enrolled_cells(facet, each.state, frozenset()) for each in said))
        for said in required.values()
    )
    return () if one & other else tuple(Settled(REVIEW, each, "stated") for each in named)


def _left_of(facet: str, each: Assertion, refused: _Refused) -> Iterator[Settled]:
    """Yield what is left of a group that a trial takes without the cells that it refuses.

    Who takes mutations and refuses some refuses single ones ("T798M mutations").
    """
    own = enrolled_cells(facet, each.state, each.cells)
    left = own if each.state == "mutated" else own - refused.cells
    if left == own or (left and each.basis == "derived"):
        yield Settled(each.state, each, each.basis)
        return
    names = names_left(facet, left)
    if each.state in names:
        yield Settled(each.state, each, each.basis)
        return
    for name in names:
        yield Settled(name, each, "implied")
        yield from (Settled(name, other, "implied") for other in refused.that_touch(own))


def _left_of_all(facet: str, refused: _Refused) -> list[Settled]:
    """Return what an exclusion leaves in: without HER2-positive disease there is HER2-negative disease."""
    names = names_left(facet, ALL[facet] - refused.cells)
    return [Settled(name, each, "implied") for name in names for each in refused.that_touch(ALL[facet])]


def _general(own: Sequence[Assertion]) -> list[Settled]:
    """Return "any" where the status must only be known or divides the patients, else the need of a review."""
    said = [each for each in own if each.force not in _NOT_OF_PATIENTS]
    general = [each for each in said if _is_general(each) and not each.only_pgr]
    if general and all(map(_is_of_triple_negative, general)):
        return [Settled(each.state, each, each.basis) for each in general]
    if general:
        return [Settled("any", each, each.basis) for each in general]
    return [Settled(REVIEW, each, each.basis) for each in said if each.state == "unclear" and each.receptor == HER2]


def _is_of_triple_negative(each: Assertion) -> bool:
    """Tell whether prose speaks of triple-negative disease: no drug is added for it, so patients have it."""
    return each.rule == TRIPLE_NEGATIVE and each.unit.side == "prose"


def _is_general(each: Assertion) -> bool:
    of_a_part = each.force == "subgroup" and each.state in ("positive", "negative", "unclear")
    return of_a_part or (each.state in ("known", "stratum", "any") and each.basis == "stated")


def _agreeing(own: Sequence[Assertion], settled: Sequence[Settled]) -> list[Settled]:
    """Return what less trusted places say in the same words, as further evidence."""
    values = {each.value for each in settled if each.basis != "implied"}
    taken = [each for each in own if each.force in _TAKING and not each.only_pgr]
    return [Settled(each.state, each, each.basis) for each in taken if each.state in values]


def _names_within(own: Sequence[Assertion], settled: Sequence[Settled]) -> Iterator[Settled]:
    """Yield the part of HER2-negative disease that a trial of it names, too: a condition, or what one group must meet.

    "HER2-low breast cancer" as a condition; "patients with HER2-low tumours must have had …" among the criteria.
    So it does of "HER2-positive" as a condition in a trial of alterations of HER2.
    """
    values = {each.value for each in settled}
    if all(each.told.rule == ALTERED for each in settled):
        wanted = [each for each in own if each.state == "positive" and each.force == "enrol"]
        yield from (Settled("positive", each, each.basis) for each in wanted if each.unit.span.section == _CONDITIONS)
    if "negative" not in values or values & {"any", *SUBDIVIDED}:
        return
    for each in own:
        is_named = each.state in SUBDIVIDED and not each.cells and not each.cohort
        of_conditions = each.unit.span.section == _CONDITIONS and each.force == "enrol"
        of_criteria = each.unit.span.section == "inclusion_criteria" and each.force == "subgroup"
        if is_named and (of_conditions or of_criteria):
            yield Settled(each.state, each, each.basis)

"""Find out how all trials fit a patient, with the sets of the facet index and not trial by trial.

Each question about her divides the trials into four sets: fits, undecided, does not fit, says nothing. This is done for
the trials without cohorts, then for each cohort; the cohort that fits best decides for a trial.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from desktop.catalogue.finding.cohorts import facet_and_value, union_of
from desktop.trials.cohorts import OF_ANOTHER_COHORT
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.of_some import OF_SOME_FACET, of_some

if TYPE_CHECKING:
    from desktop.catalogue.finding.facet_index import FacetIndex
    from desktop.matching.questions import Question


class _Split(NamedTuple):
    """Hold the trials that fit a question, those that leave it undecided, and those that do not fit."""

    fits: int
    open: int
    bars: int


class FitSets(NamedTuple):
    """Hold the sets of trials that fit, may fit and do not fit, and the reasons.

    ``levels[n]`` are the trials that do not exclude her and have at least n fitting answers in one cohort. ``near`` is
    {criterion: trials that exclude her only by it}, ``barred`` {criterion: trials that exclude her by it in every
    cohort}, ``barred_by`` {criterion: {value that excludes her: trials}}. ``scattered`` are the trials of which each
    cohort excludes her by another criterion. ``untested`` is {marker: trials that may fit and need this marker, which
    is unknown}.
    """

    fits: int
    may_fit: int
    does_not_fit: int
    levels: tuple[int, ...]
    near: Mapping[str, int]
    barred: Mapping[str, int]
    barred_by: Mapping[str, Mapping[str, int]]
    scattered: int
    untested: Mapping[str, int]


def fit_sets(index: FacetIndex, asked: Sequence[Question], within: int) -> FitSets:
    """Return how the trials of ``within`` fit the patient from whom the questions were made."""
    cohorts = index.cohorts.present()
    divided = union_of(cohorts)
    places = [within & ~divided, *(within & each for each in cohorts)]
    answers = [_by_cohort(index, each, len(cohorts)) for each in asked]
    fits = open_to = 0
    levels = [0] * (len(asked) + 1)
    near = dict.fromkeys((each.criterion.id for each in asked), 0)
    barred = dict.fromkeys(near, within)
    for place, here in enumerate(places):
        own = [each[place] for each in answers]
        once, more = _counted_bars(own)
        free = here & ~once & ~more
        open_to |= free
        hers = (each.fits for question, each in zip(asked, own, strict=True) if not question.criterion.is_of_all)
        fits |= free & union_of(hers) & ~union_of(each.open for each in own)
        _count_fits(levels, own, free)
        for name, each in zip(near, own, strict=True):
            near[name] |= here & once & each.bars
            barred[name] &= ~here | each.bars
    out = within & ~open_to
    barred = {name: out & bits for name, bits in barred.items()}
    return FitSets(
        fits,
        open_to & ~fits,
        out,
        tuple(levels),
        {name: out & bits for name, bits in near.items()},
        barred,
        {each.criterion.id: _by_value(index, each, barred[each.criterion.id]) for each in asked},
        out & ~union_of(barred.values()),
        _untested(index, asked, open_to & ~fits),
    )


def by_fit(sets: FitSets, preferred: Sequence[int]) -> Iterator[int]:
    """Yield sets of trials, the best first; within a level, trials of the ``preferred`` sets come first.

    Of those that do not fit, those with a single reason come first.
    """
    for whole in (sets.fits, sets.may_fit):
        left = whole
        for level in reversed(sets.levels):
            yield from _preferred_first(left & level, preferred)
            left &= ~level
    near = union_of(sets.near.values())
    for part in (near, sets.does_not_fit & ~near):
        yield from _preferred_first(part, preferred)


def _preferred_first(part: int, preferred: Sequence[int]) -> Iterator[int]:
    for trials in preferred:
        if part & trials:
            yield part & trials
            part &= ~trials
    if part:
        yield part


def _by_cohort(index: FacetIndex, question: Question, cohorts: int) -> list[_Split]:
    """Return the answers of trials to a question: first of those without cohorts, then of each cohort."""
    facet = question.criterion.facet
    stated = {value: index.trials(facet, value) for value in _stated(index, facet)}
    whole = _split(question, _told_of_some(index, question, stated))
    if not index.cohorts.divides(facet):
        return [whole] * (cohorts + 1)
    alike = index.cohorts.undivided(facet)
    own = (_split(question, _told_of_some(index, question, values)) for values in index.cohorts.by_value(facet))
    return [whole, *(_Split(*(alike & a | b for a, b in zip(whole, each, strict=True))) for each in own)]


def _told_of_some(index: FacetIndex, question: Question, values: Mapping[str, int]) -> Mapping[str, int]:
    """Return {value: trials} with the values apart that hold for some patients of a trial only."""
    if not question.open_if_of_some:
        return values  # as for most questions, of which some have thousands of values
    found = dict(values)
    for value, trials in values.items():
        held = facet_and_value(question.criterion.facet, value.removeprefix(OF_ANOTHER_COHORT))
        if some := trials & index.trials(OF_SOME_FACET, held):
            found[value] = trials & ~some
            found[of_some(value)] = some
    return found


def _stated(index: FacetIndex, facet: str) -> Iterable[str]:
    return (value for value in index.values(facet) if value not in (NOT_STATED, NOT_IN_DOCUMENT))


def _split(question: Question, values: Mapping[str, int]) -> _Split:
    sets = {"fits": 0, "open": 0, "bars": 0}
    others = 0
    for value, trials in values.items():
        if value.startswith(OF_ANOTHER_COHORT):
            others |= trials
        else:
            sets[question.standing(value)] |= trials & ~values.get(OF_ANOTHER_COHORT + value, 0)
    fits, undecided, bars = sets.values()
    # If a cohort has only values of other cohorts, these decide nothing.
    undecided |= others & ~(fits | undecided | bars)
    if question.criterion.rule == "alike":
        all_fit, all_bar = fits & ~(undecided | bars), bars & ~(undecided | fits)
        return _Split(all_fit, (fits | undecided | bars) & ~all_fit & ~all_bar, all_bar)
    if question.criterion.rule == "every":
        return _Split(fits & ~(undecided | bars), undecided & ~bars, bars)
    return _Split(fits, undecided & ~fits, bars & ~(fits | undecided))


def _counted_bars(own: Sequence[_Split]) -> tuple[int, int]:
    """Return (trials that exclude her by exactly one question, trials that exclude her by several)."""
    once = more = 0
    for each in own:
        more |= once & each.bars
        once |= each.bars
    return once & ~more, more


def _count_fits(levels: list[int], own: Sequence[_Split], free: int) -> None:
    """Add the trials of ``free`` to ``levels`` by their number of fitting answers."""
    here = [free, *([0] * len(own))]
    for number, each in enumerate(own):
        for level in range(number + 1, 0, -1):
            here[level] |= here[level - 1] & each.fits
    for level, trials in enumerate(here):
        levels[level] |= trials


def _by_value(index: FacetIndex, question: Question, barred: int) -> dict[str, int]:
    """Return {value that excludes her: trials}; of an interval, the end that is nearest to her number."""
    facet = question.criterion.facet
    sets = {value: barred & index.trials(facet, value) for value in _stated(index, facet)}
    if question.criterion.asks == "number" and question.number is not None:
        sets = _nearest(sets, question.number)
    return {value: trials for value, trials in sets.items() if trials and question.standing(value) == "bars"}


def _untested(index: FacetIndex, asked: Sequence[Question], may_fit: int) -> dict[str, int]:
    sets = {
        value: may_fit & index.trials(question.criterion.facet, value)
        for question in asked
        if question.is_closed
        for value in _stated(index, question.criterion.facet)
        if question.standing(value) == "open"
    }
    return {value: trials for value, trials in sets.items() if trials}


def _nearest(sets: Mapping[str, int], number: int) -> dict[str, int]:
    left = union_of(sets.values())
    found = {}
    for value in sorted(sets, key=lambda each: abs(int(each) - number)):
        found[value] = sets[value] & left
        left &= ~sets[value]
    return found

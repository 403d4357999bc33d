"""From a patient to questions: for each criterion the values of a trial that fit her, and those that decide nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.matching.criteria import Asks, Criteria, Criterion
from desktop.matching.patient import OTHERS, Patient
from desktop.matching.standing import Standing
from desktop.matching.treated import judge_of
from desktop.trials.cohorts import own_and_others
from desktop.trials.people import ABOUT, FROM, OLDEST, TO


@dataclass(frozen=True)
class Question:
    """Hold one question; a value in neither set does not fit, unless only ``bars`` does (``is_closed``).

    ``number`` is the number that she gave, for the value nearest to it. ``judge`` tells what a value says where no sets
    of values can.
    """

    criterion: Criterion
    fits: frozenset[str]
    open: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    is_closed: bool = False
    number: int | None = None
    judge: Callable[[str], Standing] | None = None

    def standing(self, value: str) -> Standing:
        """Return what one value of a trial says to the question."""
        if self.judge:
            return self.judge(value)
        if value in self.fits:
            return "fits"
        if value in self.open or (self.is_closed and value not in self.bars):
            return "open"
        return "bars"

    def standing_of(self, values: Iterable[str]) -> Standing:
        """Return what all values of a trial, or of one of its cohorts, say together."""
        own, others = own_and_others(values)
        if others and not own:
            return "open"
        said = {self.standing(value) for value in own}
        if not said:
            return "silent"
        if self.criterion.rule == "alike":
            return said.pop() if len(said) == 1 else "open"
        order: tuple[Standing, ...] = ("bars", "open", "fits") if self.criterion.rule == "every" else _ANY
        return next(each for each in order if each in said)


_ANY: tuple[Standing, ...] = ("fits", "open", "bars")


def questions(patient: Patient, criteria: Criteria) -> tuple[Question, ...]:
    """Return the questions that a patient's answers make; none where nothing is known of her.

    Markers are asked about as soon as anything is known: what nobody tested keeps no trial closed, but undecided. So is
    what holds for all patients: their cancer is one of the breast.
    """
    told = [each for criterion in criteria.all for each in _asked(patient, criterion)]
    is_empty = not (patient.present or patient.absent) and all(each.criterion.asks in _OF_ITSELF for each in told)
    return () if is_empty else tuple(told)


def _asked(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    yield from _ASKED[criterion.asks](patient, criterion)


def _by_choice(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    if criterion.classes:
        had = _had(patient.prior, criterion.classes)
    else:
        had = patient.stage if criterion.id == "setting" else getattr(patient, criterion.id)
    choice = criterion.choice(had) if had else None
    if choice:
        yield Question(criterion, choice.fits, choice.open)


def _had(prior: frozenset[str] | None, classes: frozenset[str]) -> str:
    if prior is None or (OTHERS in prior and not prior & classes):
        return ""
    return "had" if prior & classes else "not_had"


def _with_treatments(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    if patient.prior is not None:
        yield Question(criterion, frozenset(), judge=judge_of(patient, criterion.treatments))


def _of_all(_: Patient, criterion: Criterion) -> Iterator[Question]:
    yield from (Question(criterion, each.fits, each.open) for each in criterion.choices)


def _at_most(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    grade = getattr(patient, criterion.id)
    if grade is not None:
        yield Question(criterion, frozenset(each for each in criterion.values if int(each) >= grade), number=grade)


def _with_number(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    number = getattr(patient, criterion.id)
    if number is not None:
        last = int(criterion.values[-1])
        yield Question(criterion, frozenset((str(min(number, last)),)), number=number)


def _within_limits(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    if patient.age is not None:
        limits = [*(FROM.format(each) for each in range(patient.age + 1))]
        limits += [TO.format(each) for each in range(patient.age, OLDEST + 1)]
        about = frozenset(ABOUT + each for each in limits)
        yield Question(criterion, frozenset(limits), about, number=patient.age)


def _by_name(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    name = getattr(patient, criterion.id)
    if name:
        yield Question(criterion, frozenset((name,)))


def _with_markers(patient: Patient, criterion: Criterion) -> Iterator[Question]:
    shown = {marker for marker, by in criterion.shown_by.items() if by & patient.present}
    present = patient.present | shown
    yield Question(criterion, present, bars=patient.absent - present, is_closed=True)


_ASKED: Mapping[Asks, Callable[[Patient, Criterion], Iterator[Question]]] = {
    "choice": _by_choice,
    "most": _at_most,
    "number": _with_number,
    "limits": _within_limits,
    "name": _by_name,
    "markers": _with_markers,
    "treatments": _with_treatments,
    "all": _of_all,
}
_OF_ITSELF = ("markers", "all")
"""Criteria of these kinds are asked about without an answer of hers."""

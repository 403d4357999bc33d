"""From a patient to questions: for each criterion the values of a trial that fit, and those that decide nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.matching.criteria import Asks, Criteria, Criterion
from desktop.matching.patient import OTHERS, Patient
from desktop.matching.standing import Standing
from desktop.matching.treated import judge_of
from desktop.trials.cohorts import own_and_others
from desktop.trials.of_some import OF_SOME
from desktop.trials.people import ABOUT, FROM, OLDEST, TO


@dataclass(frozen=True)
class Question:
    """Hold one question; a value in neither ``fits`` nor ``open`` does not fit.

    With ``is_closed`` only the values in ``bars`` do not fit, and all others are open. ``number`` is the patient's own
    number, to find the value nearest to it. ``judge`` returns what a value says if no sets of values can tell it. The
    values in ``open_if_of_some`` are open where they hold for some of the patients only.
    """

    criterion: Criterion
    fits: frozenset[str]
    open: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    is_closed: bool = False
    number: int | None = None
    judge: Callable[[str], Standing] | None = None
    open_if_of_some: frozenset[str] = frozenset()

    def standing(self, value: str) -> Standing:
        """Return what one value of a trial says to the question; it may hold for some patients only (``OF_SOME``)."""
        if value.startswith(OF_SOME):
            value = value.removeprefix(OF_SOME)
            if value in self.open_if_of_some:
                return "open"
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
        standings = {self.standing(value) for value in own}
        if not standings:
            return "silent"
        if self.criterion.rule == "alike":
            return standings.pop() if len(standings) == 1 else "open"
        order: tuple[Standing, ...] = ("bars", "open", "fits") if self.criterion.rule == "every" else _ANY
        return next(each for each in order if each in standings)


_ANY: tuple[Standing, ...] = ("fits", "open", "bars")


def questions(patient: Patient, criteria: Criteria) -> tuple[Question, ...]:
    """Return the questions that follow from a patient's answers; none if nothing is known about the patient.

    As soon as anything is known, markers are asked about too: a trial that needs an untested marker is open, not
    closed. So is what holds for all patients: they have breast cancer.
    """
    told = [each for criterion in criteria.all for each in _asked(patient, criterion)]
    is_empty = not (patient.present or patient.absent) and all(each.criterion.asks in _ALWAYS for each in told)
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
        yield Question(criterion, choice.fits, choice.open, open_if_of_some=choice.open_if_of_some)


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
_ALWAYS = ("markers", "all")
"""Criteria of these kinds need no answer of the patient to be asked about."""

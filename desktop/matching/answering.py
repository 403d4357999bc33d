"""One trial and one patient: the answer to each criterion with its sentence, in the cohort that fits best."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from desktop.matching.questions import Question
from desktop.matching.standing import Standing
from desktop.trials.absence import is_absent
from desktop.trials.cohorts import MOST_COHORTS, cohort_values, own_and_others
from desktop.trials.countries import country_name
from desktop.trials.facets import AGE_LIMIT, NOT_IN_DOCUMENT, NOT_STATED, Facets
from desktop.trials.finding import Evidence, Finding
from desktop.trials.of_some import OF_SOME, marked_of_some, values_of_some
from desktop.trials.people import age_limits, registered_people
from desktop.trials.stored import StoredTrial

Fit = Literal["fits", "may_fit", "does_not_fit"]
FITS: Fit = "fits"
MAY_FIT: Fit = "may_fit"
DOES_NOT_FIT: Fit = "does_not_fit"
Values = Mapping[str, Sequence[str]]
"""{facet id: its values in a trial, or in one of its cohorts}."""
_FITS_OF: Mapping[Standing, Fit] = {"fits": FITS, "open": MAY_FIT, "silent": MAY_FIT, "bars": DOES_NOT_FIT}
_SILENT = (NOT_STATED, NOT_IN_DOCUMENT)


@dataclass(frozen=True)
class Answer:
    """Hold the answer to one question; ``values`` are the values of the trial that decide it.

    If a trial may fit, ``standing`` says why: "silent" if its text says nothing, "open" if what it says decides
    nothing. Without ``evidence`` the values are from a field of the record, or the user set them (``is_yours``).
    """

    question: Question
    standing: Standing
    values: tuple[str, ...] = ()
    evidence: Evidence | None = None
    is_yours: bool = False
    of_another_cohort: bool = False
    """Whether the text gives the values only for other cohorts."""
    is_of_some: bool = False
    """Whether the answer is open because the text asks of some patients what she does not meet."""
    is_in_document: bool = True
    """Whether the documents have a part that could state the criterion on which they are silent."""

    @property
    def fit(self) -> Fit:
        """Return the answer as the command line prints it."""
        return _FITS_OF[self.standing]


@dataclass(frozen=True)
class TrialFit:
    """Hold how a trial fits; ``cohort`` is the one that fits best, "" for a trial without cohorts."""

    fit: Fit
    cohort: str
    answers: tuple[Answer, ...]


def fit_of(asked: Sequence[Question], standings: Sequence[Standing]) -> Fit:
    """Return how a trial, or one cohort, fits according to its answers.

    It fits if at least one answer fits that is not the same for all patients, and no answer bars the patient or is
    open. What the trial does not state keeps nobody out.
    """
    if "bars" in standings:
        return DOES_NOT_FIT
    own = [standing for each, standing in zip(asked, standings, strict=True) if not each.criterion.is_of_all]
    return FITS if "fits" in own and "open" not in standings else MAY_FIT


def best_cohort(asked: Sequence[Question], cohorts: Iterable[Values]) -> int:
    """Return the index of the cohort that fits best.

    This is the cohort with the fewest answers that bar the patient. Among equals it is one that fits, then the one with
    the most answers that fit, then the first.
    """

    def rank(values: Values) -> tuple[int, bool, int]:
        standings = _standings(asked, values)
        return standings.count("bars"), fit_of(asked, standings) != FITS, -standings.count("fits")

    ranks = [rank(each) for each in cohorts]
    return min(range(len(ranks)), key=ranks.__getitem__)


def answer_trial(asked: Sequence[Question], stored: StoredTrial, facets: Facets) -> TrialFit:
    """Return how a stored trial fits the patient from whom the questions were made."""
    names, cohorts = cohorts_of(asked, stored)
    best = best_cohort(asked, cohorts)
    answers = tuple(_answer(each, cohorts[best], names[best], stored, facets) for each in asked)
    return TrialFit(fit_of(asked, [each.standing for each in answers]), names[best], answers)


def cohorts_of(asked: Sequence[Question], stored: StoredTrial) -> tuple[list[str], list[dict[str, list[str]]]]:
    """Return the names of the cohorts of a trial, and the values of each; a trial without has one, named "".

    A value that holds for some patients only has the prefix ``OF_SOME``.
    """
    corrected = {each.facet for each in stored.corrections}
    some = [pair for pair in values_of_some(stored.findings) if pair[0] not in corrected]
    of_all = {each.criterion.facet: _values(stored, each.criterion.facet) for each in asked}
    of_all |= {facet: list(marked_of_some(facet, of_all.get(facet, ()), some)) for facet, _ in some}
    named = list(cohort_values(stored.findings, corrected).items())
    if not named:
        return [""], [of_all]
    kept = [(name, {facet: list(values) for facet, values in own.items()}) for name, own in named[:MOST_COHORTS]]
    for _, further in named[MOST_COHORTS:]:
        for facet, values in further.items():
            kept[-1][1][facet] += values
    return [name for name, _ in kept], [
        {
            facet: list(marked_of_some(facet, own[facet], some)) if facet in own else values
            for facet, values in of_all.items()
        }
        for _, own in kept
    ]


def _standings(asked: Sequence[Question], values: Values) -> list[Standing]:
    return [each.standing_of(values[each.criterion.facet]) for each in asked]


def _values(stored: StoredTrial, facet: str) -> list[str]:
    read = _FROM_RECORD.get(facet)
    found = read(stored) if read else ()
    return [each for each in dict.fromkeys((*stored.values(facet), *found)) if each not in _SILENT]


def _countries(stored: StoredTrial) -> Iterator[str]:
    return filter(None, (country_name(site.country) for site in stored.trial.sites))


def _people(stored: StoredTrial, facet: str) -> Iterator[str]:
    return (value for of, value in registered_people(stored.trial.eligibility) if of == facet)


_FROM_RECORD: Mapping[str, Callable[[StoredTrial], Iterable[str]]] = {
    "country": _countries,
    "sex": partial(_people, facet="sex"),
    AGE_LIMIT: lambda stored: age_limits(stored.trial.eligibility, stored.derived("age")),
}


def _answer(question: Question, values: Values, cohort: str, stored: StoredTrial, facets: Facets) -> Answer:
    facet = question.criterion.facet
    standing = question.standing_of(values[facet])
    if standing == "silent":
        reads = facets[question.criterion.shown_as].reads
        return Answer(question, standing, is_in_document=not is_absent(stored.trial, reads))
    own, others = own_and_others(values[facet])
    told = _deciding(question, own or others, standing)
    deciding = tuple(each.removeprefix(OF_SOME) for each in told)
    is_of_some = standing == "open" and deciding != told
    is_yours = stored.correction(facet) is not None
    evidence = None if is_yours else _evidence(question, deciding, cohort, stored.findings)
    return Answer(question, standing, deciding, evidence, is_yours, of_another_cohort=not own, is_of_some=is_of_some)


def _deciding(question: Question, values: Sequence[str], standing: Standing) -> tuple[str, ...]:
    """Return the values that decide an answer, first the one nearest to the patient's number."""
    deciding = [each for each in values if question.standing(each) == standing] or list(values)
    order = question.criterion.values
    positions = {value: position for position, value in enumerate(order)}
    deciding.sort(key=lambda value: positions.get(value, len(order)))
    number = question.number
    if number is not None and question.criterion.asks in ("most", "number"):
        deciding.sort(key=lambda value: abs(int(value) - number))
    return tuple(deciding)


def _evidence(question: Question, deciding: Sequence[str], cohort: str, findings: Iterable[Finding]) -> Evidence | None:
    """Return the evidence of the first deciding value that has any, if possible from the text about the cohort itself.

    If the text says nothing about the cohort, it admits the same patients as the others, so their sentence is shown.
    """
    facet = question.criterion.shown_as
    own = [each for each in findings if each.facet == facet]
    own.sort(key=lambda each: (each.cohort != cohort, each.cohort != ""))
    if question.criterion.facet != facet:  # limits of age come from a group of age
        return own[0].evidence if own else None
    return next((each.evidence for value in deciding for each in own if each.value == value), None)

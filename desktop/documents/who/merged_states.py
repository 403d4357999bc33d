"""Make one trial from the records of a European trial on the WHO's platform, one for each member state."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.trials.absence import absent_from_all
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Contact, Dates, Eligibility, Trial

_Value = TypeVar("_Value")


def merged(trials: Sequence[Trial]) -> Trial:
    """Return the trial of several records with one number: each field from the most recent record that has it.

    Identifiers, keywords, sites and contacts are those of all records; if status or phase differ, a remark says so.
    """
    if len(trials) == 1:
        return trials[0]
    newest = sorted(trials, key=lambda trial: trial.dates.refreshed, reverse=True)
    lead = newest[0]
    identifiers = _union(trial.identifiers for trial in newest)
    return replace(
        lead,
        key=key_for(identifiers, lead.title),
        identifiers=identifiers,
        official_title=_first(newest, lambda trial: trial.official_title),
        acronym=_first(newest, lambda trial: trial.acronym),
        phase=_first(newest, lambda trial: trial.phase),
        status=_first(newest, lambda trial: trial.status),
        study_type=_first(newest, lambda trial: trial.study_type),
        design=_first(newest, lambda trial: trial.design),
        enrollment=_first(newest, lambda trial: trial.enrollment),
        narrative=_first(newest, lambda trial: trial.narrative),
        conditions=_first(newest, lambda trial: trial.conditions),
        keywords=_union(trial.keywords for trial in newest),
        interventions=_first(newest, lambda trial: trial.interventions),
        arms=_first(newest, lambda trial: trial.arms),
        outcomes=_first(newest, lambda trial: trial.outcomes),
        eligibility=_eligibility(newest),
        dates=_dates(newest),
        sponsors=_first(newest, lambda trial: trial.sponsors),
        sites=_union(trial.sites for trial in newest),
        contacts=_contacts(newest),
        results_posted=_first(newest, lambda trial: trial.results_posted),
        absent=absent_from_all(newest),
        warnings=(*lead.warnings, *_disagreements(newest)),
    )


def _eligibility(newest: Sequence[Trial]) -> Eligibility:
    """Return the criteria of the newest record with complete criteria, else of the newest with any."""
    whole_first = sorted(newest, key=lambda trial: "eligibility" in trial.absent)
    return next((trial.eligibility for trial in whole_first if trial.eligibility != Eligibility()), Eligibility())


def _first(trials: Sequence[Trial], value: Callable[[Trial], _Value]) -> _Value:
    return next((told for trial in trials if (told := value(trial))), value(trials[0]))


def _union(parts: Iterable[Iterable[_Value]]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))


def _dates(trials: Sequence[Trial]) -> Dates:
    return Dates(
        start=_first(trials, lambda trial: trial.dates.start),
        completion=_first(trials, lambda trial: trial.dates.completion),
        first_posted=min((trial.dates.first_posted for trial in trials if trial.dates.first_posted), default=""),
        # From the record that gives the status.
        refreshed=_first(trials, lambda trial: trial.dates.refreshed if trial.status else ""),
        retrieved=max(trial.dates.retrieved for trial in trials),
    )


def _contacts(trials: Iterable[Trial]) -> tuple[Contact, ...]:
    # Each member state may write the telephone of the same person differently.
    people: dict[tuple[str, str], Contact] = {}
    for contact in (each for trial in trials for each in trial.contacts):
        people.setdefault((contact.name.casefold(), contact.email.casefold()), contact)
    return tuple(people.values())


def _disagreements(trials: Sequence[Trial]) -> Iterator[Remark]:
    for name, code in (("status", "newest_status"), ("phase", "newest_phase")):
        told = dict.fromkeys(getattr(trial, name) for trial in trials if getattr(trial, name))
        if len(told) > 1:
            yield remark(code, said=", ".join(told))

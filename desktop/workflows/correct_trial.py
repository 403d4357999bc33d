"""Store a clinician's correction of one facet of a trial, for window and command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import QueryError, some_of
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, Facet, Facets, FacetValue
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.workflows.show_trial import trial_named

_AGREED = "Read and agreed"
_MOST_NAMED = 30


@dataclass(frozen=True)
class Corrected:
    """Hold the result of a correction: the trial's key, the facet's id, and its valid values, empty if not stated."""

    key: str
    facet: str
    values: tuple[str, ...]


def correctable_facets(facets: Facets) -> list[Facet]:
    """Return the facets that a clinician may correct: those that are read from texts and have listed values."""
    return [each for each in facets.all if not each.of_record and (correctable_values(each) or not each.open)]


def correctable_values(facet: Facet) -> list[FacetValue]:
    """Return the values that a clinician may give a facet; choosing none of them means "not stated"."""
    return [value for value in facet.values if value.id not in (NOT_IN_DOCUMENT, NOT_STATED)]


def reading_of(stored: StoredTrial, facet: Facet, values: tuple[str, ...], reason: str) -> Correction:
    """Return a clinician's correction of a facet with the present time and the values from the documents."""
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    return Correction(facet.id, values, stored.documents_say(facet.id, facet.reads), reason, made)


def correct_value(
    catalogue: Catalogue, facets: Facets, name: str, facet_name: str, given: Sequence[str], reason: str
) -> Corrected:
    """Set the values of a facet of a trial; give only ``not_stated`` for no value.

    Raises:
        QueryError: there is no such trial, facet or value.
        DamagedRecordError: the trial is damaged.
        StorageError: the catalogue cannot be written; nothing was changed.
    """
    facet = _facet(facets, facet_name)
    values = _values(facet, given)
    stored = trial_named(catalogue, name)[1]
    return _keep(catalogue, stored, facet, reading_of(stored, facet, values, reason.strip()))


def confirm_value(
    catalogue: Catalogue, facets: Facets, name: str, facet_name: str, reason: str | None = None
) -> Corrected:
    """Confirm the present values of a facet of a trial. Raises as ``correct_value`` does."""
    facet = _facet(facets, facet_name)
    stored = trial_named(catalogue, name)[1]
    agreed = reading_of(stored, facet, stored.values(facet.id), (reason or "").strip() or _AGREED)
    return _keep(catalogue, stored, facet, agreed)


def take_back(catalogue: Catalogue, facets: Facets, name: str, facet_name: str) -> Corrected:
    """Delete the correction of a facet. Raises as ``correct_value`` does, and a QueryError if there is none."""
    facet = _facet(facets, facet_name)
    stored = trial_named(catalogue, name)[1]
    if not stored.correction(facet.id) and facet.id not in stored.damaged_corrections:
        raise QueryError(f"{facet.label} of {stored.trial.key} was not corrected; there is nothing to take back.")
    return _keep(catalogue, stored, facet, None)


def _keep(catalogue: Catalogue, stored: StoredTrial, facet: Facet, correction: Correction | None) -> Corrected:
    key = stored.trial.key
    trial_id = catalogue.trials.id_of(key)
    if trial_id is None:
        raise QueryError(f"{key} is no longer in the catalogue; another program has taken it out.")
    catalogue.correct(trial_id, facet.id, correction)
    derived = stored.documents_say(facet.id, facet.reads)
    return Corrected(key, facet.id, correction.values if correction else derived)


def _facet(facets: Facets, name: str) -> Facet:
    choice = f"choose from: {', '.join(each.id for each in correctable_facets(facets))}"
    facet_id = facets.facet_id(name.lower())
    if facet_id is None or facet_id not in facets.value_ids:
        raise QueryError(f"There is no filter “{name}”; {choice}.")
    facet = facets[facet_id]
    if facet.of_record:
        raise QueryError(f"{facet.label} is a field of the record as it stands and cannot be corrected; {choice}.")
    return facet


def _values(facet: Facet, given: Sequence[str]) -> tuple[str, ...]:
    """Return values in the order of the facet, each once."""
    known = [value.id for value in correctable_values(facet)]
    for value in given:
        if value not in (*known, NOT_STATED):
            some = some_of([*known, NOT_STATED], _MOST_NAMED)
            raise QueryError(f"{facet.label} has no value “{value}”; choose from: {some}.")
    values = tuple(value for value in known if value in given)
    if values and NOT_STATED in given:
        raise QueryError(f"{facet.label} cannot be {NOT_STATED} and have a value too; give either.")
    if len(values) > 1 and not facet.multiple:
        raise QueryError(f"{facet.label} takes one value, not {len(values)} ({', '.join(values)}).")
    return values

"""Check everything: the catalogue file, its trials and their evidence, and the vocabularies."""

from collections.abc import Iterable
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.record import Record
from desktop.catalogue.storing.stored_check import CheckedTrial
from desktop.errors import VocabularyError, some_of
from desktop.facets.vocabularies import load_vocabularies, vocabulary_faults
from desktop.trials.sections import sections
from desktop.workflows.mend_trials import mend_trials

_NAMED = 5


def check_catalogue(
    catalogue: Catalogue, resources: Path, own: Path | None = None, *, repair: bool = False
) -> tuple[str, ...]:
    """Return every fault of the catalogue and the vocabularies, one plain sentence each; empty if there is none.

    ``own`` is the folder of a user's own vocabulary files, if there is any.
    """
    return (*catalogue_faults(catalogue, resources, own, repair=repair), *vocabulary_faults(resources, own))


def catalogue_faults(
    catalogue: Catalogue, resources: Path, own: Path | None = None, *, repair: bool = False
) -> tuple[str, ...]:
    """Return every fault of a catalogue, one plain sentence each; empty if there is none.

    With ``repair``, first write damaged trials again from the original documents, and rebuild what follows from the
    stored trials (list, facet values, search index).
    """
    faults = _faults(catalogue)
    unmended: tuple[str, ...] = ()
    if repair and faults:
        unmended = _mend(catalogue, resources, own)
        catalogue.repair()
        faults = _faults(catalogue)
    return (*faults, *unmended)


def _mend(catalogue: Catalogue, resources: Path, own: Path | None) -> tuple[str, ...]:
    """Write every damaged trial again, and return one sentence for each document that could not be read."""
    try:
        vocabularies = load_vocabularies(resources, own)
    except VocabularyError as error:  # findings without the user's own vocabulary would be worse than a damaged trial
        return (f"Damaged trials were not mended, for a word list is at fault: {error}",)
    return mend_trials(catalogue, vocabularies)


def _faults(catalogue: Catalogue) -> tuple[str, ...]:
    faults: list[str] = []
    misfiled: list[str] = []
    for checked in catalogue.trials.checked():
        faults += _faults_of(checked)
        if checked.is_misfiled:
            misfiled.append(checked.key)
    if misfiled:
        faults.append(_misfiled_in_words(misfiled))
    return (*catalogue.faults(), *faults)


def _faults_of(checked: CheckedTrial) -> Iterable[str]:
    return (*checked.faults, *(_wrong_quotes(checked.record) if checked.record else ()))


def _misfiled_in_words(keys: list[str]) -> str:
    some = some_of(keys, _NAMED)
    return f"The list or the filters show other values than the records of {some}; `check --repair` puts it right."


def _wrong_quotes(record: Record) -> list[str]:
    texts = sections(record.trial)
    return [
        f"{record.trial.key}: the evidence for {finding.facet} {finding.value} is not the text at its place."
        for finding in record.findings
        if texts.get(finding.evidence.section, "")[finding.evidence.start : finding.evidence.end]
        != finding.evidence.quote
    ]

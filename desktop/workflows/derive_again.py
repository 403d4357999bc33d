"""Facets derived again from the stored trials, after rules or vocabulary have changed: shown first, then saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.pairs import derived_values
from desktop.catalogue.query import TrialQuery
from desktop.facets.contradictions import contradictions
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.absence import NOT_IN_DOCUMENT, Reads, is_absent
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial
from desktop.workflows.import_documents import annotated

OnProgress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]
_TELL_EVERY = 25
_BATCH = 500


@dataclass(frozen=True)
class ChangedValue:
    """Hold what would become of one facet of a trial: value ids before and after, none for "not stated".

    Where the documents have no place for it, ``not_in_document``.
    """

    key: str
    title: str
    facet: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Derivation:
    """Hold what deriving again gives: ``changes`` of values to be shown, and all trials to be saved, by id.

    A trial may be saved without a change of values: its evidence, roles or remarks differ.
    """

    changes: tuple[ChangedValue, ...]
    derived: tuple[tuple[int, Trial, tuple[Finding, ...]], ...]


def derive_again(
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Derivation:
    """Return what the present rules and vocabulary make of the stored trials; nothing is saved.

    Corrections are not touched: they stand over whatever is derived. Stopping gives nothing.
    """
    numbers = catalogue.search(TrialQuery(), "newest")
    changes: list[ChangedValue] = []
    derived = []
    for done, number in enumerate(numbers):
        if done % _TELL_EVERY == 0:
            on_progress(done, len(numbers))
            if should_stop():
                return Derivation((), ())
        stored = catalogue.findings(number)
        if stored is None:
            continue
        before, findings = stored
        trial, again = annotated(_without_remarks(before, findings), vocabularies)
        if (trial, again) != (before, findings):
            derived.append((number, trial, again))
            changes += _changes(trial, findings, again, vocabularies.facets.reads)
    return Derivation(tuple(changes), tuple(derived))


def save_derivation(
    derivation: Derivation, catalogue: Catalogue, on_progress: OnProgress = lambda _done, _total: None
) -> None:
    """Save what was derived, some hundred trials a transaction, after a backup.

    Raises:
        StorageError: the batch at hand was not saved, earlier ones were; deriving again finds the rest.
    """
    catalogue.back_up()
    for start in range(0, len(derivation.derived), _BATCH):
        on_progress(start, len(derivation.derived))
        catalogue.save_findings(derivation.derived[start : start + _BATCH])


def _without_remarks(trial: Trial, findings: Sequence[Finding]) -> Trial:
    remarks = contradictions(trial, findings)
    return replace(trial, warnings=tuple(each for each in trial.warnings if each not in remarks))


def _changes(trial: Trial, before: Sequence[Finding], after: Sequence[Finding], reads: Reads) -> list[ChangedValue]:
    told = []
    for facet in dict.fromkeys(finding.facet for finding in (*before, *after)):
        old, new = derived_values(before, facet), derived_values(after, facet)
        if set(old) != set(new):
            silent = (NOT_IN_DOCUMENT,) if is_absent(trial, reads.get(facet, ())) else ()
            told.append(ChangedValue(trial.key, trial.title, facet, old or silent, new or silent))
    return told

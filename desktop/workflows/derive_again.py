"""Derive facets again from the stored trials after rules or vocabulary have changed; show the result, then save it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import StorageError
from desktop.facets.contradictions import with_contradictions
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.absence import Reads, is_absent
from desktop.trials.facets import NOT_IN_DOCUMENT
from desktop.trials.finding import Finding, derived_values
from desktop.trials.stored import DamagedTrial
from desktop.trials.trial import Trial
from desktop.trials.work import OnProgress, ShouldStop
from desktop.workflows.annotating import Annotating, annotating_elsewhere
from desktop.workflows.present_rules import note_rules, rules_of

_MANY = 500  # trials, which take longer to annotate than a process to start
_BATCH = 40  # trials annotated at once, and per transaction, as in an import

_Stored = tuple[int, Trial, tuple[Finding, ...]]
"""The id of a stored trial, the trial, and its findings."""


@dataclass(frozen=True)
class ChangedValue:
    """Hold how one facet of a trial would change: value ids before and after, empty if not stated.

    The value is ``not_in_document`` if the documents have no place for the facet.
    """

    key: str
    title: str
    facet: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Derivation:
    """Hold the result of deriving again: the ``changes`` of values to show, and all trials to save, with their ids.

    A trial is also saved if only its evidence, roles or remarks differ. ``damaged`` has one sentence for each damaged
    trial, which is skipped. ``rules`` is the id of the rules if all trials were derived.
    """

    changes: tuple[ChangedValue, ...]
    derived: tuple[tuple[int, Trial, tuple[Finding, ...]], ...]
    damaged: tuple[str, ...] = ()
    rules: str = ""


def derive_all(
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    folders: tuple[Path, Path | None],
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Derivation:
    """Derive all stored trials again, many of them in several processes; save nothing.

    ``folders`` are those of the vocabularies: the shipped ones, and the user's own if they are used.
    """
    with annotating_elsewhere(*folders, is_worth_it=len(catalogue) > _MANY) as annotating:
        return derive_again(catalogue, vocabularies, on_progress, should_stop, annotating=annotating)


def derive_again(
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    *,
    only: Sequence[int] | None = None,
    annotating: Annotating | None = None,
) -> Derivation:
    """Derive the stored trials again with the present rules and vocabulary; save nothing.

    ``only`` are the ids of the trials to derive, by default all. ``annotating`` may hold further processes; without it,
    everything happens in this one. Corrections are kept and have precedence. If stopped, return an empty result.
    """
    trial_ids = catalogue.index.search(TrialQuery(), "newest") if only is None else only
    annotating = annotating or Annotating(vocabularies)
    changes: list[ChangedValue] = []
    derived = []
    damaged: list[str] = []
    for place, (stored, annotated) in enumerate(annotating.ahead(_in_batches(catalogue, trial_ids, damaged))):
        on_progress(place * _BATCH, len(trial_ids))
        if should_stop():
            return Derivation((), ())
        for (trial_id, before, findings), again in zip(stored, annotated, strict=True):
            trial = with_contradictions(before, again)
            if (trial, again) != (before, findings):
                derived.append((trial_id, trial, again))
                changes += _changes(trial, findings, again, vocabularies.facets.reads)
    rules = rules_of(vocabularies) if only is None and not damaged else ""
    return Derivation(tuple(changes), tuple(derived), tuple(damaged), rules)


def save_derivation(
    derivation: Derivation, catalogue: Catalogue, on_progress: OnProgress = lambda _done, _total: None
) -> None:
    """Make a backup, then save the derived trials in batches, each in a short transaction.

    Raises:
        StorageError: a batch was not saved, but earlier ones were; the message says so. Derive again to find the rest.
    """
    catalogue.back_up()
    total = len(derivation.derived)
    for start in range(0, total, _BATCH):
        on_progress(start, total)
        try:
            catalogue.save_findings(derivation.derived[start : start + _BATCH])
        except StorageError as error:
            saved = f"Of {total} trials {start} are saved; read again for the rest." if start else "Nothing is saved."
            raise StorageError(f"{error} {saved}") from error
    if derivation.rules:
        note_rules(catalogue, derivation.rules)


def _in_batches(
    catalogue: Catalogue, trial_ids: Sequence[int], damaged: list[str]
) -> Iterator[tuple[list[_Stored], list[Trial]]]:
    """Yield what is stored of some trials at a time, and the trials themselves; add to the ``damaged``."""
    for start in range(0, len(trial_ids), _BATCH):
        found = [(each, catalogue.trials.findings(each)) for each in trial_ids[start : start + _BATCH]]
        damaged += [stored.sentence for _, stored in found if isinstance(stored, DamagedTrial)]
        whole = [(each, *stored) for each, stored in found if stored and not isinstance(stored, DamagedTrial)]
        yield whole, [trial for _, trial, _ in whole]


def _changes(trial: Trial, before: Sequence[Finding], after: Sequence[Finding], reads: Reads) -> list[ChangedValue]:
    changes = []
    for facet in dict.fromkeys(finding.facet for finding in (*before, *after)):
        old, new = derived_values(before, facet), derived_values(after, facet)
        if set(old) != set(new):
            silent = (NOT_IN_DOCUMENT,) if is_absent(trial, reads.get(facet, ())) else ()
            changes.append(ChangedValue(trial.key, trial.title, facet, old or silent, new or silent))
    return changes

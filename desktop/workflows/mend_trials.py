"""Repair damaged trials from the original documents."""

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.arriving import AnnotatedTrial, JoinedTrial
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.identifiers import name_in_sentence
from desktop.trials.remark_words import in_words
from desktop.workflows.import_documents import joined, to_annotate, with_findings


def mend_trials(catalogue: Catalogue, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Write every damaged trial again, and return one sentence for each document that could not be read.

    Raises:
        StorageError: trials that were repaired before it stay repaired.
    """
    catalogue.back_up()
    catalogue.reindex()
    lost: dict[int, tuple[str, ...]] = {}
    while True:
        trials = joined(catalogue.join_damaged)
        lost |= {each.matches[0].id: tuple(in_words(account.remark) for account in each.lost) for each in trials}
        # A trial that another program has changed in the meantime is tried again.
        if None not in catalogue.save([_annotated(each, vocabularies) for each in trials]):
            break
    names = {row.id: name_in_sentence(row.key, row.title, row.ids) for row in catalogue.index.rows(list(lost))}
    return tuple(f"{names[each]}: {sentence}" for each, found in lost.items() if each in names for sentence in found)


def _annotated(trial: JoinedTrial, vocabularies: Vocabularies) -> AnnotatedTrial:
    wanted = to_annotate(trial)
    return with_findings(trial, annotate(wanted, vocabularies) if wanted else None, vocabularies)

"""Damaged trials written anew from the documents as they came."""

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies
from desktop.workflows.import_documents import annotated, trials_again


def mend_trials(catalogue: Catalogue, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Write every damaged trial anew, and return a sentence for each document from which nothing could be read.

    Raises:
        StorageError: nothing was changed.
    """
    catalogue.back_up()
    lost = catalogue.mend(lambda trial: annotated(trial, vocabularies), trials_again)
    return tuple(f"{key}: {each.sentence}" for key, found in lost.items() for each in found)

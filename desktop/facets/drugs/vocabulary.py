"""The drug vocabulary: classes, drugs with their names, regimens, ambiguous terms, class words, read from resources."""

from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.drugs.checks import drug_vocabulary_faults
from desktop.facets.drugs.files import read_drug_vocabulary
from desktop.facets.drugs.rows import DrugClass, DrugVocabulary
from desktop.facets.read_once import read_once

__all__ = ["DrugClass", "DrugVocabulary", "drug_vocabulary_faults", "load_drug_vocabulary"]


@read_once
def load_drug_vocabulary(folder: Path, own: Path | None = None) -> DrugVocabulary:
    """Read the vocabulary from the files of a folder, or from a user's ``own`` copies of them.

    Only the shape of the files and the references between them are looked at here; ``drug_vocabulary_faults`` looks at
    everything.

    Raises:
        VocabularyError: A file is missing or a row is at fault; names file, row and fault.
    """
    vocabulary, faults = read_drug_vocabulary(folder, own)
    if vocabulary is None:
        raise VocabularyError(faults[0])
    return vocabulary

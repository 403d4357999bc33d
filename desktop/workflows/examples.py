"""The starter documents: examples that are shipped with the program and that a user can delete."""

import hashlib
from functools import cache
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.trials.stored import StoredTrial


@cache
def example_documents(folder: Path) -> frozenset[str]:
    """Return the SHA-256 of each starter document in a folder."""
    return frozenset(hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*") if file.is_file())


def is_example(stored: StoredTrial, folder: Path) -> bool:
    """Return whether a trial comes only from starter documents."""
    documents = {source.sha256 for source in stored.sources}
    return bool(documents) and documents <= example_documents(folder)


def example_trials(catalogue: Catalogue, folder: Path) -> list[int]:
    """Return the ids of the trials that come only from starter documents."""
    return catalogue.trials.only_in(example_documents(folder))

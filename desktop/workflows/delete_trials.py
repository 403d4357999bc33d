"""Delete trials from the command line, which has no undo: a copy of the catalogue is made first."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import QueryError


@dataclass(frozen=True)
class Deleted:
    """Hold the keys of the deleted trials, the number of trials that were kept, and the path of the copy."""

    keys: tuple[str, ...]
    staying: int
    copy: Path | None

    def as_json(self) -> dict[str, object]:
        """Return it as JSON fields."""
        return {"deleted": list(self.keys), "staying": self.staying, "copy": str(self.copy) if self.copy else None}


def delete_trials(catalogue: Catalogue, ids: Sequence[int], staying: int = 0) -> Deleted:
    """Delete trials by their ids, after copying the catalogue.

    Raises:
        StorageError: nothing was deleted.
    """
    keys = tuple(row.key for row in catalogue.index.rows(ids))
    copy = catalogue.back_up() if keys else None
    catalogue.delete(ids)
    return Deleted(keys, staying, copy)


def delete_import(catalogue: Catalogue, number: int) -> Deleted:
    """Delete the trials that came with one import and with no other.

    Raises:
        QueryError: there is no such import.
        StorageError: nothing was deleted.
    """
    known = {each.number: each for each in catalogue.trials.imports()}
    if number not in known:
        raise QueryError(f"There is no import {number} in {catalogue.path}; `imports` lists those that there are.")
    ids = catalogue.trials.brought_by(number)
    return delete_trials(catalogue, ids, known[number].trials - len(ids))

"""What both front ends are handed: the open catalogue, the vocabularies, and where things lie."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import DATABASE_NAME, RESOURCES, config_folder, data_folder


@dataclass(frozen=True)
class Workspace:
    """Hold one open catalogue with everything needed to fill, ask and show it."""

    catalogue: Catalogue
    vocabularies: Vocabularies
    config: Path
    resources: Path

    def reopened(self) -> "Workspace":
        """Return a workspace on the same file with a connection of its own, for work in another thread."""
        again = Catalogue(self.catalogue.path, self.vocabularies.facets.value_ids)
        return dataclasses.replace(self, catalogue=again)


def open_workspace(database: Path | None = None, config: Path | None = None, *, read_only: bool = False) -> Workspace:
    """Open a catalogue file, by default the user's own, with the shipped vocabularies.

    Raises:
        StorageError: the catalogue cannot be used.
        VocabularyError: a vocabulary file is at fault.
    """
    vocabularies = load_vocabularies(RESOURCES)
    path = database or default_catalogue()
    catalogue = Catalogue(path, vocabularies.facets.value_ids, read_only=read_only)
    return Workspace(catalogue, vocabularies, config or config_folder(), RESOURCES)


def default_catalogue() -> Path:
    """Return where the user's own catalogue lies."""
    return data_folder() / DATABASE_NAME


def log_folder() -> Path:
    """Return where bugs are logged."""
    return data_folder() / "logs"

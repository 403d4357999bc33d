"""What window and command line both need: the open catalogue, the vocabularies and the folders."""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.faults import corruption_in
from desktop.errors import StorageError, VocabularyError
from desktop.facets.drug_names import drug_names
from desktop.facets.own_files import FOLDER
from desktop.facets.shown import DRUG_FOLDER, shown_facets
from desktop.paths import DATABASE_NAME, RESOURCES, config_folder, data_folder
from desktop.trials.facets import Facets

if TYPE_CHECKING:
    from desktop.facets.drugs.terms import DrugTerms
    from desktop.facets.vocabularies import Vocabularies


@dataclass(frozen=True)
class Workspace:
    """Hold one open catalogue with everything that is needed to fill, search and show it."""

    catalogue: Catalogue
    facets: Facets
    config: Path
    resources: Path
    own_files: Path | None
    """The folder of the user's own vocabulary files; None if only the shipped ones are used."""

    def __post_init__(self) -> None:
        """Give the catalogue the function that finds a drug by all its names."""
        self.catalogue.index.text.synonyms = self.other_names

    @cached_property
    def vocabularies(self) -> "Vocabularies":
        """Return the vocabularies, read from their files when first asked for.

        Raises:
            VocabularyError: a file has a fault.
        """
        return _readers().vocabularies(self.resources, self.own_files)

    @cached_property
    def drugs(self) -> "DrugTerms":
        """Return the drugs of the vocabularies by all their names, without reading rules and grammar.

        Raises:
            VocabularyError: a file has a fault.
        """
        return _readers().drugs(self.resources, self.own_files)

    def other_names(self, name: str) -> tuple[str, ...]:
        """Return the other names of a drug; empty if the name is not that of a drug."""
        try:
            return self.drugs.other_names(name)
        except VocabularyError:  # the user's own files have a fault: `check` and the next import report it
            return ()

    def drug_names(self) -> tuple[tuple[str, ...], ...]:
        """Return the names of each drug, the preferred one first, without reading the whole vocabulary."""
        return drug_names(self.resources / DRUG_FOLDER, self.own_files)

    def corruption_in(self, error: BaseException) -> StorageError | None:
        """Return the damage of the catalogue file that an exception reports; None if it reports something else."""
        return corruption_in(self.catalogue.path, error)

    @property
    def vocabulary_folders(self) -> tuple[Path, Path | None]:
        """Return the folders of the vocabularies: the shipped ones, and the user's own if they are used."""
        return self.resources, self.own_files

    @property
    def own_folder(self) -> Path:
        """Return the folder of a user's own vocabulary files, whether they are used now or not."""
        return self.catalogue.path.parent / FOLDER

    @contextlib.contextmanager
    def reopened(self) -> Iterator["Workspace"]:
        """Open a second workspace on the same file, with its own connection, for work in another thread.

        Vocabularies whose files the user has changed are read again.

        Raises:
            GoneFileError: the path no longer holds the file that is open; nothing was opened or made.
            StorageError: the catalogue cannot be used.
        """
        facets = self.facets
        again = Catalogue(
            self.catalogue.path,
            facets.value_ids,
            facets.second_readings,
            reads=facets.reads,
            read_only=self.catalogue.read_only,
            expected=self.catalogue.file.identity,
        )
        try:
            yield dataclasses.replace(self, catalogue=again)
        finally:
            again.close()


class _Readers(NamedTuple):
    vocabularies: "Callable[[Path, Path | None], Vocabularies]"
    drugs: "Callable[[Path, Path | None], DrugTerms]"


def _readers() -> _Readers:
    # Imported here: a window needs rules and drugs only when the user searches, imports or exports.
    from desktop.facets.vocabularies import load_drugs, load_vocabularies

    return _Readers(load_vocabularies, load_drugs)


def open_workspace(
    database: Path | None = None,
    config: Path | None = None,
    *,
    read_only: bool = False,
    shipped_only: bool = False,
    checked_later: bool = False,
) -> Workspace:
    """Open a catalogue file (by default the user's own) with the vocabularies, also the user's own copies of them.

    ``shipped_only`` ignores these copies. With ``checked_later`` the caller checks later whether the file is damaged.

    Raises:
        StorageError: the catalogue cannot be used.
        VocabularyError: the file of the facets, or of the drug classes, has a fault.
    """
    path = database or default_catalogue()
    own = None if shipped_only else path.parent / FOLDER
    facets = shown_facets(RESOURCES, own)
    catalogue = Catalogue(
        path,
        facets.value_ids,
        facets.second_readings,
        reads=facets.reads,
        read_only=read_only,
        checked_later=checked_later,
    )
    return Workspace(catalogue, facets, config or config_folder(), RESOURCES, own)


def default_catalogue() -> Path:
    """Return the path of the user's own catalogue."""
    return data_folder() / DATABASE_NAME


def log_folder() -> Path:
    """Return the folder for logs of bugs."""
    return data_folder() / "logs"

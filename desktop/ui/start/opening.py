"""Opening the catalogue at the start of the window; if that fails, give the reason and offer remedies."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.catalogue.file.opening import refuse_damaged
from desktop.errors import CatalogueError, StorageError
from desktop.paths import SEEDS
from desktop.ui.look.messages import show_fault
from desktop.ui.start.remedies import ask_remedy
from desktop.ui.tasks.catalogue_files import Following
from desktop.workflows.catalogue_files import go_back
from desktop.workspace import Workspace, default_catalogue, open_workspace


def open_or_explain(
    database: Path | None, config: Path | None, *, talk: bool, fault: StorageError | None = None
) -> Workspace | None:
    """Return the open workspace, the starter documents in a new one; None if it cannot be opened and no remedy helps.

    It never makes a new catalogue in place of one that does not open. Without ``talk`` a fault goes to stderr; with it
    the caller checks whether the file is whole once it is open. ``fault`` was found when the catalogue was open before.
    """
    read_only = shipped_only = False
    while True:
        try:
            if fault:
                raise fault
            workspace = open_workspace(
                database, config, read_only=read_only, shipped_only=shipped_only, checked_later=talk
            )
            if not read_only and not len(workspace.catalogue):
                _fill(workspace)
        except CatalogueError as error:
            if not talk:
                sys.stderr.write(f"{error}\n")
                return None
            fault = None  # the remedy may have mended it
            remedy = ask_remedy(error, database or default_catalogue())
            if remedy == "quit":
                return None
            read_only = remedy == "read only"
            shipped_only = remedy == "shipped"
        else:
            return workspace


def put_back(wanted: Following) -> None:
    """Put a catalogue back to the copy that the user chose, if she chose one; a fault is shown."""
    if wanted.copy is None:
        return
    try:
        go_back(wanted.copy, wanted.catalogue)
    except StorageError as error:
        show_fault(None, QCoreApplication.translate("Opening", "The copy was not restored"), str(error))


def _fill(workspace: Workspace) -> None:
    # This loads the readers of all formats, which only the very first start needs.
    from desktop.workflows.first_start import import_starter_documents

    try:
        refuse_damaged(workspace.catalogue.path)
        import_starter_documents(SEEDS, workspace.catalogue, workspace.vocabularies)
    except CatalogueError:
        workspace.catalogue.close()
        raise

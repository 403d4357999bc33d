"""Opening the catalogue at the start of the window: if it fails, say why and offer what can be done."""

import sys
from pathlib import Path

from desktop.catalogue.whole_check import EarlyCheck
from desktop.errors import CatalogueError
from desktop.paths import SEEDS
from desktop.workspace import Workspace, default_catalogue, open_workspace


def open_or_explain(
    database: Path | None, config: Path | None, *, talk: bool, early: EarlyCheck | None = None
) -> Workspace | None:
    """Return the open workspace, the starter documents in a new one; None if it cannot be opened and no remedy helps.

    Never makes a new catalogue in place of one that does not open. Without ``talk`` a fault goes to
    stderr. ``early`` is a check of the file that was begun before.
    """
    read_only = shipped_only = False
    while True:
        try:
            workspace = open_workspace(database, config, read_only=read_only, shipped_only=shipped_only, early=early)
            if not read_only and not len(workspace.catalogue):
                from desktop.workflows.first_start import import_starter_documents

                import_starter_documents(SEEDS, workspace.catalogue, workspace.vocabularies)
        except CatalogueError as error:
            if not talk:
                sys.stderr.write(f"{error}\n")
                return None
            early = None  # the remedy may change the file
            from desktop.ui.remedies import ask_remedy

            remedy = ask_remedy(error, database or default_catalogue())
            if remedy == "quit":
                return None
            read_only = remedy == "read only"
            shipped_only = remedy == "shipped"
        else:
            return workspace

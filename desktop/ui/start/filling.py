"""Fill a new catalogue with the starter documents."""

from desktop.catalogue.file.opening import refuse_damaged
from desktop.errors import CatalogueError
from desktop.paths import SEEDS
from desktop.workflows.first_start import import_starter_documents
from desktop.workspace import Workspace


def fill(workspace: Workspace) -> None:
    """Import the starter documents; if that fails, close the catalogue.

    Raises:
        CatalogueError: nothing was imported.
    """
    try:
        refuse_damaged(workspace.catalogue.path)
        import_starter_documents(SEEDS, workspace.catalogue, workspace.vocabularies)
    except CatalogueError:
        workspace.catalogue.close()
        raise

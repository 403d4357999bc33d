"""Delete the files that killed runs of this program left behind."""

import tempfile
from pathlib import Path

from desktop.catalogue.file.backups import folder_of
from desktop.catalogue.file.restoring import sweep_restored
from desktop.files import sweep


def sweep_leftovers(catalogue: Path, *export_folders: Path) -> None:
    """Delete the program's temporary files that are a day old, in the folders where it writes, without subfolders.

    Skip a file that cannot be read or deleted; the next start tries again.
    """
    for folder in {catalogue.parent, folder_of(catalogue), Path(tempfile.gettempdir()), *export_folders}:
        sweep(folder)
    sweep_restored(catalogue)

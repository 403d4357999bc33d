"""Deleting what killed runs of this program left behind."""

import tempfile
from pathlib import Path

from desktop.catalogue.file.backups import folder_of
from desktop.catalogue.file.restoring import sweep_restored
from desktop.files import sweep


def sweep_leftovers(catalogue: Path, *export_folders: Path) -> None:
    """Delete our own temporary files of the day before and earlier, where the program writes: in folders, not below.

    What cannot be read or deleted stays, without a word; the next start tries again.
    """
    for folder in {catalogue.parent, folder_of(catalogue), Path(tempfile.gettempdir()), *export_folders}:
        sweep(folder)
    sweep_restored(catalogue)

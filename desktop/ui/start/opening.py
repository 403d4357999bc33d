"""Opening the catalogue at the start of the window; if that fails, give the reason and offer remedies."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from desktop.errors import CatalogueError
from desktop.workspace import default_catalogue, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.errors import StorageError
    from desktop.ui.start.single_instance import Holder, SingleInstance
    from desktop.ui.tasks.following import Following
    from desktop.workflows.restore_backup import Backup
    from desktop.workspace import Workspace


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
                _unusual().fill(workspace)
        except CatalogueError as error:
            if not talk:
                sys.stderr.write(f"{error}\n")
                return None
            fault = None  # the remedy may have mended it
            remedy = _unusual().ask_remedy(error, database or default_catalogue())
            if remedy == "quit":
                return None
            read_only = remedy == "read only"
            shipped_only = remedy == "shipped"
        else:
            return workspace


def left_to_another(instance: SingleInstance, path: Path, files: Sequence[Path]) -> int | None:
    """Return the exit code if another window makes this start needless; None if this one shall open its own window.

    The other window gets the files that this start was given. If it does not answer, the user decides: the lock may
    have been left behind.
    """
    while instance.is_second():
        if instance.raise_first(files):
            return 0
        answer = _unusual().ask_about_holder(instance.holder(), path)
        if answer == "quit":
            return 1
        if answer == "open":
            instance.take_over()
        else:
            instance.try_again()
    return None


def put_back(wanted: Following) -> None:
    """Put a catalogue back to the copy that the user chose, if she chose one; a fault is shown."""
    if wanted.copy is not None:
        _unusual().put_back(wanted.copy, wanted.catalogue)


class _Unusual(NamedTuple):
    """Hold what a usual start does without: the remedies of a fault, and the starter documents of a new catalogue."""

    ask_remedy: Callable[[CatalogueError, Path], str]
    ask_about_holder: Callable[[Holder | None, Path], str]
    put_back: Callable[[Backup, Path], None]
    fill: Callable[[Workspace], None]


def _unusual() -> _Unusual:
    # This loads dialogs, backups and the readers of all formats.
    from desktop.ui.start import filling, remedies

    return _Unusual(remedies.ask_remedy, remedies.ask_about_holder, remedies.put_back, filling.fill)

"""Open the catalogue at the start of the window; if that fails, give the reason and offer remedies."""

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
    database: Path | None,
    config: Path | None,
    *,
    talk: bool,
    fault: StorageError | None = None,
    tell: Callable[[str], None] = lambda _said: None,
) -> Workspace | None:
    """Return the open workspace; None if it cannot be opened and no remedy helps.

    A new catalogue gets the starter documents; one that does not open is never replaced by a new one. Without ``talk``
    an error is printed to stderr; with it the caller checks the file for damage after opening. ``fault`` is an error
    that was found while the catalogue was open before. ``tell`` gets a sentence on a copy that was restored.
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
            fault = None  # the remedy may have repaired it
            remedy = _unusual().ask_remedy(error, database or default_catalogue(), tell)
            if remedy == "quit":
                return None
            read_only = remedy == "read only"
            shipped_only = remedy == "shipped"
        else:
            return workspace


def left_to_another(instance: SingleInstance, path: Path, files: Sequence[Path]) -> int | None:
    """Return the exit code if another window has the catalogue; None if this start must open its own window.

    The other window gets the files of this start. If it does not answer, the user decides, because the lock may be an
    old one.
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


def put_back(wanted: Following) -> str:
    """Restore a catalogue from the copy that the user chose, if any, and return what to say; show an error."""
    return _unusual().put_back(wanted.copy, wanted.catalogue) if wanted.copy else ""


class _Unusual(NamedTuple):
    """Hold what only an unusual start needs: the remedies for an error, and the starter documents."""

    ask_remedy: Callable[[CatalogueError, Path, Callable[[str], None]], str]
    ask_about_holder: Callable[[Holder | None, Path], str]
    put_back: Callable[[Backup, Path], str]
    fill: Callable[[Workspace], None]


def _unusual() -> _Unusual:
    # This imports dialogs, backups and the readers of all formats.
    from desktop.ui.start import filling, remedies

    return _Unusual(remedies.ask_remedy, remedies.ask_about_holder, remedies.put_back, filling.fill)

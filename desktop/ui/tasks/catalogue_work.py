"""Work in the background that changes the catalogue: what mending, deriving again and giving classes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.background import Background
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.workflows.derive_again import Derivation


class ReadingAgain(NamedTuple):
    """Hold what reads stored trials again: deriving and saving; the list of classes of names, and their trials."""

    derive: Callable[..., Derivation]
    save: Callable[..., None]
    write_classes: Callable[..., None]
    classes_file: Callable[..., bytes | None]
    put_back: Callable[..., None]
    trials_giving: Callable[..., tuple[int, ...]]
    read_trials: Callable[..., int]


def reading_again() -> ReadingAgain:
    """Return what reads stored trials again."""
    # It loads all rules and how they are read, which nobody needs who changes none of them.
    from desktop.workflows import classify_name, derive_again

    return ReadingAgain(
        derive_again.derive_again,
        derive_again.save_derivation,
        classify_name.write_classes,
        classify_name.classes_file,
        classify_name.put_back,
        classify_name.trials_giving,
        classify_name.read_again,
    )


class CatalogueWork(QObject):
    """Hold what a piece of work needs, and tell whether it may begin."""

    changed = Signal()
    """The catalogue has changed on disk."""

    def __init__(self, workspace: Workspace, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._window = window

    def can_start(self) -> bool:
        """Tell whether the catalogue may be written, and nothing else is writing."""
        return not self._background.is_busy() and not self._workspace.catalogue.read_only

"""The common part of background work that changes the catalogue: import, repair, derive, give classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.background import Background
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.workflows.derive_again import Derivation
    from desktop.workflows.import_report import ImportReport


class Reading(NamedTuple):
    """Hold the functions that read documents (import, repair) or derive stored trials again."""

    is_large: Callable[..., bool]
    import_here: Callable[..., ImportReport]
    import_in_process: Callable[..., ImportReport]
    mend: Callable[..., tuple[str, ...]]
    derive: Callable[..., Derivation]
    save: Callable[..., None]
    write_classes: Callable[..., None]
    classes_file: Callable[..., bytes | None]
    put_back: Callable[..., None]
    trials_giving: Callable[..., tuple[int, ...]]
    read_trials: Callable[..., int]


def reading() -> Reading:
    """Return the functions that read documents and stored trials."""
    # It imports the readers of all formats and all rules, which are not needed only to look at trials.
    from desktop.workflows import classify_name, derive_again, import_documents, import_in_process, mend_trials

    return Reading(
        import_in_process.is_large,
        import_documents.import_documents,
        import_in_process.import_in_process,
        mend_trials.mend_trials,
        derive_again.derive_all,
        derive_again.save_derivation,
        classify_name.write_classes,
        classify_name.classes_file,
        classify_name.put_back,
        classify_name.trials_giving,
        classify_name.read_again,
    )


class CatalogueWork(QObject):
    """Hold what such work needs, and check whether it may begin."""

    changed = Signal()
    """The catalogue has changed on disk."""

    def __init__(self, workspace: Workspace, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._window = window

    def can_start(self) -> bool:
        """Return whether the catalogue may be written and nothing else is writing."""
        return not self._background.is_busy() and not self._workspace.catalogue.read_only

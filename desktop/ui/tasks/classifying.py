"""Giving classes to unknown drug names as the window does it: their trials are read again in the background."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Background, Writing
from desktop.workspace import Workspace


class Classifying(QObject):
    """Let a name that the vocabulary does not know have a class from now on."""

    classified = Signal()
    """The catalogue has changed on disk."""

    def __init__(self, workspace: Workspace, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background

    def give(self, classes: Mapping[str, str]) -> None:
        """Give names their classes, by the ids of these; nothing while other work writes."""
        if classes and not self._background.is_busy() and not self._workspace.catalogue.read_only:
            name, fault = self.tr("Reading trials again…"), self.tr("The class was not given")
            work = partial(self._give, classes)
            self._background.write(Writing(name, fault, work, lambda _count: None, self.classified.emit))

    def _give(self, classes: Mapping[str, str], _on_progress: OnProgress, _should_stop: ShouldStop) -> int:
        # It loads all rules and how they are read, which nobody needs who gives no class.
        from desktop.workflows.classify_name import read_again, write_classes

        write_classes(classes, self._workspace.own_folder)
        with self._workspace.reopened() as own:
            return read_again(classes, own.catalogue, own.vocabularies)

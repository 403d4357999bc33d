"""Giving classes to unknown drug names as the window does it: their trials are read again in the background."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal

from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Writing
from desktop.ui.look.thousands import with_thousands
from desktop.ui.tasks.catalogue_work import CatalogueWork, reading_again


class Classifying(CatalogueWork):
    """Let a name that the vocabulary does not know have a class from now on."""

    told = Signal(str)
    """A sentence on what was saved."""

    def give(self, classes: Mapping[str, str]) -> None:
        """Give names their classes, by the ids of these; nothing while other work writes."""
        if classes and self.can_start():
            name, fault = self.tr("Reading trials again…"), self.tr("The class was not given")
            work = partial(self._give, classes)
            self._background.write(Writing(name, fault, work, partial(self._tell, tuple(classes)), self.changed.emit))

    def _tell(self, names: Sequence[str], trials: int) -> None:
        said = self.tr("Class saved for {0}. Trials read again: {1}")
        self.told.emit(said.format(", ".join(names), with_thousands(trials)))

    def _give(self, classes: Mapping[str, str], _on_progress: OnProgress, _should_stop: ShouldStop) -> int:
        again = reading_again()
        again.write_classes(classes, self._workspace.own_folder)
        with self._workspace.reopened() as own:
            return again.read_trials_of(classes, own.catalogue, own.vocabularies)

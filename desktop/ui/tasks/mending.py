"""Repair damaged trials in the background, with a message on what could not be repaired."""

from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Writing
from desktop.ui.look.messages import show_fault
from desktop.ui.tasks.catalogue_work import CatalogueWork, reading


class Mending(CatalogueWork):
    """Repair damaged trials from their originals when the user asks for it."""

    def start(self) -> None:
        """Repair every damaged trial."""
        if not self.can_start():
            return
        self._background.write(
            Writing(self.tr("Mending…"), self.tr("Nothing was mended"), self._mend, self._tell_lost, self.changed.emit)
        )

    def _mend(self, _on_progress: OnProgress, _should_stop: ShouldStop) -> tuple[str, ...]:
        with self._workspace.reopened() as own:
            return reading().mend(own.catalogue, own.vocabularies)

    def _tell_lost(self, lost: tuple[str, ...]) -> None:
        if lost:
            show_fault(self._window, self.tr("Not everything could be mended"), "\n".join(lost))

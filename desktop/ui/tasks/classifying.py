"""Give classes to unknown drug names, and derive their trials again in the background; each step can be undone."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from desktop.errors import CatalogueError
from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Background, Writing
from desktop.ui.look.messages import show_fault
from desktop.ui.look.thousands import with_thousands_in
from desktop.ui.tasks.catalogue_work import CatalogueWork, reading
from desktop.ui.tasks.undo_keys import way_back, way_forward
from desktop.workspace import Workspace


class Classifying(CatalogueWork):
    """Give unknown names a class; each step can be undone."""

    message = Signal(str)
    """A sentence on what was done."""

    def __init__(self, workspace: Workspace, background: Background, stack: QUndoStack, window: QWidget) -> None:
        super().__init__(workspace, background, window)
        self._stack = stack

    def give(self, classes: Mapping[str, str]) -> None:
        """Give names their classes ({name: class id}); do nothing while other work writes."""
        if not classes or not self.can_start():
            return
        again, own = reading(), self._workspace.own_folder
        try:
            before = again.classes_file(own)
            trials = again.trials_giving(classes, self._workspace.catalogue)
            again.write_classes(classes, own)
            after = again.classes_file(own)
        except CatalogueError as error:
            show_fault(self._window, self.tr("The class was not given"), str(error))
            return
        self._stack.push(_Give(self, (before, after), trials, ", ".join(classes)))

    def put_list(self, wanted: bytes | None, expected: bytes | None) -> bool:
        """Restore an earlier state of the list of classes; if that fails, show why and return False."""
        try:
            reading().put_back(wanted, expected, self._workspace.own_folder)
        except CatalogueError as error:
            show_fault(self._window, self.tr("The class stays as it is"), str(error))
            return False
        return True

    def read(self, trials: tuple[int, ...], names: str, *, undone: bool) -> None:
        """Derive trials again with the present list, and show how many have changed."""
        title, fault = self.tr("Reading trials again…"), self.tr("Not all trials were read again")
        tell = partial(self._tell, names, undone=undone)
        self._background.write(Writing(title, fault, partial(self._read, trials), tell, self.changed.emit))

    def wait(self) -> None:
        """Say that nothing can be undone or redone at the moment."""
        self.message.emit(self.tr("Other work is writing; undo or redo the class when it has ended."))

    def put_step_back(self, *, undone: bool) -> None:
        """Move the undo stack back to its earlier position after a refused step has ended."""
        QTimer.singleShot(0, self._stack.redo if undone else self._stack.undo)

    def _read(self, trials: tuple[int, ...], _on_progress: OnProgress, _should_stop: ShouldStop) -> int:
        with self._workspace.reopened() as own:
            return reading().read_trials(trials, own.catalogue, own.vocabularies)

    def _tell(self, names: str, moved: int, *, undone: bool) -> None:
        if undone:
            words = self.tr("Undone: class of {0}; %n trial(s) read as before", "", moved)
        else:
            words = self.tr("Class of {0} given; %n trial(s) moved", "", moved)
        way = way_forward() if undone else way_back()
        self.message.emit(f"{with_thousands_in(words, moved).format(names)} · {way}")


class _Give(QUndoCommand):
    """Hold the list of classes before and after a step; pushing this writes the list."""

    def __init__(
        self, owner: Classifying, lists: tuple[bytes | None, bytes | None], trials: tuple[int, ...], names: str
    ) -> None:
        super().__init__(owner.tr("class of {0}").format(names))
        self._owner = owner
        self._before, self._after = lists
        self._trials = trials
        self._names = names
        self._is_written = True
        self._is_put_back = False

    def redo(self) -> None:
        if self._is_written:
            self._is_written = False
            self._owner.read(self._trials, self._names, undone=False)
        else:
            self._step(self._after, self._before, undone=False)

    def undo(self) -> None:
        self._step(self._before, self._after, undone=True)

    def _step(self, wanted: bytes | None, expected: bytes | None, *, undone: bool) -> None:
        if self._is_put_back:
            self._is_put_back = False
        elif not self._owner.can_start():
            self._is_put_back = True
            self._owner.wait()
            self._owner.put_step_back(undone=undone)
        elif self._owner.put_list(wanted, expected):
            self._owner.read(self._trials, self._names, undone=undone)
        else:
            self.setObsolete(True)

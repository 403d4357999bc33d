"""The window, made in two phases: first what is painted first, immediately afterwards all the rest."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from desktop.paths import APPLICATION, data_folder
from desktop.ui.window.first_sight import first_sight
from desktop.ui.window.tab_order import tab_stops

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from desktop.ui.look.appearance import Appearance
    from desktop.ui.look.settings import Settings
    from desktop.ui.search.facet_panel import FacetPanel
    from desktop.ui.tasks.correcting import Correcting
    from desktop.ui.tasks.tasks import Tasks
    from desktop.ui.trial_detail.detail_pane import DetailPane
    from desktop.ui.window.whole_window import WholeWindow
    from desktop.workspace import Workspace


_TAB, _BACK_TAB = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
_COMPARED = 4  # trials to compare if none are named


class MainWindow(QMainWindow):
    """Show a workspace."""

    completed = Signal()
    """The second phase has ended: the window is complete."""
    left_for = Signal(object)
    """The Following to open instead of this window."""
    damaged = Signal(object)
    """The StorageError: the catalogue file is damaged, or another program changed it while it was read."""

    def __init__(self, workspace: Workspace, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.setWindowTitle(_title(workspace))
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt's own would hide the tool bar
        self.workspace = workspace
        self.appearance = appearance
        self.first = first = first_sight(self, workspace, settings, appearance)
        self.state, self.results, self.status = first.state, first.results, first.status
        self.pages, self.list_page, self.tool_bar = first.pages, first.page, first.tool_bar
        self.model, self.trial_list = first.page.model, first.page.trial_list
        self.search_box = first.tool_bar.search_box
        self._is_completing = False
        self._before_drag = ""
        """What the status line said before something was dragged over the window."""
        for seen in (self.trial_list, first.page.empty_list):
            seen.painted.connect(self._complete_soon)
        self.tool_bar.asked.connect(lambda name: self.actions_by_id[name].trigger())

    @cached_property
    def whole(self) -> WholeWindow:
        """Return the parts that are made after the first painting; if they do not exist yet, make all of them."""
        # The border between the two phases: importing these modules must not delay the first painting.
        from desktop.ui.window.completing import complete

        whole = complete(self.first, self.damaged.emit)
        whole.tasks.files.left_for.connect(self.left_for)
        return whole

    @property
    def facet_panel(self) -> FacetPanel:
        """Return the facets to filter by."""
        return self.whole.facet_panel

    @property
    def detail(self) -> DetailPane:
        """Return the pane of the trial."""
        return self.whole.detail

    @property
    def actions_by_id(self) -> dict[str, QAction]:
        """Return the user's actions by id."""
        return self.whole.actions

    @property
    def tasks(self) -> Tasks:
        """Return the long tasks."""
        return self.whole.tasks

    @property
    def correcting(self) -> Correcting:
        """Return the object that corrects values."""
        return self.whole.correcting

    def open_trial(self, name: str) -> bool:
        """Choose a trial by its key or any identifier; return False if it is not in the list."""
        trial_id = self.workspace.catalogue.trials.id_of(name)
        return trial_id is not None and self.trial_list.choose(trial_id)

    def compare(self, names: Iterable[str] = ()) -> None:
        """Compare trials, given by keys or identifiers; without names, the first ones of the list."""
        found = map(self.workspace.catalogue.trials.id_of, names)
        ids = [trial_id for trial_id in found if trial_id is not None]
        self.whole.comparing.start(ids or list(self.model.ids[:_COMPARED]))
        self._complete_soon()

    def offer(self, files: Sequence[Path]) -> None:
        """Ask whether to import files with which the program was opened."""
        self.tasks.importing.offer(files)

    def show_page(self, name: str) -> None:
        """Show a page; all but the first are made in the second phase or later."""
        if name != self.pages.name():
            self.whole.first.pages.show_page(name)
            self._complete_soon()  # the painting of the list usually starts this, but the list is not painted

    def search(self, text: str) -> None:
        """Search for a whole query in the language of the search box."""
        self.first.type_text(text, complete=True)

    def end(self) -> None:
        """Stop all work of the window, keep complete batches, and wait for its end."""
        self.first.background.end()

    def _complete_soon(self) -> None:
        if not self._is_completing:
            self._is_completing = True
            QTimer.singleShot(0, self, self._complete)

    def _complete(self) -> None:
        self.whole.begin()
        QTimer.singleShot(0, self, self.whole.show_icons)  # loading the icon font is slow
        QTimer.singleShot(0, self, self.completed.emit)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Make Tab go from pane to pane, and through each pane by position."""
        stops, focused = tab_stops(self.whole.panes.panes(), self), self.focusWidget()
        if focused not in stops:
            return super().focusNextPrevChild(forward)
        step, reason = (1, _TAB) if forward else (-1, _BACK_TAB)
        stops[(stops.index(focused) + step) % len(stops)].setFocus(reason)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders, and say what dropping them does."""
        if self.tasks.importing.takes(event):
            event.acceptProposedAction()
            self._before_drag = self.status.words()
            self.status.show_words(self._invitation())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show again what the status line said before something was dragged over the window."""
        super().dragLeaveEvent(event)
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        event.acceptProposedAction()
        self._end_drag()
        self.tasks.importing.drop(event)

    def _invitation(self) -> str:
        return self.tr("Drop the files anywhere here to import them")

    def _end_drag(self) -> None:
        if self.status.words() == self._invitation():  # else something else was told meanwhile
            self.status.show_words(self._before_drag)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work, keep complete batches, and remember the arrangement of the window."""
        self.end()
        self.first.memory.save()
        super().closeEvent(event)


def _title(workspace: Workspace) -> str:
    """Return the title of a window: the name of its catalogue, with its folder if that is not the user's own."""
    path = workspace.catalogue.path
    name = path.stem if path.parent == data_folder() else f"{path.stem} ({path.parent.name or path.parent})"
    if workspace.catalogue.read_only:
        name = QCoreApplication.translate("MainWindow", "{0}, for reading only").format(name)
    return f"{name} – {APPLICATION}"

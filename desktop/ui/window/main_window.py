"""The window: it connects the parts, which know nothing of each other.

The list of trials is seen first; the rest is made when first asked for, or right after the first painting.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.look.grouped import grouped, grouped_in
from desktop.ui.search.search_state import SearchState
from desktop.ui.tasks.status_line import StatusLine
from desktop.ui.tasks.tasks import Tasks
from desktop.ui.trial_list.trial_list import TrialList
from desktop.ui.trial_list.trial_table_model import TrialTableModel
from desktop.ui.window.menus import add_menus
from desktop.ui.window.possible_actions import possible_actions
from desktop.ui.window.tool_bar import ToolBar
from desktop.ui.window.window_layout import WindowLayout
from desktop.ui.window.window_memory import WindowMemory

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.ui.look.appearance import Appearance
    from desktop.ui.look.settings import Settings
    from desktop.ui.search.facet_panel import FacetPanel
    from desktop.ui.search.filter_chips import FilterChips
    from desktop.ui.tasks.correcting import Correcting
    from desktop.ui.trial_detail.detail_pane import DetailPane
    from desktop.ui.trial_list.empty_list import EmptyList
    from desktop.ui.window.help_window import HelpWindow
    from desktop.workspace import Workspace


class MainWindow(QMainWindow):
    """Show a workspace."""

    completed = Signal()
    """What the first sight left out is there."""

    def __init__(self, workspace: Workspace, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.workspace = workspace
        self._catalogue = workspace.catalogue
        self._facets = workspace.facets
        self._sort: tuple[str, bool] | None = None
        """By which column the user sorts; by itself the list has the best match first, without words the title."""
        self._read_id: int | None = None
        """The trial in the detail pane; it stays there when a filter takes it out of the list."""
        self._shown = 0  # the version of the data on the screen
        self._facet_panel: FacetPanel | None = None
        self._detail: DetailPane | None = None
        self._actions: dict[str, QAction] | None = None
        self._chips: FilterChips | None = None
        self._is_painted = False
        self.setWindowTitle("Trial Catalogue")
        self.setAcceptDrops(True)
        self.appearance = appearance
        self.state = SearchState(self._facets, self)
        self.status = StatusLine(self)
        self.tasks = Tasks(workspace, settings, self.status, self)
        self.model = TrialTableModel(self._catalogue.rows, self._facets, self)
        self.splitter = WindowLayout()
        self.setCentralWidget(self.splitter)
        self.trial_list = TrialList(self.model, self)
        self.splitter.set_trials(self.trial_list)
        self.menus = add_menus(self.menuBar())
        self.tool_bar = ToolBar(possible_actions(self.state, self._catalogue), self)
        self.search_box = self.tool_bar.search_box
        self.setStatusBar(self.status)
        self.addToolBar(self.tool_bar)
        self.memory = WindowMemory(self, settings)
        self._connect_parts()
        self.memory.restore()
        self.trial_list.choose_first()
        self.trial_list.setFocus()

    def _connect_parts(self) -> None:
        self.state.changed.connect(self._find)
        self.state.settling.connect(self.search_box.hand_over)
        self.state.words_settled.connect(self.search_box.show_text)
        self.tool_bar.asked.connect(lambda name: self.actions_by_id[name].trigger())
        self.search_box.typed.connect(lambda text: self._type(text, complete=False))
        self.search_box.entered.connect(lambda text: self._type(text, complete=True))
        self.search_box.finished.connect(self.state.settle)
        self.search_box.left.connect(self.trial_list.setFocus)
        self.trial_list.painted.connect(self.go_on)
        self.trial_list.trial_chosen.connect(self.show_trial)
        self.trial_list.sort_asked.connect(self._sort_by)
        self.trial_list.selection_changed.connect(self.status.show_selected)
        self.trial_list.reading_asked.connect(lambda: self.detail.text.setFocus())
        self.tasks.changed.connect(self.reload)
        self.appearance.changed.connect(self.dress)

    # What is made when first asked for

    @property
    def facet_panel(self) -> FacetPanel:
        """Return the facets to filter by."""
        if self._facet_panel is None:
            from desktop.ui.window.panes import make_facet_panel

            self._facet_panel = make_facet_panel(self)
            self._count(TrialQuery())  # what is open at first does not depend on what was searched for meanwhile
            self.memory.restore_facets()
            if not self.state.query.is_empty():
                self._count(self.state.query)
        return self._facet_panel

    @property
    def detail(self) -> DetailPane:
        """Return the pane of the trial that is read."""
        if self._detail is None:
            from desktop.ui.window.panes import make_detail

            self._detail = make_detail(self)
        return self._detail

    @property
    def actions_by_id(self) -> dict[str, QAction]:
        """Return what the user can do, by id."""
        if self._actions is None:
            from desktop.ui.window.window_actions import make_actions

            self._actions = make_actions(self)
        return self._actions

    @property
    def chips(self) -> FilterChips:
        """Return the filters in force."""
        if self._chips is None:
            from desktop.ui.window.panes import make_chips

            self._chips = make_chips(self)
        return self._chips

    @cached_property
    def empty_list(self) -> EmptyList:
        """Return what stands in the place of an empty list."""
        from desktop.ui.window.panes import make_empty_list

        return make_empty_list(self)

    @cached_property
    def correcting(self) -> Correcting:
        """Return what corrects, and undoes it."""
        from desktop.ui.window.panes import make_correcting

        return make_correcting(self)

    @cached_property
    def help_window(self) -> HelpWindow:
        """Return the window of the help."""
        from desktop.ui.window.help_window import HelpWindow

        return HelpWindow(self)

    # What the user does

    def show_trial(self, number: int) -> None:
        """Show a trial in the detail pane, which is made once the list is painted."""
        self._read_id = number
        if self._is_painted:
            self.detail.show_trial(self._catalogue.get(number), self._catalogue.text.words(self.state.query.searched))

    def open_trial(self, name: str) -> bool:
        """Choose a trial by its key or any identifier; False if the list does not hold it."""
        number = self._catalogue.id_of(name)
        return number is not None and self.trial_list.choose(number)

    def search(self, text: str) -> None:
        """Search for a whole query in the language of the search box."""
        self._type(text, complete=True)

    def refresh(self) -> None:
        """Show what the query in force finds."""
        self._refresh(self.state.query)

    def reload(self) -> None:
        """Show what has changed in the catalogue file."""
        self.refresh()
        if self._detail and self._read_id is not None:
            self.show_trial(self._read_id)

    def _type(self, text: str, *, complete: bool) -> None:
        self.state.type_text(text, complete=complete)
        self._say(self.state.query)

    def _find(self, query: TrialQuery) -> None:
        """Show what other filters find, from its beginning."""
        self.tasks.looking.ask(query.searched, lambda: self._refresh(query, from_first=True))

    def _sort_by(self, sort: str, descending: bool) -> None:
        self._sort = None if sort == "relevance" else (sort, descending)
        self._refresh(self.state.query)

    # What the window shows

    def _refresh(self, query: TrialQuery, *, from_first: bool = False) -> None:
        """Show what a query finds; the trial that is being read stays, unless it is to be the first one."""
        with self._catalogue.reading:  # list and numbers of one state of the file
            self._shown = self._catalogue.version
            self._show_trials(query, from_first=from_first)
            self._count(query)
        if self._chips or not query.is_empty():
            self.chips.show_query(query, self._catalogue.text.other_names)
        self._say(query)

    def _show_trials(self, query: TrialQuery, *, from_first: bool) -> None:
        sort, descending = self._sort or ("relevance" if query.text else "title", False)
        ids = self._catalogue.search(query, sort, descending=descending)
        self.trial_list.mark(self._catalogue.text.words(query.searched))
        if from_first:
            self.trial_list.show_from_first(ids)
        else:
            self.trial_list.show_trials(ids, self.trial_list.current_id())
        self.trial_list.show_sort(sort, descending)
        if not ids:
            self.empty_list.explain(self._catalogue, self._facets, query)
        self.splitter.show_list(filled=bool(ids))

    def _count(self, query: TrialQuery) -> None:
        if self._facet_panel:
            from desktop.workflows.filter_trials import facet_counts

            self._facet_panel.show_counts(facet_counts(self._catalogue, self._facets, query))

    def _say(self, query: TrialQuery) -> None:
        """Say in the status line what is shown, and switch the actions that depend on it."""
        total = len(self._catalogue)
        said = grouped_in(self.tr("%n trial(s)", "", total), total)
        if not query.is_empty():
            said = self.tr("{0} of {1} — {2}").format(grouped(len(self.model.ids)), said, query.describe(self._facets))
        self.status.show_words(f"{said}   {self.state.problem}".rstrip())
        dates = self._catalogue.date_span(self._catalogue.matching(query))
        self.status.show_dates(dates, read_only=self._catalogue.read_only)
        self._switch_actions()

    def dress(self) -> None:
        """Show icons and texts in the colours in force."""
        self._show_icons()
        if self._detail:
            self._detail.redraw()
        self._switch_actions()

    def _switch_actions(self) -> None:
        if self._actions:
            from desktop.ui.window.window_actions import switch_actions

            switch_actions(self)

    def _show_icons(self) -> None:
        from desktop.ui.window.actions import dress_actions

        dress_actions(self.actions_by_id)
        self.tool_bar.dress(self.actions_by_id)

    def go_on(self) -> None:
        """Go on with what the first sight left out, as soon as it is painted."""
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._complete)

    def _complete(self) -> None:
        from desktop.ui.window.window_actions import switch_actions

        switch_actions(self)
        self.facet_panel.show()
        self.detail.show()
        if (number := self.trial_list.current_id()) is not None:
            self.show_trial(number)
        self.tasks.begin(lambda: self._shown)
        QTimer.singleShot(0, self, self._show_icons)
        QTimer.singleShot(0, self, self.completed.emit)

    # What Qt tells

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if self.tasks.importing.takes(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        event.acceptProposedAction()
        self.tasks.importing.drop(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is running, whole batches kept, and remember how the window stood."""
        self.tasks.wait()
        self.memory.save()
        super().closeEvent(event)

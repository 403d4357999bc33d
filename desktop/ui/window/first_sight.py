"""The first phase of the window: list of trials, tool bar and status line. The rest follows in ``completing``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.background import Background
from desktop.ui.look.thousands import with_thousands, with_thousands_in
from desktop.ui.patient.described import DescribedPatient
from desktop.ui.search.results import Results
from desktop.ui.search.search_state import SearchState
from desktop.ui.search.text_look import TextLook
from desktop.ui.tasks.status_line import StatusLine
from desktop.ui.window import list_page
from desktop.ui.window.list_page import ListPage
from desktop.ui.window.menus import add_menus
from desktop.ui.window.pages import Pages
from desktop.ui.window.possible_actions import possible_actions
from desktop.ui.window.tool_bar import ToolBar
from desktop.ui.window.view_steps import ViewSteps
from desktop.ui.window.window_memory import WindowMemory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMenu

    from desktop.ui.look.appearance import Appearance
    from desktop.ui.look.settings import Settings
    from desktop.workspace import Workspace


@dataclass(frozen=True, eq=False)
class FirstSight:
    """Hold the parts of a window that the first phase makes."""

    window: QMainWindow
    workspace: Workspace
    settings: Settings
    appearance: Appearance
    background: Background
    state: SearchState
    results: Results
    status: StatusLine
    menus: dict[str, QMenu]
    tool_bar: ToolBar
    pages: Pages
    steps: ViewSteps
    page: ListPage
    memory: WindowMemory
    patient: DescribedPatient

    def say(self) -> None:
        """Describe the list in the status line."""
        catalogue, query = self.workspace.catalogue, self.state.query
        total = len(catalogue)
        text = with_thousands_in(QCoreApplication.translate("MainWindow", "%n trial(s)", "", total), total)
        if not query.is_empty():
            words = query.describe(self.workspace.facets)
            shown = with_thousands(len(self.page.model.ids))
            text = QCoreApplication.translate("MainWindow", "{0} of {1} — {2}").format(shown, text, words)
        self.status.show_words(f"{text}   {self.state.problem}".rstrip())
        dates = catalogue.index.date_span(catalogue.index.matching(query))
        self.status.show_dates(dates, read_only=catalogue.read_only)

    def show_list(self) -> None:
        """Go back to the list page, and give the list the keyboard focus."""
        self.pages.show_page(list_page.NAME)
        self.page.trial_list.setFocus()

    def read(self, trial_id: int) -> None:
        """Show a trial on the list page; keep the selection, and remove filters that hide the trial."""
        self.show_list()
        if not self.page.trial_list.read(trial_id):
            self.state.clear()
            self.page.trial_list.read(trial_id)

    def type_text(self, text: str, *, complete: bool) -> None:
        """Search for the text of the search box, and show an error in it."""
        self.state.type_text(text, complete=complete)
        self.say()


def first_sight(window: QMainWindow, workspace: Workspace, settings: Settings, appearance: Appearance) -> FirstSight:
    """Return the first parts of a window, placed, connected and filled."""
    state = SearchState(workspace.facets, window)
    background = Background(window)
    results = Results(workspace.catalogue, state, TextLook(workspace.catalogue, background, window), window)
    pages = Pages(window)
    page = ListPage(workspace, results, pages)
    pages.add(list_page.NAME, page)
    window.setCentralWidget(pages)
    first = FirstSight(
        window=window,
        workspace=workspace,
        settings=settings,
        appearance=appearance,
        background=background,
        state=state,
        results=results,
        status=StatusLine(window),
        menus=add_menus(window.menuBar()),
        tool_bar=ToolBar(possible_actions(state, workspace.catalogue), window),
        pages=pages,
        steps=ViewSteps(state, pages),
        page=page,
        memory=WindowMemory(window, page, settings),
        patient=DescribedPatient(window),
    )
    window.setStatusBar(first.status)
    window.addToolBar(first.tool_bar)
    _connect(first)
    first.memory.restore()
    results.refresh()
    page.trial_list.setFocus()
    return first


def _connect(first: FirstSight) -> None:
    state, box, trial_list = first.state, first.tool_bar.search_box, first.page.trial_list
    first.results.changed.connect(lambda _: first.say())
    state.settling.connect(box.hand_over)
    state.words_settled.connect(box.show_text)
    box.typed.connect(lambda text: first.type_text(text, complete=False))
    box.entered.connect(lambda text: first.type_text(text, complete=True))
    box.finished.connect(state.settle)
    box.left.connect(trial_list.setFocus)
    first.background.ending.connect(box.stop)
    trial_list.selection_changed.connect(first.status.show_selected)
    first.page.empty_list.way_chosen.connect(state.set_query)
    first.page.empty_list.clear_asked.connect(state.clear)

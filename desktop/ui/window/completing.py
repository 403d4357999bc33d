"""The second phase of the window: make and connect everything that ``first_sight`` did not."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack

from desktop.ui.tasks.correcting import Correcting
from desktop.ui.tasks.deleting import Deleting
from desktop.ui.tasks.interruption import Interruption
from desktop.ui.tasks.judging import Judging
from desktop.ui.tasks.tasks import Tasks
from desktop.ui.tasks.undo_actions import follow_stack
from desktop.ui.window.actions import build_actions
from desktop.ui.window.comparing import Comparing
from desktop.ui.window.connecting import connect_actions, delete_and_go_on, follow_trial, show_list_of
from desktop.ui.window.first_sight import FirstSight
from desktop.ui.window.hidden_panes import HiddenPanes
from desktop.ui.window.home_countries import HomeCountries
from desktop.ui.window.later_pages import offer_pages
from desktop.ui.window.list_menus import offer_menu
from desktop.ui.window.panes import (
    Reader,
    make_chips,
    make_decisions,
    make_detail,
    make_facet_panel,
    make_news,
    make_shortlists,
)
from desktop.ui.window.seeing import Seeing
from desktop.ui.window.shared_keys import SharedKeys
from desktop.ui.window.shortlisting import Shortlisting
from desktop.ui.window.suggestions import Suggestions
from desktop.ui.window.whole_window import WholeWindow


def complete(first: FirstSight, tell_damage: Callable[[object], None]) -> WholeWindow:
    """Return the whole window after the first phase; ``tell_damage`` is called with the error of a damaged file."""
    workspace, window = first.workspace, first.window
    undo = QUndoStack(window)
    judging = Judging(workspace, undo, window)
    panel, facet_memory = make_facet_panel(first)
    shortlists = make_shortlists(first, panel)
    detail = make_detail(first)
    actions = build_actions(window, first.menus, first.pages)
    whole = WholeWindow(
        first=first,
        undo=undo,
        actions=actions,
        tasks=Tasks(
            workspace, first.settings, first.background, first.status, undo, lambda: first.results.version, window
        ),
        correcting=Correcting(workspace, undo, window),
        deleting=Deleting(workspace, undo, window),
        judging=judging,
        decisions=make_decisions(first, lambda: judging.reasons),
        shortlists=shortlists,
        facet_panel=panel,
        facet_memory=facet_memory,
        news=make_news(first),
        chips=make_chips(first),
        detail=detail,
        reader=Reader(first, detail),
        comparing=Comparing(first, detail, actions["compare"]),
        panes=HiddenPanes(first, actions, panel, detail),
        suggestions=Suggestions(first),
        interruption=Interruption(window),
    )
    whole.tasks.late_check.damaged.connect(tell_damage)
    follow_stack(undo, whole.actions["undo"], whole.actions["redo"])
    first.tool_bar.follow(whole.actions)
    offer_pages(first, whole.actions)
    SharedKeys(first.tool_bar.search_box)
    _connect_trial(whole)
    _connect_changes(whole)
    connect_actions(whole, Shortlisting(whole), Seeing(whole), HomeCountries(whole))
    offer_menu(first.page.trial_list, actions)
    first.menus["&File"].insertMenu(actions["back_up"], whole.tasks.files.recent)
    whole.switch()
    return whole


def _connect_trial(whole: WholeWindow) -> None:
    """Connect the trial pane: correcting, mending, and going to another trial."""
    detail, correcting, trial_list = whole.detail, whole.correcting, whole.first.page.trial_list
    trial_list.trial_chosen.connect(whole.reader.show)
    trial_list.delete_asked.connect(whole.actions["delete"].trigger)
    detail.trial_asked.connect(lambda key: follow_trial(whole, key))
    detail.correct_asked.connect(
        lambda facet, removed, agreed: correcting.ask(detail.trial, facet, without=removed, agreed=agreed)
    )
    detail.take_back_asked.connect(lambda facet: correcting.take_back(detail.trial, facet))
    detail.damage_shown.connect(whole.first.page.show_damage)
    detail.mend_asked.connect(whole.tasks.mending.start)
    detail.delete_examples_asked.connect(whole.actions["delete_examples"].trigger)


def _connect_changes(whole: WholeWindow) -> None:
    """Connect everything to changes of the catalogue, the search and the appearance."""
    first = whole.first
    first.results.changed.connect(lambda _: whole.switch())
    first.results.reloaded.connect(whole.reader.show_again)
    first.appearance.changed.connect(whole.redraw)
    first.page.empty_list.import_asked.connect(whole.tasks.importing.choose_files)
    importing = whole.tasks.importing
    importing.reported.connect(whole.switch)
    importing.show_asked.connect(lambda query: show_list_of(whole, query))
    # Queued, so that the report is closed before the question appears.
    importing.remove_asked.connect(whole.deleting.ask_import, Qt.ConnectionType.QueuedConnection)
    whole.tasks.late_check.checked.connect(whole.tasks.deriving.remind)
    whole.tasks.deriving.told.connect(first.status.show_words)
    whole.tasks.changed.connect(first.results.reload)
    whole.tasks.changed.connect(whole.suggestions.forget_names)
    whole.correcting.corrected.connect(lambda _: first.results.reload())
    whole.deleting.changed.connect(lambda: delete_and_go_on(whole))
    whole.judging.changed.connect(whole.comparing.show_again)
    for does in (whole.correcting, whole.deleting, whole.judging):
        does.message.connect(first.status.show_words)

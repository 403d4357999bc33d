"""The panes around the list of trials, made after it: each function makes one, connects it and sets it in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.search.facet_panel import FacetPanel
from desktop.ui.search.filter_chips import FilterChips
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.trial_list.empty_list import EmptyList

if TYPE_CHECKING:
    from desktop.ui.tasks.correcting import Correcting
    from desktop.ui.tasks.deleting import Deleting
    from desktop.ui.window.main_window import MainWindow


def make_facet_panel(window: MainWindow) -> FacetPanel:
    """Return the facets to filter by, without numbers yet."""
    panel, state = FacetPanel(window), window.state
    panel.toggled.connect(state.toggle)
    panel.excluded.connect(state.exclude)
    panel.chosen.connect(state.select)
    panel.read_again.connect(state.read_again)
    state.cleared.connect(panel.read_plainly)
    window.splitter.set_facets(panel)
    return panel


def make_detail(window: MainWindow) -> DetailPane:
    """Return the pane of the trial that is read, without one yet."""
    workspace = window.workspace
    detail = DetailPane(workspace.facets, window, read_only=workspace.catalogue.read_only)
    detail.filter_asked.connect(window.state.toggle)
    detail.exclude_asked.connect(window.state.exclude)
    detail.trial_asked.connect(lambda key: _follow(window, key))
    detail.correct_asked.connect(lambda *asked: _correct(window, *asked))
    detail.damage_shown.connect(lambda: _show_damage(window))
    detail.mend_asked.connect(lambda: window.tasks.mending.start())
    detail.take_back_asked.connect(lambda facet: window.correcting.take_back(detail.trial, facet))
    detail.delete_examples_asked.connect(lambda: window.actions_by_id["delete_examples"].trigger())
    window.splitter.set_detail(detail)
    return detail


def _show_damage(window: MainWindow) -> None:
    """Show a trial that was found damaged as that in the list too."""
    if (number := window.trial_list.current_id()) is not None:
        window.model.read_again(number)


def _follow(window: MainWindow, key: str) -> None:
    """Read another trial; filters that hide it are taken off."""
    if not window.open_trial(key):
        window.state.clear()
        window.open_trial(key)


def _correct(window: MainWindow, facet: str, removed: str, agreed: bool) -> None:
    """Ask for the values of a facet of the trial that is read; ``removed`` is unticked at first."""
    window.correcting.ask(window.detail.trial, facet, without=removed, agreed=agreed)


def make_chips(window: MainWindow) -> FilterChips:
    """Return the filters in force, none yet."""
    chips, state = FilterChips(window.workspace.facets, window), window.state
    chips.dropped.connect(state.drop)
    chips.text_dropped.connect(lambda: state.set_text(""))
    chips.names_dropped.connect(lambda term: state.set_query(state.query.literally(term)))
    chips.cleared.connect(state.clear)
    window.splitter.set_chips(chips)
    return chips


def make_correcting(window: MainWindow) -> Correcting:
    """Return what corrects, and undoes it."""
    from desktop.ui.tasks.correcting import Correcting
    from desktop.ui.tasks.undo_actions import follow_stack

    correcting = Correcting(window.workspace, window)
    correcting.corrected.connect(lambda _: window.reload())
    correcting.said.connect(window.status.show_words)
    follow_stack(correcting.stack, window.actions_by_id["undo"], window.actions_by_id["redo"])
    return correcting


def make_deleting(window: MainWindow) -> Deleting:
    """Return what deletes, and undoes it."""
    from desktop.ui.tasks.deleting import Deleting

    deleting = Deleting(window.workspace, window.correcting.stack, window)
    deleting.changed.connect(lambda: _go_on_without_deleted(window))
    deleting.said.connect(window.status.show_words)
    return deleting


def _go_on_without_deleted(window: MainWindow) -> None:
    """Show what is there now; the trial behind those that are gone is read next."""
    there, row = window.workspace.catalogue.all_trials, window.trial_list.currentIndex().row()
    # First: else the keyboard comes to the list, which then reads a trial, while the button that was clicked is hidden.
    window.trial_list.setFocus()
    before = sum(there >> number & 1 for number in window.model.ids[: max(row, 0)])
    window.reload()
    if window.detail.is_empty() and window.model.ids:
        number = window.model.ids[min(before, len(window.model.ids) - 1)]
        window.trial_list.choose(number)
        window.show_trial(number)  # the row may be the current one already, and unread


def make_empty_list(window: MainWindow) -> EmptyList:
    """Return what stands in the place of an empty list."""
    hint = EmptyList(window)
    hint.painted.connect(window.go_on)
    hint.way_chosen.connect(window.state.set_query)
    hint.clear_asked.connect(window.state.clear)
    hint.import_asked.connect(lambda: window.tasks.importing.choose_files())
    window.splitter.set_hint(hint)
    return hint

"""The panes around the list of trials, made after it: each function makes one, connects it and sets it in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.detail_pane import DetailPane
from desktop.ui.empty_list import EmptyList
from desktop.ui.facet_panel import FacetPanel

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


def make_facet_panel(window: MainWindow) -> FacetPanel:
    """Return the facets to filter by, without numbers yet."""
    panel, state = FacetPanel(window), window.state
    panel.toggled.connect(state.toggle)
    panel.excluded.connect(state.exclude)
    panel.chosen.connect(state.select)
    panel.read_again.connect(state.read_again)
    window.splitter.set_facets(panel)
    return panel


def make_detail(window: MainWindow) -> DetailPane:
    """Return the pane of the trial that is read, without one yet."""
    workspace = window.workspace
    detail = DetailPane(workspace.facets, window, read_only=workspace.catalogue.read_only)
    detail.filter_asked.connect(window.state.toggle)
    detail.exclude_asked.connect(window.state.exclude)
    detail.trial_asked.connect(window.follow)
    detail.correct_asked.connect(window.correct)
    detail.take_back_asked.connect(lambda facet: window.correcting.take_back(detail.trial, facet))
    window.splitter.set_detail(detail)
    return detail


def make_empty_list(window: MainWindow) -> EmptyList:
    """Return what stands in the place of an empty list."""
    hint = EmptyList(window)
    hint.way_chosen.connect(window.state.set_query)
    hint.clear_asked.connect(window.state.clear)
    hint.import_asked.connect(lambda: window.tasks.importing.choose_files())
    window.splitter.set_hint(hint)
    return hint

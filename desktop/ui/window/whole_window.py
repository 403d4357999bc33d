"""The whole window: the parts of the first and of the second phase."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QUndoStack

from desktop.paths import SEEDS
from desktop.ui.search.facet_panel import FacetPanel
from desktop.ui.search.filter_chips import FilterChips
from desktop.ui.shortlists.decision_bar import DecisionBar
from desktop.ui.shortlists.shortlist_panel import ShortlistPanel
from desktop.ui.tasks.correcting import Correcting
from desktop.ui.tasks.deleting import Deleting
from desktop.ui.tasks.interruption import Interruption
from desktop.ui.tasks.judging import Judging
from desktop.ui.tasks.tasks import Tasks
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.window.actions import ACTIONS, show_action_icons
from desktop.ui.window.comparing import Comparing
from desktop.ui.window.first_sight import FirstSight
from desktop.ui.window.hidden_panes import HiddenPanes
from desktop.ui.window.news import News
from desktop.ui.window.panes import FacetMemory, Reader
from desktop.ui.window.possible_actions import possible_actions
from desktop.ui.window.suggestions import Suggestions
from desktop.workflows.examples import example_trials


@dataclass(frozen=True, eq=False)
class WholeWindow:
    """Hold every part of a window."""

    first: FirstSight
    undo: QUndoStack
    """The one undo stack, for all pages."""
    actions: dict[str, QAction]
    tasks: Tasks
    correcting: Correcting
    deleting: Deleting
    judging: Judging
    decisions: DecisionBar
    shortlists: ShortlistPanel
    facet_panel: FacetPanel
    facet_memory: FacetMemory
    news: News
    chips: FilterChips
    detail: DetailPane
    reader: Reader
    comparing: Comparing
    panes: HiddenPanes
    suggestions: Suggestions
    interruption: Interruption

    def begin(self) -> None:
        """Show the current trial of the list, and start the automatic background work."""
        trial_id = self.first.page.trial_list.current_id()
        if trial_id is not None:
            self.reader.show(trial_id)
        self.tasks.begin()

    def redraw(self) -> None:
        """Show icons and texts in the present colours."""
        self.show_icons()
        self.detail.redraw()
        self.comparing.redraw()
        self.switch()

    def show_icons(self) -> None:
        """Show the icons in the present colours."""
        show_action_icons(self.actions)
        self.first.tool_bar.show_icons(self.actions)

    def switch(self) -> None:
        """Enable only the actions that are possible now, and tick what is active."""
        catalogue = self.first.workspace.catalogue
        for name, is_possible in possible_actions(self.first.state, catalogue).items():
            self.actions[name].setEnabled(is_possible)
        self.actions["delete_examples"].setEnabled(not catalogue.read_only and bool(example_trials(catalogue, SEEDS)))
        self.actions["last_report"].setEnabled(self.tasks.importing.latest is not None)
        nothing_selected = self.first.page.trial_list.current_id() is None
        for spec in ACTIONS:
            if spec.menu == "&Shortlist" and spec.id in self.actions:
                is_judging = bool(spec.page)  # only for the list: it needs a selected trial
                self.actions[spec.id].setEnabled(not catalogue.read_only and not (is_judging and nothing_selected))
        for name in ("rename_shortlist", "delete_shortlist"):
            self.actions[name].setEnabled(not catalogue.read_only and bool(self.judging.current))
        self.actions["any_cohorts"].setChecked(self.first.state.query.across_cohorts)
        self.actions["high_contrast"].setChecked(self.first.appearance.high_contrast)
        for name in ("system", "light", "dark"):
            self.actions[f"appearance_{name}"].setChecked(self.first.appearance.choice == name)

    def reset(self) -> None:
        """Delete all remembered settings, and arrange the window as at the first start."""
        first = self.first
        first.settings.forget_all()
        first.appearance.show_contrast(high=False)
        first.appearance.choose("system")
        first.appearance.set_text_size(100)
        first.memory.arrange_as_new()
        self.panes.restore()
        self.facet_memory.restore()
        first.results.reload()

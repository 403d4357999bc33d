"""Make the panes around the list of trials, put them in their places, and connect them to the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.catalogue.finding.query import TrialQuery, base_of
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.ui.search.facet_lines import first_open
from desktop.ui.search.facet_panel import FacetPanel
from desktop.ui.search.filter_chips import FilterChips
from desktop.ui.shortlists.decision_bar import DecisionBar
from desktop.ui.shortlists.shortlist_panel import ShortlistPanel
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.window.news import News
from desktop.workflows.filter_trials import facet_counts
from desktop.workflows.offer_filters import SearchWords

if TYPE_CHECKING:
    from desktop.trials.stored import StoredTrial
    from desktop.ui.look.settings import Settings
    from desktop.ui.search.results import Found
    from desktop.ui.window.first_sight import FirstSight

_COUNTRY = "country"
_PAUSE_MS = 80
"""Long enough to paint the list and the counts, too short for a reader to notice."""


class FacetMemory:
    """Remember in the settings which facets are open, and the order of their values."""

    def __init__(self, panel: FacetPanel, settings: Settings) -> None:
        self._panel = panel
        self._settings = settings

    def restore(self) -> None:
        """Open and order the facets as remembered, or as at the first start."""
        self._panel.set_orders(self._settings.texts_by_name("facet orders"))
        self._panel.open_only(self._settings.names("open facets", first_open(self._panel.counts)))

    def save(self) -> None:
        """Remember which facets are open, and their orders."""
        self._settings.remember("open facets", self._panel.open_facets())
        self._settings.remember("facet orders", self._panel.orders())


class Reader:
    """Show the current trial of the list in its pane.

    A trial that the user chooses is shown immediately. The first trial of a new list is shown a moment later, so that
    list and counts are painted first, and so that of several quick changes of filters only the last one fills the pane.
    """

    def __init__(self, first: FirstSight, detail: DetailPane) -> None:
        self._catalogue = first.workspace.catalogue
        self._state = first.state
        self._results = first.results
        self._detail = detail
        self.trial_id: int | None = None
        """The id of the trial in the pane, None if there is none."""
        self._next: int | None = None
        self._countries: tuple[str, ...] = ()
        self._pause = QTimer(detail)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._read(self._next))
        first.results.changed.connect(self._follow_countries)
        first.tool_bar.search_box.textEdited.connect(self._wait_on)
        first.background.ending.connect(self._pause.stop)

    def show(self, trial_id: int | None) -> None:
        """Show a trial; None shows no trial."""
        if self._results.is_sending and trial_id is not None:
            self._next = trial_id
            self._pause.start()
        else:
            self._read(trial_id)

    def trial(self) -> StoredTrial | None:
        """Return the current trial of the list as in the pane; None if there is none, or if it is damaged."""
        if self._pause.isActive():
            self._read(self._next)
        return self._detail.trial

    def show_again(self) -> None:
        """Read the same trial again, because it may have changed."""
        self._read(self._next if self._pause.isActive() else self.trial_id)

    def _read(self, trial_id: int | None) -> None:
        self._pause.stop()
        self.trial_id = trial_id
        if trial_id is None:
            self._detail.show_trial(None)
            return
        words = self._catalogue.index.text.words(self._state.query.searched)
        self._countries = _countries_of(self._state.query)
        self._detail.show_trial(self._catalogue.trials.get(trial_id), words, self._countries)

    def _wait_on(self) -> None:
        """Let the first trial wait while the user types, so that each key is answered at once."""
        if self._pause.isActive():
            self._pause.start()

    def _follow_countries(self, found: Found) -> None:
        """Count the sites of the trial in the countries of the filters."""
        is_read = self.trial_id is not None and not self._pause.isActive()
        if is_read and _countries_of(found.query) != self._countries:
            self.show_again()


def _countries_of(query: TrialQuery) -> tuple[str, ...]:
    """Return the countries in the filters."""
    chosen = (value for facet, value in query.selected if base_of(facet) == _COUNTRY)
    return tuple(sorted(value for value in chosen if value not in (NOT_STATED, NOT_IN_DOCUMENT)))


def make_facet_panel(first: FirstSight) -> tuple[FacetPanel, FacetMemory]:
    """Return the facet panel, open and ordered as remembered, and the object that remembers it."""
    catalogue, facets, state = first.workspace.catalogue, first.workspace.facets, first.state
    panel = FacetPanel(first.window)
    panel.toggled.connect(state.toggle)
    panel.narrowed.connect(state.narrow)
    panel.excluded.connect(state.exclude)
    panel.chosen.connect(state.select)
    panel.read_again.connect(state.read_again)
    state.cleared.connect(panel.read_plainly)

    def count(query: TrialQuery) -> None:
        panel.show_counts(facet_counts(catalogue, facets, query, panel.counts))

    count(TrialQuery())  # what is open at the first start must not depend on the present search
    memory = FacetMemory(panel, first.settings)
    memory.restore()
    first.memory.saving.connect(memory.save)
    if not state.query.is_empty():
        count(state.query)
    first.results.changed.connect(lambda found: count(found.query))
    return panel, memory


def make_shortlists(first: FirstSight, facet_panel: FacetPanel) -> ShortlistPanel:
    """Return the panel of the shortlists, still empty, placed above the facets."""
    pane = QWidget(first.window)
    panel = ShortlistPanel(pane, read_only=first.workspace.catalogue.read_only)
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(panel)
    column.addWidget(facet_panel, 1)
    first.page.set_facets(pane)
    return panel


def make_decisions(first: FirstSight, reasons: Callable[[], Sequence[str]]) -> DecisionBar:
    """Return the bar of decisions, placed below the list."""
    bar = DecisionBar(reasons, first.window)
    bar.setVisible(not first.workspace.catalogue.read_only)
    first.page.set_decisions(bar)
    return bar


def chips_of(first: FirstSight) -> FilterChips:
    """Return chips that change the present filters; the caller must show the query in them."""
    state = first.state
    words = SearchWords(first.workspace.resources, first.workspace.facets)
    chips = FilterChips(words, first.window)
    chips.dropped.connect(state.drop)
    chips.text_dropped.connect(lambda: state.set_text(""))
    chips.cohorts_parted.connect(lambda: state.take_cohorts_together(False))
    chips.names_dropped.connect(lambda term: state.set_query(state.query.literally(term)))
    chips.filter_asked.connect(state.set_query)
    chips.cleared.connect(state.clear)
    return chips


def make_chips(first: FirstSight) -> FilterChips:
    """Return the chips of the present filters above the list."""
    catalogue, state = first.workspace.catalogue, first.state
    chips = chips_of(first)
    chips.show_query(state.query, catalogue.index.text.other_names)
    first.results.changed.connect(lambda found: chips.show_query(found.query, catalogue.index.text.other_names))
    first.page.set_chips(chips)
    return chips


def make_news(first: FirstSight) -> News:
    """Return the place for lines on what is new, still empty, above the list."""
    _, middle, _ = first.page.panes()
    news = News(middle)
    first.page.set_news(news)
    return news


def make_detail(first: FirstSight) -> DetailPane:
    """Return the pane of the trial, still empty."""
    workspace, page = first.workspace, first.page
    detail = DetailPane(workspace.facets, first.window, read_only=workspace.catalogue.read_only)
    detail.filter_asked.connect(first.state.toggle)
    detail.exclude_asked.connect(first.state.exclude)
    page.trial_list.reading_asked.connect(detail.text.setFocus)
    page.set_detail(detail)
    return detail

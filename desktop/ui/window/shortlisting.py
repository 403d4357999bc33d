"""Decide on trials in the window: what keys, buttons and menus do with the selected trials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QInputDialog, QMenu

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.trials.facets import SHORTLIST_FACET
from desktop.trials.shortlists import entries_in, notes_in
from desktop.ui.look.short_lived import short_lived
from desktop.ui.shortlists.decision_bar import Judged
from desktop.ui.shortlists.judging_keys import JudgingKeys
from desktop.ui.shortlists.note_dialog import NoteDialog
from desktop.ui.shortlists.reasons_dialog import ReasonsDialog
from desktop.workflows.shortlists import shortlists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.trials.own_work import OwnWork
    from desktop.ui.window.whole_window import WholeWindow


class Shortlisting:
    """Apply the user's decisions to the selected trials, and show the state of the shortlists."""

    def __init__(self, whole: WholeWindow) -> None:
        self._whole = whole
        self._judging = whole.judging
        self._catalogue = whole.first.workspace.catalogue
        self._list = whole.first.page.trial_list
        self._state = whole.first.state
        self._keys = JudgingKeys(whole.first.window)
        self._views: QMenu = whole.first.menus["&Edit"].addMenu(whole.first.window.tr("Save&d views"))
        self._connect()

    def _connect(self) -> None:
        whole, judging, keys = self._whole, self._judging, self._keys
        bar, panel = whole.decisions, whole.shortlists
        for watched in (self._list, whole.detail.text):
            keys.watch(watched)
        for asks in (bar, keys):
            asks.star_asked.connect(self.star)
            asks.note_asked.connect(self.note)
        keys.decided.connect(self.decide)
        keys.excluding_asked.connect(self.exclude)
        keys.moved.connect(self.move)
        bar.decided.connect(self.decide)
        bar.reasons_asked.connect(self.change_reasons)
        self._list.star_clicked.connect(lambda trial_id: judging.star([trial_id], str(self._state.query)))
        self._list.selection_changed.connect(lambda _: self.show_state())  # shown when the trial has been read
        self._list.moved.connect(self.drop_before)
        whole.first.results.changed.connect(lambda _: self._follow_query())
        panel.chosen.connect(self.show_shortlist)
        panel.created.connect(judging.create)
        panel.renamed.connect(judging.rename)
        panel.dropped.connect(self.drop)
        judging.changed.connect(self._follow)
        judging.chosen.connect(lambda _: self._show_current())
        whole.first.results.reloaded.connect(self._show_current)
        self._views.aboutToShow.connect(self._fill_views)
        judging.begin()

    def _follow_query(self) -> None:
        self._list.let_drag(allowed=self._is_in_own_order())
        listed = frozenset(value for facet, value in self._state.query.selected if facet == SHORTLIST_FACET)
        self._whole.shortlists.show_listed(listed)

    def star(self) -> None:
        """Add the selected trials to the current shortlist, or remove them from it."""
        if ids := self._list.selected_ids():
            self._judging.star(ids, str(self._state.query))

    def decide(self, decision: str, reason: str = "") -> None:
        """Decide on the selected trials, and go to the next one."""
        ids = self._list.selected_ids()
        if not ids:
            return
        shown = list(self._whole.first.page.model.ids)
        last = max(shown.index(each) for each in ids) if set(ids) <= set(shown) else -1
        following = shown[last + 1 : last + 2]
        self._judging.decide(ids, decision, reason, str(self._state.query))
        self._list.setFocus()
        left = self._whole.first.page.model.ids
        if following and not self._list.choose(following[0]) and left:
            self._list.choose(left[min(last, len(left) - 1)])

    def exclude(self) -> None:
        """Ask why the selected trials are excluded."""
        if self._list.selected_ids():
            self._whole.decisions.ask_reason()

    def note(self) -> None:
        """Ask for a note on the current trial."""
        trial_id = self._list.current_id()
        if trial_id is None or self._catalogue.read_only:
            return
        (row,) = self._catalogue.index.rows([trial_id])
        notes = notes_in(self._judging.own_work_on(trial_id))
        named = row.ids[0] if row.ids else row.title
        on_it = self._judging.current if any(each[0] == self._judging.current for each in row.shortlists) else ""
        with short_lived(NoteDialog(named, on_it, notes, self._whole.first.window)) as dialog:
            if dialog.exec() == QDialog.DialogCode.Accepted:
                on_shortlist = dialog.on_shortlist.isChecked()
                self._judging.note(trial_id, dialog.text.toPlainText(), on_shortlist=on_shortlist, note=dialog.note)

    def move(self, step: int) -> None:
        """Move the current trial up (-1) or down (1) on the shown shortlist."""
        trial_id, ids = self._list.current_id(), self._whole.first.page.model.ids
        if trial_id is not None and self._is_in_own_order():
            self._judging.move(trial_id, ids.index(trial_id) + step)

    def drop_before(self, trial_id: int, row: int) -> None:
        """Move a trial that was dragged before a row of the list."""
        before = self._whole.first.page.model.ids.index(trial_id)
        self._judging.move(trial_id, row - (before < row))

    def _is_in_own_order(self) -> bool:
        """Return whether the list shows exactly the current shortlist, in its order."""
        query = self._state.query
        alone = query.selected == {(SHORTLIST_FACET, self._judging.current)} and not (query.excluded or query.text)
        return alone and self._whole.first.results.is_in_first_order and not self._catalogue.read_only

    def show_shortlist(self, name: str) -> None:
        """Make a shortlist the current one and show its trials; if these are already shown, show all trials."""
        self._judging.choose(name)
        if self._state.query.selected == {(SHORTLIST_FACET, name)}:
            self._state.drop(SHORTLIST_FACET, name)
        else:
            self._state.select(SHORTLIST_FACET, [name])

    def drop(self, name: str) -> None:
        """Delete a shortlist, and no longer filter by it."""
        self._state.drop(SHORTLIST_FACET, name)
        self._judging.drop(name)

    def change_reasons(self) -> None:
        """Ask for the list of reasons."""
        with short_lived(ReasonsDialog(self._judging.reasons, self._whole.first.window)) as dialog:
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self._judging.list_reasons(dialog.reasons())

    def save_view(self) -> None:
        """Ask for a name for the present filters, and save them."""
        window = self._whole.first.window
        with short_lived(QInputDialog(window)) as dialog:
            dialog.setWindowTitle(window.tr("Save the filters as a view"))
            dialog.setLabelText(window.tr("Name of the view; no patient's name or number:"))
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self._judging.save_view(dialog.textValue(), str(self._state.query))

    def _fill_views(self) -> None:
        menu, facets = self._views, self._whole.first.workspace.facets
        menu.clear()
        for view in self._judging.views:
            one = menu.addMenu(view.name.replace("&", "&&"))
            query = parse_query(view.query, facets).query
            show = one.addAction(one.tr("Show"))
            show.triggered.connect(lambda _=False, query=query: self._state.set_query(query))
            drop = one.addAction(one.tr("Delete"))
            drop.triggered.connect(lambda _=False, name=view.name: self._judging.drop_view(name))
        if menu.isEmpty():
            menu.addAction(menu.tr("None yet")).setEnabled(False)

    def _follow(self) -> None:
        """Update everything after a change of own work."""
        shown = self._whole.detail.trial
        if shown is not None:  # first, so that the trial is not drawn again together with the list
            self._whole.detail.show_own_work(self._catalogue.trials.own_work_of(shown.trial.key))
        self._whole.first.results.refresh()
        self._show_current()

    def _show_current(self) -> None:
        if self._list.cell.shortlist != self._judging.current:
            self._list.cell.shortlist = self._judging.current
            self._list.viewport().update()
        self._whole.shortlists.show_shortlists(shortlists(self._catalogue), self._judging.current)
        self.show_state()

    def show_state(self) -> None:
        """Show the selected trials, and the decisions on them, in the bar."""
        ids = self._list.selected_ids()
        self._whole.decisions.show_work(self._judging.current, self._judged(ids))

    def _judged(self, ids: Sequence[int]) -> Judged:
        """Return the decisions on trials; one that is not on the shortlist has the decision ""."""
        if len(ids) == 1:
            own_work = self._own_work(ids[0])
            on_it = [each for each in entries_in(own_work) if each.shortlist == self._judging.current]
            entries = [(each.decision, each.reason) for each in on_it] or [("", "")]
            return Judged(1, self._judging.counted(ids), frozenset(entries), len(notes_in(own_work)))
        query = TrialQuery().selecting(SHORTLIST_FACET, (self._judging.current,))
        listed = self._catalogue.index.matching(query) if self._judging.current else 0
        if len(ids) > listed.bit_count() or not all(listed >> trial_id & 1 for trial_id in ids):
            return Judged(len(ids), self._judging.counted(ids), frozenset({("", "")}), 0)
        rows = self._catalogue.index.rows(ids)
        entries = [each[1:] for row in rows for each in row.shortlists if each[0] == self._judging.current]
        return Judged(len(ids), self._judging.counted(ids), frozenset(entries), 0)

    def _own_work(self, trial_id: int) -> tuple[OwnWork, ...]:
        """Return the own work on a trial; for the current trial it is already in memory."""
        shown = self._whole.detail.trial
        if shown and self._whole.reader.trial_id == trial_id:
            return shown.own_work
        return self._judging.own_work_on(trial_id)

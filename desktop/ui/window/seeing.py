"""What is new since the user last looked: the line above the list, and marking trials as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import CatalogueError
from desktop.ui.look.messages import show_fault
from desktop.ui.trial_list.changed_line import ChangedLine
from desktop.workflows.what_changed import changed_in_words, mark_seen, shortlisted_and_changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.window.whole_window import WholeWindow


class Seeing:
    """Show at the start and after an import what is new (shortlists first), and mark trials as seen."""

    def __init__(self, whole: WholeWindow) -> None:
        self._whole = whole
        self._catalogue = whole.first.workspace.catalogue
        self.line = ChangedLine(whole.first.window, read_only=self._catalogue.read_only)
        whole.news.add(self.line)
        self.line.asked.connect(whole.first.state.set_query)
        self.line.seen_asked.connect(self.mark_all)
        whole.tasks.importing.imported.connect(lambda: self.line.tell(changed_in_words(self._catalogue)))
        self.line.tell((*shortlisted_and_changed(self._catalogue), *changed_in_words(self._catalogue)))

    def mark(self) -> None:
        """Mark the selected trials as seen."""
        if ids := self._whole.first.page.trial_list.selected_ids():
            self._mark(ids)

    def mark_all(self) -> None:
        """Mark everything as seen."""
        self._mark(None)

    def _mark(self, ids: Sequence[int] | None) -> None:
        window = self._whole.first.window
        try:
            mark_seen(self._catalogue, ids)
        except CatalogueError as error:
            show_fault(window, window.tr("Nothing was marked as seen"), str(error))
            return
        if ids is None:
            self.line.tell(())
        else:
            self.line.tell(changed_in_words(self._catalogue) if self.line.isVisible() else ())
        self._whole.first.results.reload()

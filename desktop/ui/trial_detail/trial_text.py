"""The text of a trial: highlight evidence, mark the searched words, and step through them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.ui.look.theme import Colours, colours
from desktop.ui.trial_detail.sealed_browser import SealedBrowser
from desktop.ui.trial_detail.text_marks import anchor_position, first_heading, marked
from desktop.ui.trial_detail.trial_page import TrialPage, style_sheet

_MOST_HITS = 2_000


class TrialText(SealedBrowser):
    """Show the page of a trial with marks."""

    hits_changed = Signal()
    """The marked words, or the current one, have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits: list[QTextCursor] = []
        self.lit: QTextCursor | None = None
        self._shown_hit = -1
        self._worn: Colours | None = None

    @property
    def shown_hit(self) -> int:
        """Return the number of the current hit, from 1; 0 if there is none yet."""
        return self._shown_hit + 1

    def show_page(self, page: TrialPage, terms: Sequence[str]) -> None:
        """Show a page in the present colours, and mark ``terms``."""
        self.lit = None
        if self._worn != colours():
            self._worn = colours()
            self.document().setDefaultStyleSheet(style_sheet(self._worn))
        self.setHtml(page.html)
        self._find_hits(terms)
        self._mark()

    def light(self, anchor: str, length: int) -> None:
        """Scroll to ``length`` characters after an anchor and highlight them."""
        start = anchor_position(self.document(), anchor)
        if start < 0:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(min(start + length, self.document().characterCount() - 1), cursor.MoveMode.KeepAnchor)
        self.lit = cursor
        self._scroll_to(cursor)
        self._mark()

    def next_hit(self, step: int = 1) -> None:
        """Scroll to the next hit, or with -1 to the previous one."""
        if not self.hits:
            return
        begun = self._shown_hit if self._shown_hit >= 0 or step > 0 else 0
        self._shown_hit = (begun + step) % len(self.hits)
        self.lit = self.hits[self._shown_hit]
        self._scroll_to(self.lit)
        self._mark()
        self.hits_changed.emit()

    def _scroll_to(self, cursor: QTextCursor) -> None:
        plain = QTextCursor(cursor)
        plain.setPosition(cursor.selectionStart())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(plain).top() - self.viewport().height() // 3)

    def _find_hits(self, terms: Sequence[str]) -> None:
        """Find words from the first heading on, because the box above it is not the trial's text."""
        self.hits, self._shown_hit = [], -1
        document = self.document()
        start = first_heading(document)
        for term in terms:
            words = term.strip('"*')
            cursor = document.find(words, start) if words else QTextCursor()
            while not cursor.isNull() and len(self.hits) < _MOST_HITS:
                self.hits.append(QTextCursor(cursor))
                cursor = document.find(words, cursor)
        self.hits.sort(key=lambda cursor: cursor.selectionStart())
        self.hits_changed.emit()

    def _mark(self) -> None:
        now = colours()
        marks = [marked(cursor, now.found, now.text) for cursor in self.hits]
        if self.lit is not None:
            marks.append(marked(self.lit, now.accent, now.on_accent))
        self.setExtraSelections(marks)

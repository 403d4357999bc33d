"""Offer suggestions while the user types: choose one by keys, and put it into the text."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.search.search_box import SearchBox
from desktop.ui.search.suggestion_list import SuggestionList
from desktop.workflows.complete_words import Completion

_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HIDING = (QEvent.Type.FocusOut, QEvent.Type.Resize, QEvent.Type.Hide)


class Suggesting(QObject):
    """Offer completions of the text in the search box, and put a chosen one into it."""

    begun = Signal()
    """The box has got the keyboard focus."""
    settled = Signal(str)
    """The text with a filter that was chosen: it is complete."""

    def __init__(self, box: SearchBox, complete: Callable[[str], Sequence[Completion]], window: QWidget) -> None:
        """Follow a box; ``complete`` returns the completions of the text up to the cursor."""
        super().__init__(window)
        self._box = box
        self._complete = complete
        self.list = SuggestionList(window)
        self.list.picked.connect(self._take)
        box.edited.connect(self._offer)
        box.entered.connect(lambda _: self.list.hide())
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with arrow keys, accept with Enter, and hide the suggestions with Escape."""
        if event.type() == QEvent.Type.FocusIn:
            self.begun.emit()
        elif event.type() in _HIDING:
            self.list.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.list.isHidden():
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        """Return whether a key was for the suggestions."""
        chosen = self.list.chosen()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        elif key in _TAKING and chosen is not None:
            self._take(chosen)
        else:
            return False
        return True

    def _offer(self) -> None:
        is_typing = self._box.hasFocus() and bool(self._box.text())
        before = self._box.text()[: self._box.cursorPosition()]
        self.list.offer(self._complete(before) if is_typing else (), self._box)

    def _take(self, completion: Completion) -> None:
        after = self._box.text()[self._box.cursorPosition() :].lstrip()
        text = completion.text + after
        self.list.hide()
        if completion.kind == "value":
            self.settled.emit(text)
            return
        self._box.setText(text)
        self._box.setCursorPosition(len(completion.text))
        if completion.kind == "facet":
            self._offer()
        else:
            self.list.hide()

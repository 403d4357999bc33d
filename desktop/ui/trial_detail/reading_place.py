"""Remember the scroll position in a text, and go back to it after the text was set again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

_MOST_LINES = 40


@dataclass(frozen=True)
class ReadingPlace:
    """Hold what is visible of a text.

    ``lines`` are (text of a paragraph, its distance from the upper edge in pixels) of visible paragraphs that occur
    once in the text; ``scrolled`` is the scroll position in pixels.
    """

    lines: tuple[tuple[str, int], ...]
    scrolled: int


def reading_place(browser: QTextBrowser) -> ReadingPlace:
    """Return what is visible of a text."""
    scrolled = browser.verticalScrollBar().value()
    if scrolled == 0:
        return ReadingPlace((), 0)
    counted = Counter(block.text() for block in _blocks(browser.document()))
    block = browser.cursorForPosition(QPoint(0, 0)).block()
    lines = []
    for _ in range(_MOST_LINES):
        if not block.isValid():
            break
        top = _top(browser, block)
        if block.text() and counted[block.text()] == 1 and 0 <= top < browser.viewport().height():
            lines.append((block.text(), top))
        block = block.next()
    return ReadingPlace(tuple(lines), scrolled)


def go_back(browser: QTextBrowser, place: ReadingPlace) -> None:
    """Scroll so that the first of the remembered paragraphs that still exists is at its old position."""
    if not place.scrolled:
        return
    document, bar = browser.document(), browser.verticalScrollBar()
    # WORKAROUND: Qt sets the range of the scroll bar of a long text later, so that its end could not be scrolled to;
    # remove when setHtml leaves the range of the whole text.
    document.documentLayout().documentSizeChanged.emit(document.size())
    bar.setValue(place.scrolled)
    blocks: dict[str, list[QTextBlock]] = {}
    for block in _blocks(browser.document()):
        blocks.setdefault(block.text(), []).append(block)
    for text, top in place.lines:
        found = blocks.get(text, ())
        if len(found) == 1:
            bar.setValue(bar.value() + _top(browser, found[0]) - top)
            return


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _top(browser: QTextBrowser, block: QTextBlock) -> int:
    return browser.cursorRect(QTextCursor(block)).top()

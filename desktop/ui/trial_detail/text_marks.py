"""Mark words in the text of a trial, and find its anchors."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit


def marked(cursor: QTextCursor, ground: str, ink: str) -> QTextEdit.ExtraSelection:
    """Return a mark of the selected text, with background and text colour."""
    style = QTextCharFormat()
    style.setBackground(QColor(ground))
    style.setForeground(QColor(ink))
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = style
    return selection


def anchor_position(document: QTextDocument, name: str) -> int:
    """Return the position of an anchor in a document, in characters; -1 if there is none."""
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if name in fragment.charFormat().anchorNames():
                return fragment.position()
            fragments += 1
        block = block.next()
    return -1


def first_heading(document: QTextDocument) -> int:
    """Return the position of the first heading of a document, in characters; 0 if there is none."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            return block.position()
        block = block.next()
    return 0

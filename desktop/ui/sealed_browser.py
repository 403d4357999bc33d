"""A text browser that shows imported text and nothing else: it opens no file, no picture, no page."""

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget


class SealedBrowser(QTextBrowser):
    """Show HTML of our own making; whatever it names outside itself is not loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, _name: QUrl | str) -> object:
        """Load nothing. An empty answer blocks; None would let Qt look on the disk."""
        return QImage() if kind == QTextDocument.ResourceType.ImageResource.value else QByteArray()

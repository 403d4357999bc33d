"""A text browser that shows imported text and nothing else: it opens no file, no picture, no page."""

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.workflows.copied_cells import pasteable_html, pasteable_text


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

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is selected for the clipboard; pasted into a spreadsheet, none of its lines is a formula."""
        selected, data = self.textCursor().selection(), QMimeData()
        data.setHtml(pasteable_html(selected.toHtml()))
        data.setText(pasteable_text(selected.toPlainText()))
        return data

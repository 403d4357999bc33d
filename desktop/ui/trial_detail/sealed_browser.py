"""A text browser for imported text that opens no file, picture or page."""

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.workflows.copied_cells import pasteable_html, pasteable_text


class SealedBrowser(QTextBrowser):
    """Show HTML of this program; nothing external is loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, _name: QUrl | str) -> object:
        """Load nothing: return an empty answer, because with None Qt would search the disk."""
        return QImage() if kind == QTextDocument.ResourceType.ImageResource.value else QByteArray()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection for the clipboard, without lines that a spreadsheet would run as a formula."""
        selected, data = self.textCursor().selection(), QMimeData()
        data.setHtml(pasteable_html(selected.toHtml()))
        data.setText(pasteable_text(selected.toPlainText()))
        return data

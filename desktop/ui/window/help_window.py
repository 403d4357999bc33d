"""Help and About: pages that come with the program."""

import re
import sys

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop import __version__
from desktop.paths import RESOURCES
from desktop.templates import template
from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.theme import colours
from desktop.ui.look.thousands import with_thousands
from desktop.ui.trial_detail.sealed_browser import SealedBrowser
from desktop.ui.trial_detail.trial_page import style_sheet
from desktop.workspace import Workspace

_PICTURE = re.compile(r'<img src="([a-z-]+\.png)">')
_LETTERS, _LINES = 150, 50  # the size of the window
_SHARE_OF_SCREEN = 0.9
_MARGIN = 20


class HelpWindow(QDialog):
    """Show a page of this program."""

    def __init__(self, parent: QWidget | None = None, *, title: str = "", html: str = "") -> None:
        """Show the bundled help, or another page with its title."""
        super().__init__(parent)
        self.setWindowTitle(title or self.tr("Help"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        self.page = SealedBrowser(self)
        self.page.setObjectName("help")
        self.page.setAccessibleName(self.windowTitle())
        self.page.document().setDefaultStyleSheet(style_sheet(colours()))
        self.page.document().setDocumentMargin(_MARGIN)
        html = html or (RESOURCES / "help" / "help.html").read_text(encoding="utf-8")
        self._pictures = {name: QImage(str(RESOURCES / "help" / name)) for name in _PICTURE.findall(html)}
        self._width = 0
        self.page.setHtml(html)
        self.page.anchorClicked.connect(self._follow)
        layout.addWidget(self.page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        buttons.setContentsMargins(0, 0, 14, 0)
        metrics, screen = self.fontMetrics(), self.screen().availableGeometry()
        self.resize(
            min(metrics.averageCharWidth() * _LETTERS, round(screen.width() * _SHARE_OF_SCREEN)),
            min(metrics.lineSpacing() * _LINES, round(screen.height() * _SHARE_OF_SCREEN)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the pictures to the width of the window."""
        super().resizeEvent(event)
        self._show_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the pictures in the width of the page."""
        super().showEvent(event)
        self._show_pictures()

    def _show_pictures(self) -> None:
        """Add the program's own pictures to the page, none wider than the text; the page itself loads nothing."""
        # As if the vertical scroll bar were visible, because the height depends on the width.
        width = self.page.width() - self.page.verticalScrollBar().sizeHint().width() - 2 * (_MARGIN + 2)
        if width == self._width or width <= 0:
            return
        self._width = width
        ratio = self.devicePixelRatioF()
        document = self.page.document()
        for name, picture in self._pictures.items():
            shown = QImage(picture)
            if picture.width() > width * ratio:
                shown = picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            if picture.width() > width:
                shown.setDevicePixelRatio(shown.width() / width)
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), shown)
        document.markContentsDirty(0, document.characterCount())

    def _follow(self, link: QUrl) -> None:
        self.page.scrollToAnchor(link.fragment())


def show_about(workspace: Workspace, parent: QWidget) -> None:
    """Show what this program is, where its data are, and its acknowledgements."""
    notice = (RESOURCES / "vocabularies" / "NOTICE.txt").read_text(encoding="utf-8")
    html = template(RESOURCES, "help/about.html").render(
        version=__version__,
        vocabulary=workspace.vocabularies.version,
        catalogue=str(workspace.catalogue.path),
        settings=str(workspace.config),
        trials=with_thousands(len(workspace.catalogue)),
        python=sys.version.partition(" ")[0],
        qt=qVersion(),
        notice=notice,
    )
    with short_lived(HelpWindow(parent, title=parent.tr("About Trial Catalogue"), html=html)) as page:
        page.exec()

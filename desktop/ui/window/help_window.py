"""Help and About: bundled, offline."""

import platform
import re

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QImage, QTextDocument
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
_PICTURE_LETTERS = 96  # the width of a picture, in letters of the text


class HelpWindow(QDialog):
    """Show one of our own pages."""

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
        self.page.document().setDocumentMargin(20)
        html = html or (RESOURCES / "help" / "help.html").read_text(encoding="utf-8")
        self._show_pictures(html)
        self.page.setHtml(html)
        self.page.anchorClicked.connect(self._follow)
        layout.addWidget(self.page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        buttons.setContentsMargins(0, 0, 14, 0)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 112, metrics.lineSpacing() * 44)

    def _show_pictures(self, html: str) -> None:
        """Give the page the pictures of our own that it names, as wide as the text; it would load none itself."""
        ratio = self.devicePixelRatioF()
        width = self.fontMetrics().averageCharWidth() * _PICTURE_LETTERS
        for name in _PICTURE.findall(html):
            picture = QImage(str(RESOURCES / "help" / name))
            if not picture.isNull():
                smooth = Qt.TransformationMode.SmoothTransformation
                picture = picture.scaledToWidth(round(width * ratio), smooth)
                picture.setDevicePixelRatio(ratio)
            self.page.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)

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
        python=platform.python_version(),
        qt=qVersion(),
        notice=notice,
    )
    with short_lived(HelpWindow(parent, title=parent.tr("About Trial Catalogue"), html=html)) as page:
        page.exec()

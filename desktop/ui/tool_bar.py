"""The bar at the top: import, export, and the search box."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop.ui.icons import icon
from desktop.ui.search_box import SearchBox


class ToolBar(QToolBar):
    """Offer what is done most; the buttons do what their actions do."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tools")
        self.setWindowTitle(self.tr("Tools"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        size = QFontMetrics(QApplication.font()).lineSpacing()
        self._blank = QPixmap(size, size)
        self._blank.fill(Qt.GlobalColor.transparent)
        self.import_button = self._button(self.tr("Import"), actions["import_files"])
        self.export_button = self._button(self.tr("Export"), actions["export"])
        self.search_box = SearchBox(self)
        self.search_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addWidget(self.search_box)

    def dress(self) -> None:
        """Show icons in the colours in force, as large as the text."""
        size = QFontMetrics(QApplication.font()).lineSpacing()
        for button, name in ((self.import_button, "import"), (self.export_button, "export")):
            button.setIconSize(QSize(size, size))
            button.setIcon(icon(name))
        self.search_box.dress(icon("search"))

    def _button(self, words: str, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("action")
        button.setText(f" {words}")
        button.setToolTip(f"{words} ({action.shortcut().toString()})")
        button.setIconSize(self._blank.size())
        button.setIcon(QIcon(self._blank))  # the room that the icon will take
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self.addWidget(button)
        return button

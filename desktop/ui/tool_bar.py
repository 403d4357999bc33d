"""The bar at the top: import, export, and the search box."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton, QWidget

from desktop.ui.search_box import SearchBox

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class ToolBar(QToolBar):
    """Offer what is done most; a button asks for its action."""

    asked = Signal(str)
    """The id of an action."""

    def __init__(self, parent: QWidget, *, can_import: bool, can_export: bool) -> None:
        super().__init__(parent)
        self.setObjectName("tools")
        self.setWindowTitle(self.tr("Tools"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        size = QFontMetrics(QApplication.font()).lineSpacing()
        self._blank = QPixmap(size, size)
        self._blank.fill(Qt.GlobalColor.transparent)
        self.buttons = {
            "import_files": self._button(self.tr("Import"), "import_files", enabled=can_import),
            "export": self._button(self.tr("Export"), "export", enabled=can_export),
        }
        """The buttons by the ids of their actions."""
        self.search_box = SearchBox(self)
        self.addWidget(self.search_box)

    def follow(self, actions: "Mapping[str, QAction]") -> None:
        """Let the buttons be chosen when their actions can be, and show the shortcuts."""
        for name, button in self.buttons.items():
            button.setToolTip(f"{button.text().strip()} ({actions[name].shortcut().toString()})")
            actions[name].enabledChanged.connect(button.setEnabled)

    def dress(self) -> None:
        """Show icons in the colours in force, as large as the text."""
        from desktop.ui.icons import icon

        size = QFontMetrics(QApplication.font()).lineSpacing()
        for name, button in zip(("import", "export"), self.buttons.values(), strict=True):
            button.setIconSize(QSize(size, size))
            button.setIcon(icon(name))
        self.search_box.dress(icon("search"))

    def _button(self, words: str, action: str, *, enabled: bool) -> QToolButton:
        button = QToolButton(self)
        button.setEnabled(enabled)
        button.setObjectName("action")
        button.setText(f" {words}")
        button.setIconSize(self._blank.size())
        button.setIcon(QIcon(self._blank))  # the room that the icon will take
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(action))
        self.addWidget(button)
        return button

"""The bar at the top: import, export, the search box, and the button of the overview."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton, QWidget

from desktop.ui.search.search_box import SearchBox

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_LIST, _OVERVIEW = "show_list", "show_overview"


class ToolBar(QToolBar):
    """Offer the most frequent actions; each button sends the id of its action."""

    asked = Signal(str)
    """The id of an action."""

    def __init__(self, possible: Mapping[str, bool], parent: QWidget) -> None:
        """Enable the buttons whose action is ``possible``, by id."""
        super().__init__(parent)
        self.setObjectName("tools")
        self.setWindowTitle(self.tr("Tools"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        size = QFontMetrics(QApplication.font()).lineSpacing()
        self._blank = QPixmap(size, size)
        self._blank.fill(Qt.GlobalColor.transparent)
        words = {"import_files": self.tr("Import"), "export": self.tr("Export")}
        self.buttons = {action: self._button(words[action], action) for action in words}
        """{id of an action: its button}."""
        for action, button in self.buttons.items():
            button.setEnabled(possible[action])
        self.search_box = SearchBox(self)
        self.addWidget(self.search_box)
        self.overview = self._button(self.tr("Overview"), _OVERVIEW)
        """The button of the overview, pressed while its page is visible; another click goes back to the list."""
        self.overview.setCheckable(True)
        self.buttons[_OVERVIEW] = self.overview

    def follow(self, actions: "Mapping[str, QAction]") -> None:
        """Enable the buttons together with their actions, and show the shortcuts."""
        for name, button in self.buttons.items():
            button.setToolTip(f"{button.text().strip()} ({actions[name].shortcut().toString()})")
            actions[name].enabledChanged.connect(button.setEnabled)
        actions[_OVERVIEW].toggled.connect(self.overview.setChecked)

    def show_icons(self, actions: "Mapping[str, QAction]") -> None:
        """Show the icons of the actions, as large as the text."""
        size = QFontMetrics(QApplication.font()).lineSpacing()
        for name, button in self.buttons.items():
            button.setIconSize(QSize(size, size))
            button.setIcon(actions[name].icon())
        self.search_box.show_glass(actions["find"].icon())

    @staticmethod
    def _asked_by(action: str, button: QToolButton) -> str:
        is_back = action == _OVERVIEW and not button.isChecked()
        return _LIST if is_back else action

    def _button(self, words: str, action: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("action")
        button.setText(f" {words}")
        button.setAccessibleName(words)
        button.setIconSize(self._blank.size())
        button.setIcon(QIcon(self._blank))  # reserves the space of the icon
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(self._asked_by(action, button)))
        self.addWidget(button)
        return button

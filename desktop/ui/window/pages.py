"""The pages of the window, of which one is visible; menus, tool bar and status line belong to the window."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Hold the pages by their names, which `--view` and the table of actions use."""

    shown = Signal(str)
    """The name of the page in view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._later: dict[str, Callable[[], QWidget]] = {}

    def add(self, name: str, page: QWidget) -> None:
        """Add a page; the first one is shown."""
        self._names.append(name)
        self.addWidget(page)

    def add_later(self, name: str, make: Callable[[], QWidget]) -> None:
        """Add a page that is made when it is first shown."""
        self._later[name] = make

    def show_page(self, name: str) -> None:
        """Show a page."""
        if name in self._later:
            self.add(name, self._later.pop(name)())
        if name != self.name():
            self.setCurrentIndex(self._names.index(name))
            self.shown.emit(name)

    def name(self) -> str:
        """Return the name of the page in view."""
        return self._names[self.currentIndex()]

"""The dialog in which the user says which countries are hers: their sites come first, and their changes weigh more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)


class CountriesDialog(QDialog):
    """Ask for countries among many: those with most trials stand first, and a field shortens the list."""

    def __init__(self, countries: Sequence[str], chosen: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("My countries"))
        hint = QLabel(
            self.tr(
                "Sites in these countries come first in a trial and in a board pack, with how many of them are open,"
                " and their changes weigh more."
            ),
            self,
        )
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a country"))
        self.search.setAccessibleName(self.tr("Find a country"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_only)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Countries"))
        for name in dict.fromkeys((*chosen, *countries)):
            item = QListWidgetItem(name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (hint, self.search, self.list, buttons):
            column.addWidget(widget)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 60, self.fontMetrics().lineSpacing() * 28)

    def chosen(self) -> list[str]:
        """Return the countries that are ticked now, in the order of the list."""
        return [item.text() for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def tick(self, country: str) -> None:
        """Tick a country of the list."""
        for item in self._items():
            if item.text() == country:
                item.setCheckState(Qt.CheckState.Checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _show_only(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.strip().casefold() not in item.text().casefold())

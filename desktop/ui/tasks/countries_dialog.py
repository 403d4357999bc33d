"""The dialog for the user's own countries: their sites come first, and their changes have more weight."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
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

from desktop.trials.countries import names_of_country

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CountriesDialog(QDialog):
    """Ask for countries; those with most trials come first, and a search field shortens the list."""

    def __init__(self, countries: Sequence[str], chosen: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("My countries"))
        hint = self._label(
            self.tr(
                "Sites in these countries come first in a trial and in a board pack, with how many of them are open,"
                " and their changes weigh more. The countries of most of your trials stand first."
            )
        )
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a country; Enter ticks it"))
        self.search.setAccessibleName(self.tr("Find a country; Enter ticks it"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_only)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Countries"))
        for name in dict.fromkeys((*chosen, *countries)):
            item = QListWidgetItem(name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        self.told = self._label("")
        self._had_some = bool(chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.list.itemChanged.connect(lambda _: self._tell())
        column = QVBoxLayout(self)
        for widget in (hint, self.search, self.list, self.told, buttons):
            column.addWidget(widget)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 60, self.fontMetrics().lineSpacing() * 28)
        self._tell()

    def chosen(self) -> list[str]:
        """Return the countries that are ticked now, in the order of the list."""
        return [item.text() for item in self._items() if item.checkState() == Qt.CheckState.Checked]

    def tick(self, country: str) -> None:
        """Tick a country of the list."""
        for item in self._items():
            if item.text() == country:
                item.setCheckState(Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the found country on Enter; if the search field is empty, Enter saves."""
        if event.key() not in _ENTER or self.focusWidget() is not self.search or not self.search.text().strip():
            super().keyPressEvent(event)
            return
        found = self.list.currentItem()
        if found is not None and not found.isHidden():
            found.setCheckState(Qt.CheckState.Checked)
            self.search.clear()
            self.list.scrollToItem(found)

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _show_only(self, text: str) -> None:
        """Show the countries of which a name, in any known language, contains the typed letters."""
        typed = _plain(text)
        shown = [item for item in self._items() if _is_meant(item.text(), typed)]
        for item in self._items():
            item.setHidden(True)
        for item in shown:
            item.setHidden(False)
        beginning = (
            each for each in shown if any(_plain(name).startswith(typed) for name in names_of_country(each.text()))
        )
        self.list.setCurrentRow(self.list.row(next(beginning, shown[0])) if shown else -1)
        self._tell()

    def _tell(self) -> None:
        """Show which countries are ticked, because the list may hide them, or that no country has the typed name."""
        chosen, typed = self.chosen(), self.search.text().strip()
        is_found = any(not item.isHidden() for item in self._items())
        said = self.tr("Ticked: {0}").format(", ".join(chosen)) if chosen else self.tr("No country is ticked yet.")
        self.told.setText(said if is_found else self.tr("No country has “{0}” in its name.").format(typed))
        self.save.setEnabled(bool(chosen) or self._had_some)


def _is_meant(country: str, typed: str) -> bool:
    """Return whether a name of a country contains letters, or they are its code; "" matches every country."""
    names = names_of_country(country)
    return not typed or any(typed == _plain(each) if each.isupper() else typed in _plain(each) for each in names)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

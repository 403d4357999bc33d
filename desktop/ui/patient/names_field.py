"""A field for several names with commas between them, each completed while it is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

_COMMA = ", "
Known = Callable[[str], object]
"""Returns a true value if a name is known."""


class NamesField(QWidget):
    """Hold a field for names, and a line below it with the names that are unknown and therefore ignored."""

    changed = Signal()

    def __init__(self, words: str, hint: str, parent: QWidget | None = None) -> None:
        """Show no name yet; ``words`` is the label of the field, ``hint`` is shown while it is empty."""
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(words)
        self.field.setPlaceholderText(hint)
        self.field.setToolTip(hint)
        self.unknown = QLabel(self)
        self.unknown.setObjectName("warning")
        self.unknown.setTextFormat(Qt.TextFormat.PlainText)
        self.unknown.setWordWrap(True)
        self.unknown.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.unknown)
        self.setFocusProxy(self.field)
        self._known: Known = bool
        self.field.editingFinished.connect(self.changed)

    def offer(self, names: Sequence[str], known: Known) -> None:
        """Offer these names for completion; ``known`` decides whether a typed name is valid."""
        self._known = known
        completer = _LastName(names, self.field)
        completer.activated.connect(lambda _: self.changed.emit())
        self.field.setCompleter(completer)

    def set_names(self, names: Sequence[str]) -> None:
        """Show these names in place of others."""
        self.field.setText(_COMMA.join(names))
        self.names()

    def names(self) -> list[str]:
        """Return the names that are known, and show which are not."""
        typed = [each.strip() for each in self.field.text().split(",") if each.strip()]
        unknown = [each for each in typed if not self._known(each)]
        self.unknown.setText(self.tr("Not known, and not counted: {0}").format(_COMMA.join(unknown)))
        self.unknown.setVisible(bool(unknown))
        return [each for each in typed if each not in unknown]


class _LastName(QCompleter):
    """Complete the name after the last comma."""

    def __init__(self, names: Sequence[str], field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self.setModel(QStringListModel(list(names), self))
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(12)

    def splitPath(self, path: str) -> list[str]:
        """Return the name that is being typed."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the text of the field with a completed name at its end."""
        before, comma, _ = self._field.text().rpartition(",")
        return before + (_COMMA if comma else "") + str(index.data())

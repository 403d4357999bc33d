"""The search box: what is typed becomes words and facet pairs after a short rest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_REST_MS = 150


class SearchBox(QLineEdit):
    """Tell what is typed once typing rests, and at once on Enter."""

    typed = Signal(str)
    """The text so far; a facet pair that is still being typed may be incomplete."""
    entered = Signal(str)
    """The text, complete."""
    left = Signal()
    """Arrow down: the user wants to go on in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search trials, drugs, criteria…   e.g. her2:positive trastuzumab"))
        self.setAccessibleName(self.tr("Search"))
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.typed.emit(self.text()))
        self.textEdited.connect(lambda _: self._rest.start())
        self.returnPressed.connect(self._enter)

    def dress(self, glass: QIcon) -> None:
        """Show a magnifying glass in front of the words."""
        self._glass.setIcon(glass)

    def begin(self) -> None:
        """Take the keyboard, with the present words selected to be typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_text(self, text: str) -> None:
        """Show other words; while the user is typing, her own stay."""
        if self._rest.isActive() or " ".join(self.text().split()) == text:
            return
        self.setText(text)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Let Escape clear and arrow down leave."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._enter()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self._rest.stop()
        self.entered.emit(self.text())

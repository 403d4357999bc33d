"""The search box: a short pause in typing starts the search; the text stays as it was typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.look.field_buttons import name_buttons

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_REST_MS = 150
# The keyboard focus goes to another window, a menu or a popup, and then comes back to the box.
_COMES_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class SearchBox(QLineEdit):
    """Send the whole text when typing pauses, and immediately on Enter or when the keyboard focus leaves."""

    typed = Signal(str)
    """The text so far; its last word may be incomplete."""
    entered = Signal(str)
    """The text, complete."""
    edited = Signal()
    """The text has just been changed."""
    finished = Signal()
    """The keyboard focus has left the box."""
    left = Signal()
    """Arrow down: the user wants to move to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search trials, drugs, criteria…   e.g. her2:positive trastuzumab"))
        self.setAccessibleName(self.tr("Search"))
        self.setClearButtonEnabled(True)
        name_buttons(self)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(self.tr("Search"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.typed.emit(self.text()))
        self._is_showing = False
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._enter)

    def show_glass(self, glass: QIcon) -> None:
        """Show a magnifying glass in front of the words."""
        self._glass.setIcon(glass)

    def begin(self) -> None:
        """Take the keyboard focus, and select the present words so that typing replaces them."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_text(self, text: str) -> None:
        """Show another text; if it is the same, the cursor stays."""
        self._rest.stop()
        if self.text() != text:
            self._is_showing = True
            self.setText(text)
            self._is_showing = False

    def hand_over(self) -> None:
        """Send typed text that was not sent yet."""
        if self._rest.isActive():
            self._rest.stop()
            self.typed.emit(self.text())

    def stop(self) -> None:
        """Drop typed text that was not sent yet, because the window closes."""
        self._rest.stop()

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Clear the box on Escape, leave it on arrow down."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._enter()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: "QFocusEvent") -> None:
        """Treat the text as complete when the user moves elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self.finished.emit()

    def _changed(self, _text: str) -> None:
        # Not textEdited: assistive technology and the clear button change the text too.
        if not self._is_showing:
            self._rest.start()
            self.edited.emit()

    def _enter(self) -> None:
        self._rest.stop()
        self.entered.emit(self.text())

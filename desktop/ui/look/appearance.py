"""Set light or dark colours, high contrast and text size: the user's choice, else the system's."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui.look.settings import Settings
from desktop.ui.look.theme import apply_colours, system_is_dark, system_wants_contrast

Choice = Literal["system", "light", "dark"]
SMALLEST, LARGEST = 70, 200
_USUAL = "usual text size"
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Appearance(QObject):
    """Hold the appearance of the application."""

    changed = Signal()
    """Colours or text size have changed."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        """Give the application the remembered appearance."""
        super().__init__(application)
        self._application = application
        self._settings = settings
        # Stored in the application, because an earlier window may have enlarged its font.
        self._usual = float(application.property(_USUAL) or application.font().pointSizeF())
        application.setProperty(_USUAL, self._usual)
        self.text_size = 100
        chosen = settings.text("appearance", "system")
        self.choice: Choice = "light" if chosen == "light" else "dark" if chosen == "dark" else "system"
        self.high_contrast = settings.flag("high contrast")
        """Whether the user has chosen high contrast here; if the system asks for it, it is always used."""
        self._scale(settings.number("text size", 100))
        self.show_colours(self.choice)
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._apply_colours)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._apply_colours)

    def choose(self, choice: Choice) -> None:
        """Use light colours, dark ones or those of the system, and remember it."""
        self._settings.remember("appearance", choice)
        self.show_colours(choice)

    def show_colours(self, choice: Choice) -> None:
        """Use light colours, dark ones or those of the system, without remembering it."""
        self.choice = choice
        # So that the system's own dialogs have the same colours; some platforms ignore this.
        self._application.styleHints().setColorScheme(_SCHEMES[choice])
        self._apply_colours()

    def choose_contrast(self, *, high: bool) -> None:
        """Use colours of high contrast, or not, and remember it."""
        self._settings.remember("high contrast", high)
        self.show_contrast(high=high)

    def show_contrast(self, *, high: bool) -> None:
        """Use colours of high contrast, or not, without remembering it."""
        self.high_contrast = high
        self._apply_colours()

    def change_text_size(self, step: int) -> None:
        """Make the text larger or smaller, in per cent of its usual size."""
        self.set_text_size(self.text_size + step)

    def set_text_size(self, per_cent: int) -> None:
        """Set the size of the text, in per cent of its usual size, and remember it."""
        self.show_text_size(per_cent)
        self._settings.remember("text size", self.text_size)

    def show_text_size(self, per_cent: int) -> None:
        """Set the size of the text without remembering it."""
        before = self.text_size
        self._scale(per_cent)
        if self.text_size != before:
            self._apply_colours()  # a style sheet keeps the fonts that were set when it was applied

    def _scale(self, per_cent: int) -> None:
        self.text_size = max(SMALLEST, min(LARGEST, per_cent))
        font = self._application.font()
        font.setPointSizeF(self._usual * self.text_size / 100)
        self._application.setFont(font)

    def _apply_colours(self) -> None:
        dark = self.choice == "dark" or (self.choice == "system" and system_is_dark())
        apply_colours(self._application, dark=dark, contrast=self.high_contrast or system_wants_contrast())
        self.changed.emit()

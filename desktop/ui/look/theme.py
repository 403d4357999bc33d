"""The colours of the window: a light and a dark set, and the palette and style sheet made from them."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES


class Colours(NamedTuple):
    """Hold the colours of one appearance as "#rrggbb"; text on its ground has a contrast of at least 4.5."""

    window: str
    base: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    selected: str
    hover: str
    evidence: str
    found: str
    warning: str
    warning_ground: str


LIGHT = Colours(
    window="#f4f6f8",
    base="#ffffff",
    raised="#eef1f5",
    line="#d9dfe6",
    text="#17202b",
    muted="#566273",
    faint="#79838f",
    accent="#1d5fa8",
    on_accent="#ffffff",
    selected="#dfeaf7",
    hover="#eef4fb",
    evidence="#fdeeb5",
    found="#c9e7ff",
    warning="#8a5300",
    warning_ground="#fdf3e0",
)
DARK = Colours(
    window="#181c22",
    base="#1f242c",
    raised="#2a313b",
    line="#38414d",
    text="#e8ecf1",
    muted="#a7b2c0",
    faint="#8793a2",
    accent="#7db4f0",
    on_accent="#0d1722",
    selected="#2b405a",
    hover="#27313d",
    evidence="#5c4a12",
    found="#1f4f73",
    warning="#f2c078",
    warning_ground="#3a2f1c",
)


_in_force = LIGHT


def colours() -> Colours:
    """Return the present colours."""
    return _in_force


def system_is_dark() -> bool:
    """Tell whether the system uses dark colours."""
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def dress(application: QApplication, *, dark: bool) -> None:
    """Give the application dark or light colours."""
    global _in_force  # noqa: PLW0603 - an application has one appearance at a time
    _in_force = DARK if dark else LIGHT
    application.setPalette(_palette(_in_force))
    sheet = (RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")
    for name, value in sorted(_in_force._asdict().items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    application.setStyleSheet(sheet)


def _palette(now: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(now.raised), QColor(now.window))
    for which, value in (
        (role.Window, now.window),
        (role.WindowText, now.text),
        (role.Base, now.base),
        (role.AlternateBase, now.window),
        (role.Text, now.text),
        (role.Button, now.raised),
        (role.ButtonText, now.text),
        (role.Highlight, now.selected),
        (role.HighlightedText, now.text),
        (role.ToolTipBase, now.base),
        (role.ToolTipText, now.text),
        (role.PlaceholderText, now.faint),
        (role.Link, now.accent),
        (role.Accent, now.accent),
        (role.Mid, now.line),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(now.faint))
    return palette

"""The colours of the window: a light and a dark set, and the palette and style sheet made from them."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import RESOURCES


class Colours(NamedTuple):
    """Hold the colours of one appearance as "#rrggbb".

    The contrast to every background is at least 4.5 for a text, and 3 for an edge.
    """

    window: str
    base: str
    raised: str
    line: str
    """The colour of lines between parts, which have no meaning."""
    edge: str
    """The colour of the edges of input fields and check boxes."""
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
    edge="#7b8794",
    text="#17202b",
    muted="#4f5b6b",
    faint="#5d6876",
    accent="#1d5fa8",
    on_accent="#ffffff",
    selected="#dfeaf7",
    hover="#eef4fb",
    evidence="#fdeeb5",
    found="#d5ecff",
    warning="#8a5300",
    warning_ground="#fdf3e0",
)
DARK = Colours(
    window="#181c22",
    base="#1f242c",
    raised="#2a313b",
    line="#38414d",
    edge="#7f8b9a",
    text="#e8ecf1",
    muted="#b4bfcc",
    faint="#a3afbd",
    accent="#86baf3",
    on_accent="#0d1722",
    selected="#28394f",
    hover="#27313d",
    evidence="#4a3b0f",
    found="#1a4260",
    warning="#f2c078",
    warning_ground="#3a2f1c",
)
LIGHT_CONTRAST = Colours(
    window="#ffffff",
    base="#ffffff",
    raised="#ffffff",
    line="#000000",
    edge="#000000",
    text="#000000",
    muted="#1a1a1a",
    faint="#333333",
    accent="#00368a",
    on_accent="#ffffff",
    selected="#cfe0ff",
    hover="#e6efff",
    evidence="#fff1a8",
    found="#cfe0ff",
    warning="#6b2e00",
    warning_ground="#fff3d6",
)
DARK_CONTRAST = Colours(
    window="#000000",
    base="#000000",
    raised="#000000",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    muted="#f0f0f0",
    faint="#d6d6d6",
    accent="#8fd0ff",
    on_accent="#000000",
    selected="#003a66",
    hover="#002947",
    evidence="#403300",
    found="#003a66",
    warning="#ffd27a",
    warning_ground="#2e2100",
)


_in_force = LIGHT


def colours() -> Colours:
    """Return the present colours."""
    return _in_force


def system_is_dark() -> bool:
    """Return whether the system uses dark colours."""
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def system_wants_contrast() -> bool:
    """Return whether the user has asked the system for high contrast."""
    hints = QApplication.styleHints()  # Qt for Python deletes the child if no variable holds its parent
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def apply_colours(application: QApplication, *, dark: bool, contrast: bool = False) -> None:
    """Give the application dark or light colours, with high or usual contrast."""
    global _in_force  # noqa: PLW0603 - an application has one appearance at a time
    usual, strong = (DARK, DARK_CONTRAST) if dark else (LIGHT, LIGHT_CONTRAST)
    _in_force = strong if contrast else usual
    application.setPalette(_palette(_in_force))
    sheet = (RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")
    shade = "light" if _in_force.on_accent == LIGHT.on_accent else "dark"
    for name in ("tick", "arrow"):
        sheet = sheet.replace(f"@{name}", (RESOURCES / "icon" / f"{name}-{shade}.png").as_posix())
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

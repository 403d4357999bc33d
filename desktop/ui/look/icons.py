"""Icons from one font of QtAwesome, loaded when the first icon is needed; without the font icons are empty."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from desktop.ui.look.theme import colours

_LOG = logging.getLogger(__name__)
NAMES = {
    "import": "download-2-line",
    "export": "upload-2-line",
    "print": "printer-line",
    "search": "search-line",
    "previous": "arrow-up-s-line",
    "next": "arrow-down-s-line",
    "folder": "folder-open-line",
    "copy": "file-copy-line",
    "quit": "logout-box-r-line",
    "help": "question-line",
    "about": "information-line",
    "back": "arrow-left-line",
    "forward": "arrow-right-line",
    "larger": "zoom-in-line",
    "smaller": "zoom-out-line",
    "columns": "layout-column-line",
    "compare": "layout-column-line",
    "clear": "filter-off-line",
    "evidence": "double-quotes-l",
    "overview": "layout-grid-line",
    "trial": "file-list-3-line",
}
"""{name of an icon here: its name in the font}."""
_PART = 0.875
"""The height of the letters in an icon of height 1: 14 of the 16 dots for which the font is made."""


def icon(name: str) -> QIcon:
    """Return an icon in the present text colour; an empty icon if the font cannot be loaded.

    Every control with an icon has words too, so nothing is lost without it.
    """
    font = _font()
    if font is None:
        return QIcon()
    now = colours()
    inks = {QIcon.Mode.Active: now.accent, QIcon.Mode.Disabled: now.faint}
    return QIcon(_Drawn(font.family, font.characters[NAMES[name]], now.muted, inks))


class _Drawn(QIconEngine):
    """Draw a character of the font in the size of the icon and the colour of its mode."""

    def __init__(self, family: str, character: str, ink: str, inks: Mapping[QIcon.Mode, str]) -> None:
        super().__init__()
        self._family, self._character = family, character
        self._ink, self._inks = ink, inks

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw it in the middle of a place."""
        font = QFont(self._family)
        font.setPixelSize(max(1, round(rect.height() * _PART)))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self._inks.get(mode, self._ink)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of this size of it."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


@dataclass(frozen=True)
class _Font:
    """Hold the name of a loaded font, and its characters by the names of the icons."""

    family: str
    characters: Mapping[str, str]


@cache
def _font() -> _Font | None:
    """Load the only font of QtAwesome that is used, directly from its file.

    QtAwesome itself is not imported: it creates every class of Qt, which takes a third of the start of the window, and
    on Windows it copies its fonts into the user's account.
    """
    home = find_spec("qtawesome")
    try:
        fonts = Path((home.submodule_search_locations or [""])[0] if home else "") / "fonts"
        face, names = next(fonts.glob("remixicon-[0-9]*.ttf")), next(fonts.glob("remixicon-charmap-*.json"))
        number = QFontDatabase.addApplicationFont(str(face))
        family = QFontDatabase.applicationFontFamilies(number)[0]
        codes = json.loads(names.read_text(encoding="utf-8"))
    except (StopIteration, OSError, IndexError, ValueError) as error:
        _LOG.info("the icon font could not be loaded (%s); the window does without", error)
        return None
    return _Font(family, {name: chr(int(code, 16)) for name, code in codes.items()})

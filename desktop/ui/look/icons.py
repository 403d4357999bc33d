"""Icons from one font of QtAwesome, loaded when the first icon is needed; without the font icons are empty."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtGui import QIcon

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
"""Our names for the icons, and QtAwesome's."""


def icon(name: str) -> QIcon:
    """Return an icon in the present text colour; an empty one if the font cannot be loaded.

    Every control with an icon has words too, so nothing is lost without it.
    """
    font = _font()
    if font is None:
        return QIcon()
    now = colours()
    dressed: QIcon = font.icon(f"ri.{NAMES[name]}", color=now.muted, color_active=now.accent, color_disabled=now.faint)
    return dressed


@cache
def _font() -> Any | None:  # noqa: ANN401 - QtAwesome has no types
    # Loading the font takes as long as all other parts of the window together, so the icons come after those.
    from qtawesome import iconic_font

    fonts = Path(iconic_font.__file__).parent / "fonts"
    try:
        # QtAwesome loads all of its 6 MB of fonts unless asked for one.
        face, names = next(fonts.glob("remixicon-[0-9]*.ttf")), next(fonts.glob("remixicon-charmap-*.json"))
        # With a named folder QtAwesome only reads. By default it copies all its fonts into a Windows user's account.
        return iconic_font.IconicFont(("ri", face.name, names.name, str(fonts)))
    except (StopIteration, OSError, iconic_font.FontError) as error:
        _LOG.info("the icon font could not be loaded (%s); the window does without", error)
        return None

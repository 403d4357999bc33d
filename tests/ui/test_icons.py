"""The icons are characters of a font that is read from where it lies; nothing is installed into the system."""

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from desktop.ui.look import icons
from desktop.ui.look.theme import colours


def inks(picture: QImage) -> set[str]:
    """Return the colours of the dots that are wholly drawn."""
    dots = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {dot.name() for dot in dots if dot.alpha() == 255}


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_is_drawn_in_the_present_colours(dressed: QApplication, name: str) -> None:
    now, size = colours(), QSize(32, 32)
    found = icons.icon(name)
    for mode, ink in (
        (QIcon.Mode.Normal, now.muted),
        (QIcon.Mode.Active, now.accent),
        (QIcon.Mode.Disabled, now.faint),
    ):
        picture = found.pixmap(size, mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        assert inks(picture) == {QColor(ink).name()}, mode


def test_two_icons_are_different_pictures(dressed: QApplication) -> None:
    first, second = (icons.icon(name).pixmap(32, 32).toImage() for name in ("import", "export"))
    assert first != second


@pytest.mark.parametrize("content", [None, "no names"], ids=["no font", "damaged names"])
def test_without_the_font_the_window_does_without_icons(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content:
        (tmp_path / "fonts").mkdir()
        for name in ("remixicon-2.5.0.ttf", "remixicon-charmap-2.5.0.json"):
            (tmp_path / "fonts" / name).write_text(content, encoding="utf-8")
    home = ModuleSpec("qtawesome", None, is_package=True)
    home.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(icons, "find_spec", lambda _: home)
    icons._font.cache_clear()
    try:
        assert icons.icon("import").isNull()
    finally:
        icons._font.cache_clear()

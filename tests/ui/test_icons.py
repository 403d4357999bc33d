"""The font of the icons is read from where it lies; nothing is installed into the system."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from qtawesome import iconic_font

from desktop.ui.look import icons


class Windows:
    """Stand in for the module os as QtAwesome would find it on Windows; only the name and the account differ."""

    name = "nt"

    def __init__(self, account: Path) -> None:
        self.environ = {"LOCALAPPDATA": str(account), "WINDIR": str(account / "Windows")}

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)


def test_on_windows_no_font_is_copied_into_the_account(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = tmp_path / "AppData"
    monkeypatch.setattr(iconic_font, "os", Windows(account))
    icons._font.cache_clear()
    try:
        assert not icons.icon("import").isNull()
        assert not account.exists()
        # What it does when it is not told where the fonts are, so that this test can fail:
        with pytest.raises(NameError):
            iconic_font.IconicFont(("ri", "remixicon-4.6.0.ttf", "remixicon-charmap-4.6.0.json"))
        assert account.exists()
    finally:
        icons._font.cache_clear()


def test_without_the_font_the_window_does_without_icons(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(iconic_font, "__file__", str(tmp_path / "iconic_font.py"))
    icons._font.cache_clear()
    try:
        assert isinstance(icons.icon("import"), QIcon)
        assert icons.icon("import").isNull()
    finally:
        icons._font.cache_clear()

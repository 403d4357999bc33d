"""What the window remembers from one start to the next: an ini file in the config folder, never anything of a trial."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray


class Settings:
    """Hold the remembered state of the window."""

    def __init__(self, folder: Path) -> None:
        """Open or make the settings in a folder."""
        self._store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered text."""
        return str(self._store.value(name, default))

    def number(self, name: str, default: int) -> int:
        """Return a remembered whole number; a damaged one reads as the default."""
        try:
            return int(str(self._store.value(name, default)))
        except ValueError:
            return default

    def names(self, name: str, default: Sequence[str]) -> tuple[str, ...]:
        """Return remembered names."""
        written = str(self._store.value(name, ",".join(default)))
        return tuple(part for part in written.split(",") if part)

    def state(self, name: str) -> QByteArray:
        """Return a remembered geometry or state of a Qt object, empty if there is none."""
        from PySide6.QtCore import QByteArray

        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember(self, name: str, value: str | int | Sequence[str] | QByteArray) -> None:
        """Keep a value under a name."""
        self._store.setValue(name, ",".join(value) if isinstance(value, tuple | list) else value)

    def forget_all(self) -> None:
        """Go back to how the window looks on the first start."""
        self._store.clear()

    def save(self) -> None:
        """Write the file now."""
        self._store.sync()

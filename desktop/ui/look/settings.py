"""Store what the window remembers between starts in a JSON file in the config folder, without data of trials.

The file is untrusted: each field has a type and limits, and a value that does not fit is dropped.
"""

from __future__ import annotations

import json
import logging
import stat
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from desktop.errors import ExportError
from desktop.workflows.text_file import write_text

_LOG = logging.getLogger(__name__)
_NAME = "settings.json"
_LARGEST_FILE = 256_000  # bytes; the usual size is about 1,500
_UNSPEAKABLE = ("Cc", "Cs")  # control characters and surrogates

Value = str | int | bool | Sequence[str] | Sequence[int] | Mapping[str, str] | Mapping[str, int]


class Kind(Protocol):
    """Return whether a JSON value has this type and is within its limits."""

    def fits(self, value: object) -> bool:
        """Return whether the field may have this value."""


class Text(NamedTuple):
    """A text of one line; one of ``among`` if that names any."""

    longest: int = 200
    among: tuple[str, ...] = ()

    def fits(self, value: object) -> bool:
        """Return whether this is a text without control characters that is not too long."""
        if not isinstance(value, str) or len(value) > self.longest:
            return False
        is_speakable = all(unicodedata.category(letter) not in _UNSPEAKABLE for letter in value)
        return is_speakable and (not self.among or value in self.among)


class Number(NamedTuple):
    """A whole number between two bounds, both included."""

    least: int
    most: int

    def fits(self, value: object) -> bool:
        """Return whether this is such a number; true and false are not, though Python treats them as numbers."""
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most


class Flag(NamedTuple):
    """Yes or no."""

    def fits(self, value: object) -> bool:
        """Return whether this is true or false."""
        return isinstance(value, bool)


class Several(NamedTuple):
    """Values of one kind, in order."""

    of: Kind
    most: int = 500
    least: int = 0

    def fits(self, value: object) -> bool:
        """Return whether the number of values, and each value, fits."""
        return isinstance(value, list) and self.least <= len(value) <= self.most and all(map(self.of.fits, value))


class ByName(NamedTuple):
    """Values of one kind by names."""

    of: Kind
    most: int = 500

    def fits(self, value: object) -> bool:
        """Return whether the number of names, each name, and each value fits."""
        if not isinstance(value, dict) or len(value) > self.most:
            return False
        return all(map(Text().fits, value)) and all(map(self.of.fits, value.values()))


_PIXELS = Number(0, 20_000)
_PATH = Text(longest=4_096)
FIELDS: Mapping[str, Kind] = {
    "appearance": Text(among=("system", "light", "dark")),
    "high contrast": Flag(),
    "text size": Number(10, 1_000),  # per cent
    "place": Several(Number(-20_000, 20_000), least=4, most=4),  # left, top, width, height in pixels
    "maximised": Flag(),
    "panes": Several(_PIXELS, least=3, most=3),
    "hidden panes": Several(Text(among=("filters", "reading"))),
    "columns": Several(Text()),
    "shown columns": Several(Text()),
    "column widths": ByName(_PIXELS),
    "columns sized by the user": Flag(),
    "open facets": Several(Text()),
    "facet orders": ByName(Text()),
    "overview facets": Several(Text(), least=2, most=2),  # of the rows, of the columns
    "recent catalogues": Several(_PATH, most=20),
    "copies folder": _PATH,
    "import folder": _PATH,
    "export folder": _PATH,
    "export format": Text(),
    "export country": Text(),
    "export columns": Several(Text()),  # of an older program, which had one format with columns
    "export columns csv": Several(Text()),
    "export columns xlsx": Several(Text()),
}
"""Every field and the values it may have; a new field needs a line here."""


class Settings:
    """Hold the remembered state of the window; a field that is not remembered has the given default."""

    def __init__(self, folder: Path) -> None:
        """Read the settings in a folder; a value that cannot be read or does not fit counts as not remembered."""
        self._file = folder / _NAME
        self._values = _fitting(self._file)
        self._written = dict(self._values)

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered text."""
        value = self._value(name)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int) -> int:
        """Return a remembered whole number."""
        value = self._value(name)
        return value if isinstance(value, int) else default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a remembered yes or no."""
        value = self._value(name)
        return value if isinstance(value, bool) else default

    def names(self, name: str, default: Sequence[str]) -> tuple[str, ...]:
        """Return remembered names."""
        value = self._value(name)
        return tuple(map(str, value)) if isinstance(value, list) else tuple(default)

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return remembered whole numbers; empty if not remembered."""
        value = self._value(name)
        return tuple(map(int, value)) if isinstance(value, list) else ()

    def texts_by_name(self, name: str) -> dict[str, str]:
        """Return {name: remembered text}; empty if not remembered."""
        value = self._value(name)
        return {key: str(each) for key, each in value.items()} if isinstance(value, dict) else {}

    def numbers_by_name(self, name: str) -> dict[str, int]:
        """Return {name: remembered whole number}; empty if not remembered."""
        value = self._value(name)
        return {key: int(each) for key, each in value.items()} if isinstance(value, dict) else {}

    def remember(self, name: str, value: Value) -> None:
        """Remember a value in a field; a value that does not fit only deletes the earlier one."""
        plain = list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
        if FIELDS[name].fits(plain):
            self._values[name] = plain
        else:
            self._values.pop(name, None)

    def forget_all(self) -> None:
        """Delete all settings, so that the window looks as at the first start."""
        self._values.clear()

    def save(self) -> None:
        """Write the file, readable only by the user; if that fails, nothing is remembered."""
        if self._values == self._written:
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_text(self._file, json.dumps(self._values, indent=1) + "\n", private=True)
        except (OSError, ExportError) as error:
            _LOG.info("the window's settings were not kept (%s)", error)
        else:
            self._written = dict(self._values)

    def _value(self, name: str) -> object:
        FIELDS[name]  # raises an error for a field without a line in the table, which could not be read again
        return self._values.get(name)


def _fitting(file: Path) -> dict[str, object]:
    """Return the fitting values of a file; the log names the others once."""
    try:
        read = _read(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _LOG.info("%s cannot be read as settings (%s); the window looks as at first", file, type(error).__name__)
        return {}
    fitting = {name: value for name, value in read.items() if name in FIELDS and FIELDS[name].fits(value)}
    if len(fitting) < len(read):
        _LOG.info("%d of %d settings in %s do not fit and are left out", len(read) - len(fitting), len(read), file)
    return fitting


def _read(file: Path) -> dict[str, object]:
    if not stat.S_ISREG(file.stat().st_mode):
        raise ValueError("no ordinary file")  # reading a named pipe would wait for ever
    with file.open("rb") as opened:
        content = opened.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise ValueError("too large")
    read = json.loads(content.decode("utf-8"))
    if not isinstance(read, dict):
        raise ValueError("no object")  # noqa: TRY004 - a fault of the file, as the others are
    return read

"""Recognise the kind of a document that no reader can read: a PDF file, a saved web page, an e-mail.

The kinds with their signs, names and remedies are data in ``resources/refused_kinds.toml``.
"""

import io
import re
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from desktop.paths import RESOURCES

_TEXT_WITHIN = 20_000
_HELD_WITHIN = 1 << 20
_NUL_WITHIN = 4_096
_ZIP = b"PK\x03\x04"
_MOST_MEMBERS = 10_000
_DAMAGE = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True)
class RefusedKind:
    """Hold a kind of document that cannot be read: what it is, what to do instead, and how to recognise it.

    ``pattern`` is searched for at the beginning of a text; a kind without one is recognised by its bytes. The pattern
    must match the examples ``match`` and not the examples ``reject``.
    """

    id: str
    what: str
    remedy: str
    starts: tuple[bytes, ...] = ()
    holds: tuple[bytes, ...] = ()
    binary: bool = False
    members: re.Pattern[str] | None = None
    pattern: re.Pattern[str] | None = None
    match: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return what it is and what to do, for a sentence that begins "it is"."""
        return f"{self.what}; {self.remedy}"

    def is_of(self, content: bytes, members: Sequence[str]) -> bool:
        """Return whether bytes are of this kind; ``members`` are the names in a zip archive, else empty."""
        if self.members is not None:
            return any(self.members.search(name) for name in members)
        if not content.startswith(self.starts) or (self.binary and b"\0" not in content[:_NUL_WITHIN]):
            return False
        return not self.holds or any(each in content[:_HELD_WITHIN] for each in self.holds)


def kind_of_bytes(content: bytes) -> RefusedKind | None:
    """Return the kind of a document that is not text; None if it may be text, or if its kind is unknown."""
    members = _members(content) if content.startswith(_ZIP) else ()
    of_bytes = (each for each in refused_kinds() if each.pattern is None)
    return next((each for each in of_bytes if each.is_of(content, members)), None)


def kind_of_text(text: str) -> RefusedKind | None:
    """Return the kind of a text that no reader can read; None only for an empty text."""
    head = text.removeprefix("\ufeff")[:_TEXT_WITHIN]
    of_texts = (each for each in refused_kinds() if each.pattern is not None)
    return next((each for each in of_texts if each.pattern and each.pattern.search(head)), None)


@cache
def refused_kinds() -> tuple[RefusedKind, ...]:
    """Return the kinds in the order in which they are tried."""
    told = tomllib.loads((RESOURCES / "refused_kinds.toml").read_text(encoding="utf-8"))
    return tuple(_kind(**each) for each in told["kind"])


def _kind(
    *,
    id: str,  # noqa: A002 - as the file calls it
    what: str,
    remedy: str,
    starts: Sequence[str] = (),
    holds: Sequence[str] = (),
    binary: bool = False,
    members: str = "",
    pattern: str = "",
    match: Sequence[str] = (),
    reject: Sequence[str] = (),
) -> RefusedKind:
    return RefusedKind(
        id,
        what,
        remedy,
        tuple(each.encode("latin-1") for each in starts),
        tuple(each.encode("latin-1") for each in holds),
        binary,
        re.compile(members) if members else None,
        re.compile(pattern, re.IGNORECASE | re.MULTILINE) if pattern else None,
        tuple(match),
        tuple(reject),
    )


def _members(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()[:_MOST_MEMBERS]
    except _DAMAGE:
        return []

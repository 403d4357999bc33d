"""Documents and outcomes of a save, for the callers of the catalogue."""

import contextlib
import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from desktop.catalogue.file.originals import compressed

Outcome = tuple[Literal["saved", "updated", "unchanged"], str]
"""(outcome for a trial, key under which it is stored)."""


@dataclass(frozen=True)
class Document:
    """Hold an original document: ``name`` is its path or zip member, ``content`` its bytes.

    ``file_date`` is the ISO day of its file, "" if that cannot be the day of a download.
    """

    name: str
    format: str
    encoding: str
    content: bytes
    file_date: str = ""

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the content in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def _compressed(self) -> bytes:
        return compressed(self.content)

    def compressed(self) -> bytes:
        """Return the content as it is stored."""
        return self._compressed

    def make_ready(self) -> None:
        """Work out its hash, and compress it, so that nobody waits for that; Python runs this beside other work."""
        with contextlib.suppress(MemoryError):  # told when the document is saved
            _ = self.sha256, self._compressed

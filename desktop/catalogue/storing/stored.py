"""Documents and outcomes of a save, as callers of the catalogue use them."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Outcome = tuple[Literal["saved", "updated", "unchanged"], str]
"""The outcome for a trial, and the key that it is stored under."""


@dataclass(frozen=True)
class Document:
    """Hold a document as it came: ``name`` is its path or zip member, ``content`` its bytes.

    ``file_date`` is the ISO day of its file, "" where that is no day of a download.
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

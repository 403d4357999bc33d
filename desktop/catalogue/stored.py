"""What is handed to the catalogue and what it hands back."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

Outcome = Literal["saved", "updated", "unchanged"]


@dataclass(frozen=True)
class Document:
    """Hold a document as it came: ``name`` is its path or zip member, ``content`` its bytes."""

    name: str
    format: str
    encoding: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the content in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Delivery:
    """Hold one document with the annotated trials that were read from it."""

    document: Document
    trials: tuple[tuple[Trial, tuple[Finding, ...]], ...]


@dataclass(frozen=True)
class StoredSource:
    """Hold where a trial came from; ``imported`` is an ISO time with offset."""

    file: str
    format: str
    imported: str
    sha256: str


@dataclass(frozen=True)
class StoredTrial:
    """Hold a trial whole, as the catalogue keeps it; ``sources`` in the order of their first import."""

    trial: Trial
    findings: tuple[Finding, ...]
    sources: tuple[StoredSource, ...]

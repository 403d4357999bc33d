"""What is handed to the catalogue and what it hands back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from desktop.catalogue.merging import Disagreement
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

Outcome = tuple[Literal["saved", "updated", "unchanged"], str]
"""What became of a trial, and the key it is stored under."""


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
    """Hold one document with the trials that were read from it."""

    document: Document
    trials: tuple[Trial, ...]


@dataclass(frozen=True)
class StoredSource:
    """Hold where a trial came from; ``imported`` is an ISO time with offset."""

    file: str
    format: str
    imported: str
    sha256: str


@dataclass(frozen=True)
class Change:
    """Hold one field that a later document changed; times are ISO with offset, values text or JSON."""

    changed: str
    file: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class StoredTrial:
    """Hold a trial whole, as the catalogue keeps it.

    ``sources`` stand in the order of their first import. ``provenance`` gives the index in ``sources`` that each field
    was taken from, empty with a single source; ``disagreements`` the fields on which sources differ. ``publications``
    are (key, title) of the articles that report a registration, ``reported`` of the registrations an article reports,
    ``twins`` of other trials with the same title.
    """

    trial: Trial
    findings: tuple[Finding, ...]
    sources: tuple[StoredSource, ...]
    provenance: Mapping[str, int] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    changes: tuple[Change, ...] = ()
    publications: tuple[tuple[str, str], ...] = ()
    reported: tuple[tuple[str, str], ...] = ()
    twins: tuple[tuple[str, str], ...] = ()

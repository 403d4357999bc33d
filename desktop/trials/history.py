"""The history of a trial in a catalogue: its documents, and the changes by later ones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StoredSource:
    """Hold one document of a trial; ``imported`` is an ISO time with offset."""

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

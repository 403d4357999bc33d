"""What happened to a trial in a catalogue: the documents it came from, and what later ones changed."""

from dataclasses import dataclass


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

"""What is handed to the catalogue and what it hands back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from desktop.catalogue.storing.corrections import Correction
from desktop.catalogue.storing.merging import Disagreement
from desktop.catalogue.storing.pairs import derived_values
from desktop.trials.absence import NOT_IN_DOCUMENT, is_absent
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
class DamagedTrial:
    """Hold what is left of a trial whose record is damaged: its key and its title.

    Where these are not sure either (``is_legible``), they are what can be made out of them.
    """

    key: str
    title: str
    is_legible: bool = True

    @property
    def named(self) -> str:
        """Return what the trial is called in a sentence."""
        named = f"{self.key} (“{self.title}”)"
        return named if self.is_legible else f"a trial that can be made out as {named}"

    @property
    def sentence(self) -> str:
        """Return in one sentence what is wrong, and what to do."""
        return (
            f"The record of {self.named} is damaged; import its documents again, or let `check --repair` read the "
            "originals that are kept. All other trials are there."
        )


@dataclass(frozen=True)
class StoredTrial:
    """Hold a trial whole, as the catalogue keeps it.

    ``sources`` stand in the order of their first import. ``provenance`` gives the index in ``sources`` that each field
    was taken from, empty with a single source; ``disagreements`` the fields on which sources differ. ``publications``
    are (key, title) of the articles that report a registration, ``reported`` of the registrations an article reports,
    ``twins`` of other trials with the same title. ``corrections`` are the clinician's readings, at most one a facet,
    ``damaged_corrections`` the facets of those that cannot be read and do not count.
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
    corrections: tuple[Correction, ...] = ()
    damaged_corrections: tuple[str, ...] = ()

    def derived(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet that the documents give; none for "not stated"."""
        return derived_values(self.findings, facet)

    def documents_say(self, facet: str, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the values of a facet that the documents give; ``not_in_document`` alone where they cannot tell it.

        ``parts`` are those that the facet is read from (``Facet.reads``). None for "not stated".
        """
        silent = (NOT_IN_DOCUMENT,) if is_absent(self.trial, parts) else ()
        return self.derived(facet) or silent

    def correction(self, facet: str) -> Correction | None:
        """Return the clinician's reading of a facet, None if she has none of her own."""
        return next((each for each in self.corrections if each.facet == facet), None)

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet that count: the clinician's, else those that the documents give."""
        correction = self.correction(facet)
        return correction.values if correction else self.derived(facet)

    def replaces(self, finding: Finding) -> bool:
        """Tell whether the clinician set another value in the place of a derived one."""
        correction = self.correction(finding.facet)
        return correction is not None and finding.value not in correction.values

    def is_overtaken(self, facet: str) -> bool:
        """Tell whether the documents give other values than when the clinician decided."""
        correction = self.correction(facet)
        return correction is not None and correction.is_overtaken(self.derived(facet))

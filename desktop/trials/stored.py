"""A trial as the catalogue returns it, with its sources, changes and own work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.trials.absence import is_absent
from desktop.trials.changes import FieldChange
from desktop.trials.cohorts import CohortValues, named_values
from desktop.trials.facets import NOT_IN_DOCUMENT
from desktop.trials.finding import Finding, derived_values
from desktop.trials.history import StoredSource
from desktop.trials.identifiers import NO_NUMBER, shown_number
from desktop.trials.own_work import Correction, OwnWork, Place, corrections_in
from desktop.trials.remark_words import in_words
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Trial
from desktop.trials.value_change import ValueChange


@dataclass(frozen=True)
class Disagreement:
    """Hold a field on which accounts differ: (value, index of the account) for each, the one that is used first.

    ``dates`` are the registry dates of these accounts in the same order, "" if unknown.
    """

    field: str
    said: tuple[tuple[str, int], ...]
    dates: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[tuple[str, int, str], ...]:
        """Return (value, index of the account, its registry date or "") of each account, in the same order."""
        dates = self.dates or ("",) * len(self.said)  # an older program stored no dates
        return tuple((value, index, date) for (value, index), date in zip(self.said, dates, strict=True))


@dataclass(frozen=True)
class DamagedTrial:
    """Hold the key and title of a trial whose record is damaged.

    If ``is_legible`` is false, these too may be wrong or incomplete.
    """

    key: str
    title: str
    is_legible: bool = True

    @property
    def remark(self) -> Remark:
        """Return the remark on what is damaged and what to do."""
        number = shown_number(self.key)
        named = "a trial without a registry number" if number == NO_NUMBER else number
        code = "record_damaged" if self.is_legible else "illegible_record_damaged"
        return remark(code, key=named, title=self.title)

    @property
    def sentence(self) -> str:
        """Return the remark in words."""
        return in_words(self.remark)


@dataclass(frozen=True)
class StoredTrial:
    """Hold a complete trial as the catalogue stores it.

    ``sources`` are in the order of their first import. ``provenance`` is {field: index in ``sources``}, empty if all
    say the same; ``disagreements`` are the fields on which sources differ. ``publications`` are (key, title) of the
    articles that report a registration, ``reported`` of the registrations that an article reports, ``twins`` of other
    trials with the same title. ``own_work`` has at most one piece at a place; ``damaged_work`` are the places of
    unreadable pieces. ``value_changes`` say how values of facets changed, and why. ``status_steps`` are (ISO partial
    date, the registry's word) for each status in the versions of its record, the oldest first.
    """

    trial: Trial
    findings: tuple[Finding, ...]
    sources: tuple[StoredSource, ...]
    provenance: Mapping[str, int] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    publications: tuple[tuple[str, str], ...] = ()
    reported: tuple[tuple[str, str], ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    own_work: tuple[OwnWork, ...] = ()
    damaged_work: tuple[Place, ...] = ()
    value_changes: tuple[ValueChange, ...] = ()
    status_steps: tuple[tuple[str, str], ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Return the clinician's corrections, at most one for each facet."""
        return corrections_in(self.own_work)

    @property
    def damaged_corrections(self) -> tuple[str, ...]:
        """Return the facets of the clinician's corrections that are damaged and therefore ignored."""
        return tuple(subject for kind, subject in self.damaged_work if kind == Correction.kind)

    @property
    def cohorts(self) -> CohortValues:
        """Return the values that the text gives to each cohort, without corrected facets; empty for fewer than two."""
        return named_values(self.findings, {each.facet for each in self.corrections})

    def derived(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet that the documents give; empty if not stated."""
        return derived_values(self.findings, facet)

    def documents_say(self, facet: str, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the values of a facet that the documents give; only ``not_in_document`` if they have no place for it.

        ``parts`` are those that the facet is read from (``Facet.reads``). The result is empty if not stated.
        """
        silent = (NOT_IN_DOCUMENT,) if is_absent(self.trial, parts) else ()
        return self.derived(facet) or silent

    def correction(self, facet: str) -> Correction | None:
        """Return the clinician's correction of a facet; None if there is none."""
        return next((each for each in self.corrections if each.facet == facet), None)

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the valid values of a facet: the clinician's, else those that the documents give."""
        correction = self.correction(facet)
        return correction.values if correction else self.derived(facet)

    def replaces(self, finding: Finding) -> bool:
        """Return whether the clinician replaced the value of a finding by another one."""
        correction = self.correction(finding.facet)
        return correction is not None and finding.value not in correction.values

    def is_overtaken(self, facet: str) -> bool:
        """Return whether the documents give other values than when the clinician decided."""
        correction = self.correction(facet)
        return correction is not None and correction.is_overtaken(self.derived(facet))

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
    """Hold a field on which accounts differ: (value, index of the account) of each, the believed one first.

    ``dates`` are the registry dates of these accounts, in the same order, "" where one has none.
    """

    field: str
    said: tuple[tuple[str, int], ...]
    dates: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[tuple[str, int, str], ...]:
        """Return (value, index of the account, its registry date or "") of each account, in the same order."""
        dates = self.dates or ("",) * len(self.said)  # an older program kept none
        return tuple((value, index, date) for (value, index), date in zip(self.said, dates, strict=True))


@dataclass(frozen=True)
class DamagedTrial:
    """Hold what is left of a trial whose record is damaged: its key and its title.

    Where these are not sure either (``is_legible``), they are what can be made out of them.
    """

    key: str
    title: str
    is_legible: bool = True

    @property
    def remark(self) -> Remark:
        """Return the remark that says what is wrong and what to do."""
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
    """Hold a trial whole, as the catalogue keeps it.

    ``sources`` are in the order of their first import. ``provenance`` gives the index in ``sources`` that each field
    was taken from, empty where all say the same; ``disagreements`` the fields on which sources differ. ``publications``
    are (key, title) of the articles that report a registration, ``reported`` of the registrations an article reports,
    ``twins`` of other trials with the same title. ``own_work`` is the user's own, at most one piece at a place,
    ``damaged_work`` the places of what cannot be read and does not count. ``value_changes`` are how values of facets
    changed, and why, ``status_steps`` (ISO partial date, the registry's word) of each status that several versions of
    its record tell, the oldest first.
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
        """Return the clinician's readings, at most one a facet."""
        return corrections_in(self.own_work)

    @property
    def damaged_corrections(self) -> tuple[str, ...]:
        """Return the facets of the clinician's readings that cannot be read and do not count."""
        return tuple(subject for kind, subject in self.damaged_work if kind == Correction.kind)

    @property
    def cohorts(self) -> CohortValues:
        """Return what the text gives to each cohort, but in facets of the clinician's; nothing for fewer than two."""
        return named_values(self.findings, {each.facet for each in self.corrections})

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

"""What an export is given: trials with their findings and sources, and the words for the head of the export."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.trials.absence import NOT_IN_DOCUMENT, Reads
from desktop.trials.absence_words import absence_in_words
from desktop.trials.finding import Finding
from desktop.trials.identifiers import known_by
from desktop.trials.trial import Trial

NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Source:
    """Hold one document of a trial: file name, format, ISO date (and time) of import, SHA-256 in hexadecimal."""

    file: str
    format: str = ""
    imported: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class ExportedCorrection:
    """Hold what a clinician set in the place of what the documents say: value ids, none for "not stated".

    ``made`` is an ISO date; ``overtaken`` tells that the documents have changed since.
    """

    facet: str
    values: tuple[str, ...]
    derived: tuple[str, ...]
    reason: str
    made: str
    overtaken: bool = False

    @property
    def confirms(self) -> bool:
        """Tell whether the clinician agrees with the documents."""
        return set(self.values) == set(self.derived)


@dataclass(frozen=True)
class ExportedTrial:
    """Hold one trial as it leaves the catalogue.

    ``values`` holds the value ids of every facet, as the window shows them (a user's corrections included), in the
    order of the facet: ``{"her2": ("positive",), "phase": ("not_stated",), "drugs": ("Trastuzumab",)}``. ``countries``
    are those of its sites, each once.
    """

    trial: Trial
    findings: tuple[Finding, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    corrections: tuple[ExportedCorrection, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def identifier(self) -> str:
        """Return the identifier a reader knows the trial by; a key of our own would tell her nothing."""
        return next(iter(known_by(self.trial.key, self.trial.identifiers)), "No registry number")

    def correction(self, facet: str) -> ExportedCorrection | None:
        """Return what the user set for a facet, None for nothing."""
        return next((each for each in self.corrections if each.facet == facet), None)

    def replaces(self, finding: Finding) -> bool:
        """Tell whether the user set another value in the place of a derived one."""
        correction = self.correction(finding.facet)
        return correction is not None and finding.value not in correction.values

    @property
    def has_status(self) -> bool:
        """Tell whether the registry states a status, and the user has set no other in its place."""
        correction = self.correction("status")
        own = correction is not None and not correction.confirms
        return not own and self.values.get("status", (NOT_STATED,)) not in ((), (NOT_STATED,))

    @property
    def imported(self) -> str:
        """Return the ISO date of the latest import of one of its documents."""
        return max((source.imported[:10] for source in self.sources), default="")


@dataclass(frozen=True)
class ExportContext:
    """Hold what an export says of itself: which trials, chosen how, from when, made with what.

    ``query_text`` is the query as it can be typed again, ``query_words`` the same in words ("" for no filter),
    ``scope_words`` says which trials were taken ("3 selected trials"). ``oldest`` and ``newest`` are the registry dates
    of its trials, ISO by month or year, "" where none has one; ``undated`` counts the registrations that have none.
    ``imported`` is the ISO date of the last import, ``made`` an ISO date or date and time. Labels are held by facet id,
    value labels by facet id and value id; ``short_labels`` are those for narrow table columns and may be left out.
    ``reads`` gives the parts of a trial that facets are read from.
    """

    query_text: str
    query_words: str
    scope_words: str
    oldest: str
    newest: str
    undated: int
    imported: str
    made: str
    program_version: str
    vocabulary_version: str
    facet_labels: Mapping[str, str]
    value_labels: Mapping[str, Mapping[str, str]]
    short_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reads: Reads = field(default_factory=dict)

    def facet_label(self, facet: str) -> str:
        """Return the label of a facet; a facet without one (``drugs``) is called by its id."""
        return self.facet_labels.get(facet) or _as_words(facet)

    def label(self, facet: str, value: str) -> str:
        """Return the label of a value; an open facet's value (a drug, a new status word) reads as it is written."""
        if value == NOT_STATED:
            return self.value_labels.get(facet, {}).get(value, "Not stated")
        known = self.value_labels.get(facet)
        return value if known is None else known.get(value) or _as_words(value)

    def short_label(self, facet: str, value: str) -> str:
        """Return the label of a value for a narrow column."""
        return self.short_labels.get(facet, {}).get(value) or self.label(facet, value)

    def absence(self, facets: Iterable[str], exported: ExportedTrial) -> str:
        """Return why the documents of a trial cannot tell some of these facets, "" if they can tell all."""
        silent = [facet for facet in facets if exported.values.get(facet) == (NOT_IN_DOCUMENT,)]
        parts = {part for facet in silent for part in self.reads.get(facet, ())}
        return absence_in_words(exported.trial, (source.format for source in exported.sources), parts)

    def labels(self, facet: str, exported: ExportedTrial) -> tuple[str, ...]:
        """Return the labels of all values of one facet of a trial, in order."""
        return tuple(self.label(facet, value) for value in exported.values.get(facet, ()))


def correction_in_words(correction: ExportedCorrection, context: ExportContext) -> str:
    """Return a correction in one line: "HER2 status: Low, by the user on 2026-11-20 (documents: Negative). Reason"."""
    hers, theirs = (
        ", ".join(context.label(correction.facet, value) for value in values) or "Not stated"
        for values in (correction.values, correction.derived)
    )
    verb = "confirmed" if correction.confirms else "corrected"
    said = "" if verb == "confirmed" else f" (documents: {theirs})"
    later = " The documents have changed since." if correction.overtaken else ""
    facet = context.facet_label(correction.facet)
    return f"{facet}: {hers}, {verb} by the user on {correction.made}{said}. {correction.reason}{later}"


def _as_words(identifier: str) -> str:
    words = identifier.replace("_", " ")
    return words[:1].upper() + words[1:]

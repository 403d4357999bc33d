"""A trial as its documents give it: the words of a registry record or a journal article, without interpretation.

Values are as the source writes them ("Phase 1/Phase 2", "RECRUITING", "DRUG"). Their meaning is found only by
``desktop.facets``, always with evidence. An empty string, an empty tuple or None means that the source says nothing.
"""

from dataclasses import dataclass
from typing import Literal

from desktop.trials.history import Change, StoredSource
from desktop.trials.identifiers import Identifier
from desktop.trials.remarks import Remark
from desktop.trials.sources import Kind

OutcomeRank = Literal["primary", "secondary", "other"]
MOST_INTERVENTIONS = 3_000
"""What a trial gives is read from so many of its interventions: in no registry has a trial a tenth of them."""


@dataclass(frozen=True)
class Intervention:
    """Hold one intervention; ``kind`` is the registry's type word ("DRUG", "Biological"), ``name`` as registered."""

    name: str
    kind: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arm:
    """Hold one arm; ``kind`` is the registry's word ("Experimental"), ``interventions`` are names from the trial."""

    label: str
    kind: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Hold one outcome measure and its time frame in the source's words."""

    rank: OutcomeRank
    measure: str
    description: str = ""
    time_frame: str = ""


@dataclass(frozen=True)
class Criterion:
    """Hold one eligibility criterion without its bullet; ``level`` 0 is outermost, 1 a sub-item of the one before."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Eligibility:
    """Hold who may take part; ``undivided`` is text that the source does not mark as inclusion or exclusion."""

    inclusion: tuple[Criterion, ...] = ()
    exclusion: tuple[Criterion, ...] = ()
    undivided: str = ""
    sex: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    healthy_volunteers: str = ""


@dataclass(frozen=True)
class Site:
    """Hold one place where patients are treated; ``status`` is the registry's word for this site."""

    facility: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    status: str = ""


@dataclass(frozen=True)
class Sponsor:
    """Hold a sponsor or collaborator; ``sponsor_class`` is the registry's word ("Industry", "Other")."""

    name: str
    sponsor_class: str = ""
    lead: bool = True


@dataclass(frozen=True)
class Contact:
    """Hold one contact for a trial; ``role`` is the registry's word ("Central Contact", "Principal Investigator")."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    affiliation: str = ""


@dataclass(frozen=True)
class Dates:
    """Hold ISO dates as exact as the source gives them: "2024", "2024-03" or "2024-03-01" (``dates.partial_date``).

    ``last_updated`` is the registry's own date of the record (the library's for an article). ``refreshed`` is the day
    on which a mirror last copied the record, which can be years after the registry updated it. ``retrieved`` is the day
    of the download if the document states it; if not, ``file_date`` is the day of its file.
    """

    start: str = ""
    primary_completion: str = ""
    completion: str = ""
    first_posted: str = ""
    last_updated: str = ""
    verified: str = ""
    refreshed: str = ""
    retrieved: str = ""
    file_date: str = ""

    @property
    def downloaded(self) -> str:
        """Return the day of the download, else the day of the file; "" if neither is known."""
        return self.retrieved or self.file_date


@dataclass(frozen=True)
class Section:
    """Hold a narrative part of the source under a stable name ("brief_summary", "abstract_results")."""

    name: str
    text: str


@dataclass(frozen=True)
class Citation:
    """Hold the source of a publication; ``published`` is an ISO partial date, ``pages`` as printed ("6897-6904")."""

    authors: tuple[str, ...] = ()
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    published: str = ""
    language: str = ""
    publication_types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """Hold one complete registration or publication.

    ``key`` is the registry number if there is one, else a stable key made from the record (``keys.key_for``).
    ``phase``, ``status`` and ``study_type`` are the source's own words, several phases joined as the source joins them.
    ``design`` holds (label, value) pairs in the source's words, e.g. ("Allocation", "Randomized").
    ``narrative`` holds the texts of the source in its order: summary and description, or the parts of an abstract.
    ``results_posted`` says whether the registry shows results, None if the source does not say.
    ``reports_on`` holds the registry numbers of the trial that a publication reports; they are not its identifiers.
    ``aggregated`` is true if the record comes from an aggregator and not from the registry itself.
    ``absent`` names the parts (``sources.PARTS``) that its document has no place for or does not give in full; with
    several documents, the parts that none of them gives in full. That such a part is empty says nothing of the trial.
    ``warnings`` are remarks on what was repaired, omitted or doubted when the document was read.
    ``origins`` and ``earlier_changes`` are the sources and changes in another catalogue, if the document is its export.
    """

    key: str
    kind: Kind
    title: str
    identifiers: tuple[Identifier, ...] = ()
    official_title: str = ""
    acronym: str = ""
    phase: str = ""
    status: str = ""
    study_type: str = ""
    design: tuple[tuple[str, str], ...] = ()
    enrollment: int | None = None
    narrative: tuple[Section, ...] = ()
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    arms: tuple[Arm, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    eligibility: Eligibility = Eligibility()
    dates: Dates = Dates()
    sponsors: tuple[Sponsor, ...] = ()
    sites: tuple[Site, ...] = ()
    contacts: tuple[Contact, ...] = ()
    results_posted: bool | None = None
    aggregated: bool = False
    absent: tuple[str, ...] = ()
    citation: Citation | None = None
    reports_on: tuple[Identifier, ...] = ()
    references: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()
    origins: tuple[StoredSource, ...] = ()
    earlier_changes: tuple[Change, ...] = ()

    @property
    def registry_date(self) -> str:
        """Return when the registry last updated the record, as an ISO partial date; "" if unknown, or for articles."""
        return self.dates.last_updated if self.kind == "registration" else ""

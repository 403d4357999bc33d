"""The facts of a record: the name of each, and its values in words; a table can calculate with some of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from desktop.sheet.parts import Fact, Place, Text, plain
from desktop.sheet.passages import Passages
from desktop.sheet.places import item_places
from desktop.sheet.subject import DRUGS, Subject
from desktop.sheet.wording import Wording
from desktop.trials.date_words import day_in_words
from desktop.trials.freshness import contradiction, whole_years
from desktop.trials.trial import Citation, Eligibility, Sponsor, Trial

Values = Callable[[Subject, Wording], Iterable[str]]

SHORT_FACETS = (
    *("phase", "status", "her2", "hr", "cancer_site", "setting", "brain_metastases", "ecog_max"),
    *("lines", "prior_cdk46", "prior_her2_adc", "biomarkers"),
)
LONG_FACETS = ("earlier_treatment", "drug_classes", DRUGS)


@dataclass(frozen=True)
class FactKind:
    """Hold the name of a fact and the functions that give its values; they give none if a trial lacks the fact.

    ``datum`` gives plain numbers and ISO dates for a table that sorts and calculates, if these differ from the words.
    ``places`` gives the places of the values in the trial's texts, if evidence can be there.
    """

    id: str
    label: str
    values: Values
    datum: Values | None = None
    places: Callable[[Trial], Iterable[Place]] | None = None
    is_long: bool = False
    by_line: bool = False

    def cells(self, subject: Subject, words: Wording) -> Iterable[str]:
        """Return the values for the cells of a table."""
        return (self.datum or self.values)(subject, words)


def fact_of(kind: FactKind, subject: Subject, words: Wording, passages: Passages) -> Fact:
    """Return a fact of a trial."""
    return Fact(
        kind.id,
        kind.label,
        _texts(kind, subject, words, passages),
        dated=_status_date(subject.trial) if kind.id == "status_as_registered" else "",
        is_long=kind.is_long,
        by_line=kind.by_line,
    )


def facet_fact(facet: str, subject: Subject, words: Wording) -> Fact:
    """Return the valid values of a facet, and the values of the documents that the user has replaced."""
    stored = subject.stored
    findings = (each for each in stored.findings if each.facet == facet)
    replaced = dict.fromkeys(each.value for each in findings if stored.replaces(each))
    return Fact(
        facet,
        words.facet_label(facet),
        tuple(map(plain, words.labels(facet, subject.values.get(facet, ())))),
        dated=_status_date(subject.trial) if facet == "status" and subject.has_status else "",
        replaced=words.labels(facet, replaced),
        is_long=facet in LONG_FACETS,
    )


def age_range(eligibility: Eligibility) -> str:
    """Return the ages that may enter ("18 Years to 75 Years"); "" if the source sets no limit."""
    youngest, oldest = eligibility.minimum_age, eligibility.maximum_age
    if youngest and oldest:
        return f"{youngest} to {oldest}"
    if youngest:
        return f"{youngest} and older"
    return f"up to {oldest}" if oldest else ""


def journal_reference(citation: Citation) -> str:
    """Return the place of an article: "Clinical Cancer Research 17(21): 6897-6904"."""
    issue = f"({citation.issue})" if citation.issue else ""
    pages = f": {citation.pages}" if citation.pages else ""
    return f"{citation.journal} {citation.volume}{issue}{pages}".strip()


def _texts(kind: FactKind, subject: Subject, words: Wording, passages: Passages) -> tuple[Text, ...]:
    if not kind.places:
        return tuple(map(plain, filter(None, kind.values(subject, words))))
    return tuple(filter(None, map(passages.part, kind.places(subject.trial))))


def _status_date(trial: Trial) -> str:
    return day_in_words(trial.registry_date) or "date not stated"


def _items_of(section: str) -> Callable[[Trial], Iterable[Place]]:
    return partial(item_places, section=section)


def _one(read: Callable[[Trial], str]) -> Values:
    return lambda subject, _: filter(None, (read(subject.trial),))


def _many(read: Callable[[Trial], Iterable[str]]) -> Values:
    return lambda subject, _: read(subject.trial)


def _coded(read: Callable[[Trial], str]) -> Values:
    return lambda subject, words: filter(None, (words.codes.ordinary(read(subject.trial)),))


def _official_title(trial: Trial) -> str:
    return trial.official_title if trial.official_title != trial.title else ""


def _enrolment(trial: Trial) -> str:
    return "" if trial.enrollment is None else f"{trial.enrollment:,} participants"


def _sponsors(lead: bool) -> Values:
    def named(sponsor: Sponsor, words: Wording) -> str:
        kind = words.codes.ordinary(sponsor.sponsor_class)
        return f"{sponsor.name} ({kind})" if kind else sponsor.name

    return lambda subject, words: (named(each, words) for each in subject.trial.sponsors if each.lead is lead)


def _sponsor_names(lead: bool) -> Values:
    return lambda subject, _: (each.name for each in subject.trial.sponsors if each.lead is lead)


def _cited(read: Callable[[Citation], Iterable[str]]) -> Values:
    def values(subject: Subject, _: Wording) -> Iterable[str]:
        citation = subject.trial.citation
        return filter(None, read(citation)) if citation else ()

    return values


def _registry_date(trial: Trial) -> str:
    return "" if trial.kind == "publication" else day_in_words(trial.registry_date) or "not stated"


def _verified(trial: Trial) -> str:
    # The sponsor has confirmed the record, even if nothing in it changed.
    return day_in_words(trial.dates.verified)


def _revised(trial: Trial) -> str:
    return day_in_words(trial.dates.last_updated) if trial.kind == "publication" else ""


def _refreshed(trial: Trial) -> str:
    # The WHO's platform is a mirror: it gives the day on which it copied the record, not the registry's update.
    return day_in_words(trial.dates.refreshed) if trial.kind != "publication" else ""


def _retrieved(subject: Subject, words: Wording) -> Iterator[str]:
    dates = subject.trial.dates
    day = dates.downloaded
    years = whole_years(day, words.today) if day and words.today else 0
    if day:
        yield day_in_words(day) if dates.retrieved else f"{day_in_words(day)}, by the file's date"
    if years:
        yield f"downloaded {years:,} year{'' if years == 1 else 's'} ago"


def _status_steps(subject: Subject, words: Wording) -> Iterator[str]:
    steps = subject.stored.status_steps
    if len(steps) > 1:
        yield " → ".join(f"{words.codes.ordinary(status)} ({day_in_words(date)})" for date, status in steps)


def _contradiction(subject: Subject, _words: Wording) -> Iterator[str]:
    imported = max((source.imported for source in subject.stored.sources), default="")
    yield contradiction(subject.trial, imported)


def _results(trial: Trial) -> str:
    return {True: "posted in the registry", False: "none posted", None: ""}[trial.results_posted]


def _design(subject: Subject, words: Wording) -> Iterator[str]:
    codes = words.codes
    for label, value in subject.trial.design:
        yield f"{label}: {value if codes.is_name(label) else codes.ordinary(value)}"


_KINDS = (
    FactKind("title", "Title", _one(lambda t: t.title), places=_items_of("title"), is_long=True),
    FactKind(
        "official_title",
        "Official title",
        _one(_official_title),
        datum=_one(lambda t: t.official_title),
        places=_items_of("official_title"),
        is_long=True,
    ),
    FactKind("ids", "Identifiers", lambda subject, _: subject.identifiers, is_long=True),
    FactKind("acronym", "Acronym", _one(lambda t: t.acronym)),
    FactKind("authors", "Authors", _cited(lambda c: c.authors), is_long=True),
    FactKind("journal", "Journal", _cited(lambda c: (journal_reference(c),)), is_long=True),
    FactKind("published", "Published", _cited(lambda c: (c.published,))),
    FactKind(
        "conditions",
        "Conditions",
        _many(lambda t: t.conditions),
        places=_items_of("conditions"),
        is_long=True,
    ),
    FactKind(
        "keywords",
        "Keywords",
        _many(lambda t: t.keywords),
        places=_items_of("keywords"),
        is_long=True,
    ),
    FactKind("sponsor", "Sponsor", _sponsors(lead=True), _sponsor_names(lead=True), is_long=True),
    FactKind("collaborators", "Collaborators", _sponsors(lead=False), _sponsor_names(lead=False), is_long=True),
    FactKind(
        "status_as_registered",
        "Status as registered",
        _coded(lambda t: t.status),
        places=_items_of("status"),
    ),
    FactKind("status_steps", "Status over time", _status_steps, is_long=True),
    FactKind(
        "phase_as_registered",
        "Phase as registered",
        _coded(lambda t: t.phase),
        places=_items_of("phase"),
    ),
    FactKind(
        "enrollment",
        "Enrolment",
        _one(_enrolment),
        datum=_one(lambda t: "" if t.enrollment is None else str(t.enrollment)),
    ),
    FactKind("sex", "Sex", _coded(lambda t: t.eligibility.sex)),
    FactKind("ages", "Age", _one(lambda t: age_range(t.eligibility))),
    FactKind("start", "Start", _one(lambda t: t.dates.start)),
    FactKind("primary_completion", "Primary completion", _one(lambda t: t.dates.primary_completion)),
    FactKind("completion", "Completion", _one(lambda t: t.dates.completion)),
    FactKind("registry_updated", "Registry date", _one(_registry_date), datum=_one(lambda t: t.registry_date)),
    FactKind("verified", "Verified", _one(_verified), datum=_one(lambda t: t.dates.verified)),
    FactKind("revised", "Record revised", _one(_revised)),
    FactKind("refreshed", "Refreshed by the WHO's platform", _one(_refreshed)),
    FactKind("retrieved", "Downloaded", _retrieved, datum=_one(lambda t: t.dates.retrieved)),
    FactKind("contradiction", "Cannot be true", _contradiction),
    FactKind("results", "Results", _one(_results)),
    FactKind("study_type", "Study type", _coded(lambda t: t.study_type), places=_items_of("study_type")),
    FactKind("design", "Design", _design, places=_items_of("design"), is_long=True, by_line=True),
)
KINDS = {kind.id: kind for kind in _KINDS}
"""{id: fact of a record}, in the order of the sheet."""

"""The columns a CSV export can have: id for the command line, heading for the file, and what stands in a cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.errors import ExportError
from desktop.exports.exported_trial import NOT_STATED, ExportContext, ExportedTrial, correction_in_words
from desktop.exports.facts_in_words import age_range, journal_reference
from desktop.registry_words import ordinary
from desktop.trials.absence import NOT_IN_DOCUMENT
from desktop.trials.finding import Finding
from desktop.trials.parts import Part
from desktop.trials.sections import sections
from desktop.trials.trial import OutcomeRank

Values = Callable[[ExportedTrial, ExportContext], Iterable[str]]


@dataclass(frozen=True)
class Column:
    """Hold one column; ``values`` gives the values that one cell joins, none for an empty cell.

    ``reads`` names those parts of a trial it looks at that take long to read; the others may be missing.
    """

    id: str
    heading: str
    values: Values
    reads: tuple[Part, ...] = ()


def chosen_columns(ids: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of these ids, in the order asked for; the default ones where none is named.

    Raises:
        ExportError: an id is unknown; the message names the known ones.
    """
    by_id = {column.id: column for column in COLUMNS}
    unknown = [repr(each) for each in ids if each not in by_id]
    if unknown:
        noun = "column" if len(unknown) == 1 else "columns"
        raise ExportError(f"There is no {noun} {', '.join(unknown)}; choose from: {', '.join(by_id)}.")
    return tuple(by_id[each] for each in ids or DEFAULT_COLUMNS)


def _text(read: Callable[[ExportedTrial], str]) -> Values:
    return lambda exported, _: (read(exported),)


def _texts(read: Callable[[ExportedTrial], Iterable[str]]) -> Values:
    return lambda exported, _: read(exported)


def _about(read: Callable[[ExportContext], str]) -> Values:
    return lambda _, context: (read(context),)


def _facet(facet: str) -> Values:
    return lambda exported, context: context.labels(facet, exported)


def _stated(facet: str) -> Values:
    """Read a facet whose value ids are what stands in the record, numbers or names; an empty cell is "not stated"."""

    def stated(exported: ExportedTrial, context: ExportContext) -> Iterable[str]:
        for value in exported.values.get(facet, ()):
            if value != NOT_STATED:
                yield context.label(facet, value) if value == NOT_IN_DOCUMENT else value

    return stated


def _section(name: str) -> Values:
    return lambda exported, _: (sections(exported.trial).get(name, ""),)


def _outcomes(rank: OutcomeRank) -> Values:
    def measures(exported: ExportedTrial, _: ExportContext) -> Iterable[str]:
        for outcome in exported.trial.outcomes:
            if outcome.rank == rank:
                yield f"{outcome.measure} [{outcome.time_frame}]" if outcome.time_frame else outcome.measure

    return measures


def _interventions(exported: ExportedTrial) -> Iterable[str]:
    return (f"{ordinary(each.kind)}: {each.name}" if each.kind else each.name for each in exported.trial.interventions)


def _arms(exported: ExportedTrial) -> Iterable[str]:
    return (f"{arm.label} [{ordinary(arm.kind)}]" if arm.kind else arm.label for arm in exported.trial.arms)


def _sponsors(lead: bool) -> Values:
    return lambda exported, _: (each.name for each in exported.trial.sponsors if each.lead is lead)


def _evidence(exported: ExportedTrial, context: ExportContext) -> Iterable[str]:
    return _sentences((each for each in exported.findings if not exported.replaces(each)), context)


def _replaced(exported: ExportedTrial, context: ExportContext) -> Iterable[str]:
    return _sentences(filter(exported.replaces, exported.findings), context)


def _sentences(findings: Iterable[Finding], context: ExportContext) -> Iterable[str]:
    for finding in findings:
        label = f"{context.facet_label(finding.facet)}: {context.label(finding.facet, finding.value)}"
        yield f"{label} “{finding.evidence.quote}” ({finding.evidence.section}, {finding.basis}, {finding.rule})"


def _span(context: ExportContext) -> str:
    return " to ".join(dict.fromkeys(filter(None, (context.oldest, context.newest))))


def _corrections(exported: ExportedTrial, context: ExportContext) -> Iterable[str]:
    return (correction_in_words(each, context) for each in exported.corrections)


COLUMNS: tuple[Column, ...] = (
    Column("key", "Key", _text(lambda e: e.trial.key)),
    Column("ids", "Identifiers", _texts(lambda e: (each.value for each in e.trial.identifiers))),
    Column("title", "Title", _text(lambda e: e.trial.title)),
    Column("official_title", "Official title", _text(lambda e: e.trial.official_title)),
    Column("acronym", "Acronym", _text(lambda e: e.trial.acronym)),
    Column("kind", "Kind", _text(lambda e: e.trial.kind.capitalize())),
    Column("phase", "Phase", _facet("phase")),
    Column("her2", "HER2 status", _facet("her2")),
    Column("hr", "Hormone receptor status", _facet("hr")),
    Column("drug_classes", "Drug classes", _facet("drug_classes")),
    Column("drugs", "Drugs", _facet("drugs")),
    Column("setting", "Setting", _facet("setting")),
    Column("status", "Recruitment status", _facet("status")),
    Column("registry_updated", "Registry date", _text(lambda e: e.trial.registry_date)),
    Column("brain_metastases", "Brain metastases", _facet("brain_metastases")),
    Column("ecog_max", "ECOG maximum", _stated("ecog_max")),
    Column("conditions", "Conditions", _texts(lambda e: e.trial.conditions)),
    Column("interventions", "Interventions", _texts(_interventions)),
    Column("arms", "Arms", _texts(_arms), ("arms",)),
    Column("sponsor", "Sponsor", _sponsors(lead=True)),
    Column("collaborators", "Collaborators", _sponsors(lead=False)),
    Column("enrollment", "Enrolment", _text(lambda e: "" if e.trial.enrollment is None else str(e.trial.enrollment))),
    Column("start", "Start", _text(lambda e: e.trial.dates.start)),
    Column("primary_completion", "Primary completion", _text(lambda e: e.trial.dates.primary_completion)),
    Column("completion", "Completion", _text(lambda e: e.trial.dates.completion)),
    Column("last_updated", "Last updated", _text(lambda e: e.trial.dates.last_updated)),
    Column("countries", "Countries", _texts(lambda e: e.countries)),
    Column("sites", "Sites", _text(lambda e: str(len(e.trial.sites)) if e.trial.sites else ""), ("sites",)),
    Column("sex", "Sex", _text(lambda e: ordinary(e.trial.eligibility.sex))),
    Column("ages", "Ages", _text(lambda e: age_range(e.trial.eligibility))),
    Column(
        "inclusion",
        "Inclusion criteria",
        _texts(lambda e: (c.text for c in e.trial.eligibility.inclusion)),
        ("criteria",),
    ),
    Column(
        "exclusion",
        "Exclusion criteria",
        _texts(lambda e: (c.text for c in e.trial.eligibility.exclusion)),
        ("criteria",),
    ),
    Column("eligibility", "Eligibility, undivided", _text(lambda e: e.trial.eligibility.undivided)),
    Column("summary", "Brief summary", _section("brief_summary"), ("narrative",)),
    Column("primary_outcomes", "Primary outcomes", _outcomes("primary"), ("outcomes",)),
    Column("secondary_outcomes", "Secondary outcomes", _outcomes("secondary"), ("outcomes",)),
    Column("authors", "Authors", _texts(lambda e: e.trial.citation.authors if e.trial.citation else ())),
    Column("journal", "Journal", _text(lambda e: journal_reference(e.trial.citation) if e.trial.citation else "")),
    Column("published", "Published", _text(lambda e: e.trial.citation.published if e.trial.citation else "")),
    Column("documents", "Documents", _text(lambda e: str(len(e.sources)))),
    Column("sources", "Source files", _texts(lambda e: (source.file for source in e.sources))),
    Column("imported", "Imported", _text(lambda e: e.imported)),
    Column("warnings", "Warnings", _texts(lambda e: e.trial.warnings)),
    Column("corrections", "Corrections", _corrections),
    # The findings of a trial with corrections are always read, and no other has any that are replaced.
    Column("replaced", "Values replaced by corrections", _replaced),
    Column("evidence", "Evidence", _evidence, reads=("findings",)),
    Column("query", "Filter of this export", _about(lambda c: c.query_text)),
    Column("registry_dates", "Registry dates of this export", _about(_span)),
    Column("made", "Exported on", _about(lambda c: c.made)),
    Column("program_version", "Program version", _about(lambda c: c.program_version)),
    Column("vocabulary_version", "Vocabulary version", _about(lambda c: c.vocabulary_version)),
)
DEFAULT_COLUMNS: tuple[str, ...] = (
    *("key", "ids", "title", "kind", "phase", "her2", "hr", "drug_classes", "drugs", "setting", "status"),
    "registry_updated",
    *("conditions", "interventions", "sponsor", "enrollment", "start", "countries", "sex", "ages"),
    *("primary_outcomes", "sources", "imported", "warnings", "corrections", "replaced", "query", "registry_dates"),
    *("made", "vocabulary_version"),
)

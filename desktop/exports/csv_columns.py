"""The columns of a CSV export: an id for the command line, a heading for the file, and the content of the cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.errors import ExportError
from desktop.exports.board.options import decision_in_words
from desktop.exports.context import ExportContext
from desktop.exports.told_work import ToldWork
from desktop.sheet.facts import KINDS
from desktop.sheet.remarks import correction_in_words, warnings_of
from desktop.sheet.subject import Subject
from desktop.sheet.treatment import arm_in_words, intervention_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.finding import Finding
from desktop.trials.line_limits import line_limits
from desktop.trials.parts import Part
from desktop.trials.sections import sections
from desktop.trials.trial import OutcomeRank

Values = Callable[[Subject, ExportContext], Iterable[str]]


@dataclass(frozen=True)
class Column:
    """Hold one column; ``values`` returns the values that are joined in one cell, none for an empty cell.

    ``reads`` names the slow parts of a trial that it needs; the others may be missing.
    """

    id: str
    heading: str
    values: Values
    reads: tuple[Part, ...] = ()


def chosen_columns(ids: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns with these ids, in this order; the default columns if there are no ids.

    Raises:
        ExportError: an id is unknown; the message names the known ones.
    """
    by_id = {column.id: column for column in COLUMNS}
    unknown = [repr(each) for each in ids if each not in by_id]
    if unknown:
        noun = "column" if len(unknown) == 1 else "columns"
        raise ExportError(f"There is no {noun} {', '.join(unknown)}; choose from: {', '.join(by_id)}.")
    return tuple(by_id[each] for each in ids or DEFAULT_COLUMNS)


def _fact(fact: str) -> Column:
    """Return the column for a fact of the sheet of a trial."""
    kind = KINDS[fact]
    return Column(kind.id, kind.label, lambda subject, context: kind.cells(subject, context.wording))


def _text(read: Callable[[Subject], str]) -> Values:
    return lambda subject, _: (read(subject),)


def _texts(read: Callable[[Subject], Iterable[str]]) -> Values:
    return lambda subject, _: read(subject)


def _about(read: Callable[[ExportContext], str]) -> Values:
    return lambda _, context: (read(context),)


def _facet(facet: str) -> Values:
    return lambda subject, context: context.wording.labels(facet, subject.values.get(facet, ()))


def _stated(facet: str) -> Values:
    """Read a facet whose value ids are the record's own numbers or names; an empty cell means "not stated"."""

    def stated(subject: Subject, context: ExportContext) -> Iterable[str]:
        for value in subject.values.get(facet, ()):
            if value != NOT_STATED:
                yield context.wording.label(facet, value) if value == NOT_IN_DOCUMENT else value

    return stated


def _lines(end: int) -> Values:
    """Read one limit of the earlier lines, ``end`` 0 for the minimum, 1 for the maximum; an empty cell means none."""

    def limit(subject: Subject, context: ExportContext) -> Iterable[str]:
        values = subject.values.get("lines", ())
        number = line_limits(values)[end]
        if number is not None:
            yield str(number)
        elif NOT_IN_DOCUMENT in values:
            yield context.wording.label("lines", NOT_IN_DOCUMENT)

    return limit


def _section(name: str) -> Values:
    return lambda subject, _: (sections(subject.trial).get(name, ""),)


def _outcomes(rank: OutcomeRank) -> Values:
    def measures(subject: Subject, _: ExportContext) -> Iterable[str]:
        for outcome in subject.trial.outcomes:
            if outcome.rank == rank:
                yield f"{outcome.measure} [{outcome.time_frame}]" if outcome.time_frame else outcome.measure

    return measures


def _interventions(subject: Subject, context: ExportContext) -> Iterable[str]:
    return (intervention_in_words(each, context.wording.codes) for each in subject.trial.interventions)


def _arms(subject: Subject, context: ExportContext) -> Iterable[str]:
    return (arm_in_words(each, context.wording.codes) for each in subject.trial.arms)


def _evidence(subject: Subject, context: ExportContext) -> Iterable[str]:
    stored = subject.stored
    return _sentences((each for each in stored.findings if not stored.replaces(each)), context)


def _replaced(subject: Subject, context: ExportContext) -> Iterable[str]:
    return _sentences(filter(subject.stored.replaces, subject.stored.findings), context)


def _sentences(findings: Iterable[Finding], context: ExportContext) -> Iterable[str]:
    words = context.wording
    for finding in findings:
        label = f"{words.facet_label(finding.facet)}: {words.label(finding.facet, finding.value)}"
        yield f"{label} “{finding.evidence.quote}” ({finding.evidence.section}, {finding.basis}, {finding.rule})"


def _decision(subject: Subject, context: ExportContext) -> Iterable[str]:
    return (decision_in_words(context.own.entry(subject.stored.own_work)),)


def _reason(subject: Subject, context: ExportContext) -> Iterable[str]:
    entry = context.own.entry(subject.stored.own_work)
    return (entry.reason,) if entry else ()


def _notes(subject: Subject, context: ExportContext) -> Iterable[str]:
    """Yield the user's notes, each with its date, only if she ticked them."""
    own_work = subject.stored.own_work
    notes = context.own.notes(own_work) if context.own.shortlist else ToldWork(context.own).notes(own_work)
    return (f"{each.made[:10]}: {each.text}" for each in notes)


def _span(context: ExportContext) -> str:
    return " to ".join(dict.fromkeys(filter(None, (context.oldest, context.newest))))


def _corrections(subject: Subject, context: ExportContext) -> Iterable[str]:
    return (correction_in_words(each, context.wording) for each in subject.stored.corrections)


def _warnings(subject: Subject, context: ExportContext) -> Iterable[str]:
    return warnings_of(subject.stored, context.wording)


COLUMNS: tuple[Column, ...] = (
    Column("key", "Key", _text(lambda e: e.trial.key)),
    _fact("ids"),
    _fact("title"),
    _fact("official_title"),
    _fact("acronym"),
    Column("kind", "Kind", _text(lambda e: e.trial.kind.capitalize())),
    Column("phase", "Phase", _facet("phase")),
    Column("her2", "HER2 status", _facet("her2")),
    Column("hr", "Hormone receptor status", _facet("hr")),
    Column("drug_classes", "Drug classes", _facet("drug_classes")),
    Column("drugs", "Drugs", _facet("drugs")),
    Column("setting", "Setting", _facet("setting")),
    Column("cancer_site", "Cancer site", _facet("cancer_site")),
    Column("status", "Recruitment status", _facet("status")),
    _fact("registry_updated"),
    _fact("verified"),
    Column("brain_metastases", "Brain metastases", _facet("brain_metastases")),
    Column("ecog_max", "ECOG maximum", _stated("ecog_max")),
    Column("min_prior_lines", "Fewest earlier lines", _lines(0)),
    Column("max_prior_lines", "Most earlier lines", _lines(1)),
    Column("prior_cdk46", "Earlier CDK4/6 inhibitor", _facet("prior_cdk46")),
    Column("prior_her2_adc", "Earlier HER2 conjugate", _facet("prior_her2_adc")),
    Column("earlier_treatment", "Other earlier treatment", _facet("earlier_treatment")),
    Column("biomarkers", "Markers required for entry", _facet("biomarkers")),
    Column("age_groups", "Ages that may enter", _facet("age")),
    Column("sexes", "Sexes that may enter", _facet("sex")),
    _fact("conditions"),
    Column("interventions", "Interventions", _interventions),
    Column("arms", "Arms", _arms, ("arms",)),
    _fact("sponsor"),
    _fact("collaborators"),
    _fact("enrollment"),
    _fact("start"),
    _fact("primary_completion"),
    _fact("completion"),
    Column("last_updated", "Last updated", _text(lambda e: e.trial.dates.last_updated)),
    Column("countries", "Countries", _texts(lambda e: e.countries)),
    Column("sites", "Sites", _text(lambda e: str(len(e.trial.sites)) if e.trial.sites else ""), ("sites",)),
    _fact("sex"),
    _fact("ages"),
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
    _fact("authors"),
    _fact("journal"),
    _fact("published"),
    Column("documents", "Documents", _text(lambda e: str(len(e.stored.sources)))),
    Column("sources", "Source files", _texts(lambda e: (source.file for source in e.stored.sources))),
    Column("imported", "Imported", _text(lambda e: e.imported)),
    Column("warnings", "Warnings", _warnings),
    Column("corrections", "Corrections", _corrections),
    # The findings of a trial with corrections are always read; only such a trial has replaced findings.
    Column("replaced", "Values replaced by corrections", _replaced),
    Column("evidence", "Evidence", _evidence, reads=("findings",)),
    Column("query", "Filter of this export", _about(lambda c: c.query_text)),
    Column("registry_dates", "Registry dates of this export", _about(_span)),
    Column("made", "Exported on", _about(lambda c: c.made)),
    Column("program_version", "Program version", _about(lambda c: c.program_version)),
    Column("vocabulary_version", "Version of the word lists", _about(lambda c: c.vocabulary_version)),
    Column("decision", "Decision", _decision),
    Column("reason", "Reason", _reason),
    Column("notes", "Notes", _notes),
)
DEFAULT_COLUMNS: tuple[str, ...] = (
    *("key", "ids", "title", "kind", "phase", "her2", "hr", "drug_classes", "drugs", "setting", "status"),
    "registry_updated",
    *("conditions", "interventions", "sponsor", "enrollment", "start", "countries", "sex", "ages"),
    *("primary_outcomes", "sources", "imported", "warnings", "corrections", "replaced", "query", "registry_dates"),
    *("made", "vocabulary_version", "decision", "reason"),
)

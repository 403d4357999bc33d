"""One trial as a page of the report: key facts first, then the sentences behind them, then what the source says."""

from collections.abc import Iterable, Iterator
from string import Template

from desktop.exports.exported_trial import ExportContext, ExportedCorrection, ExportedTrial, correction_in_words
from desktop.exports.facts_in_words import age_range, journal_reference
from desktop.exports.markup import (
    NOTHING,
    Markup,
    block,
    chapter,
    joined,
    nested_list,
    note,
    paragraphs,
    strong,
    struck,
    subheading,
    table,
    text,
)
from desktop.exports.treatment_table import treatment_table
from desktop.registry_words import ordinary
from desktop.trials.date_words import day_in_words
from desktop.trials.evidence_sentence import evidence_sentence, section_name
from desktop.trials.finding import Finding
from desktop.trials.sections import sections
from desktop.trials.trial import Criterion, Site, Trial

_SHORT_FACETS = ("phase", "status", "her2", "hr", "setting", "brain_metastases", "ecog_max")
_LONG_FACETS = ("drug_classes", "drugs")
_MOST_EVIDENCE = 3  # sentences shown for one value
_MOST_CITIES = 12


def trial_page(exported: ExportedTrial, context: ExportContext, template: Template) -> Markup:
    """Return the page of one trial, everything imported escaped."""
    trial = exported.trial
    return Markup(
        template.substitute(
            identifiers=joined((each.value for each in trial.identifiers), " · ") or text(exported.identifier),
            kind=text(trial.kind.capitalize()),
            title=text(trial.title or "No title"),
            subtitle=_subtitle(trial),
            key_facts=_key_facts(exported, context),
            warnings=Markup(_corrections(exported, context) + _warnings(trial)),
            evidence=chapter("Where the key facts come from", _evidence(exported, context)),
            summary=_summary(trial),
            treatments=chapter("Interventions and arms", treatment_table(trial, exported.findings)),
            eligibility=_eligibility(trial),
            outcomes=_outcomes(trial),
            organisation=_sponsors_and_sites(trial),
            sources=_sources(exported),
        )
    )


def _subtitle(trial: Trial) -> Markup:
    official = trial.official_title if trial.official_title != trial.title else ""
    acronym = trial.acronym if trial.acronym not in trial.title else ""
    words = joined((acronym, official), " · ")
    return Markup(f'<p class="subtitle">{words}</p>') if words else NOTHING


def _key_facts(exported: ExportedTrial, context: ExportContext) -> Markup:
    short = [(context.facet_label(facet), _values(facet, exported, context)) for facet in _SHORT_FACETS]
    facts = [(label, values) for label, values in short if values]
    facts += [(label, text(value)) for label, value in _registered_facts(exported.trial) if value]
    # Two facts a row: an odd one at the end stands alone.
    pairs = [facts[at : at + 2] for at in range(0, len(facts), 2)]
    rows = [[cell for label, value in pair for cell in (strong(text(label)), value)] for pair in pairs]
    long = [(context.facet_label(facet), _values(facet, exported, context)) for facet in _LONG_FACETS]
    long += [("Conditions", joined(exported.trial.conditions))]
    rows += [[strong(text(label)), values] for label, values in long if values]
    return table((), rows, (17, 33, 17, 33), "facts")


def _values(facet: str, exported: ExportedTrial, context: ExportContext) -> Markup:
    """Return the values of a facet that count, below them struck through those that the user has replaced."""
    replaced = dict.fromkeys(
        each.value for each in exported.findings if each.facet == facet and exported.replaces(each)
    )
    old = struck(joined(context.label(facet, value) for value in replaced))
    date = _status_date(exported) if facet == "status" else ""
    now = text(" · ".join(filter(None, ("; ".join(context.labels(facet, exported)), date))))
    return Markup("<br/>".join(filter(None, (now, old))))


def _status_date(exported: ExportedTrial) -> str:
    return (day_in_words(exported.trial.registry_date) or "date not stated") if exported.has_status else ""


def _registered_facts(trial: Trial) -> Iterator[tuple[str, str]]:
    if trial.citation:
        yield "Published", trial.citation.published
        yield "Journal", journal_reference(trial.citation)
    yield "Study type", _with_capital(ordinary(trial.study_type))
    yield "Enrolment", "" if trial.enrollment is None else f"{trial.enrollment:,} participants"
    yield "Start", trial.dates.start
    yield "Primary completion", trial.dates.primary_completion
    yield "Completion", trial.dates.completion
    if trial.kind == "publication":
        yield "Record revised", day_in_words(trial.dates.last_updated)
    else:
        yield "Registry date", day_in_words(trial.registry_date) or "not stated"
        yield "Refreshed by the WHO's platform", day_in_words(trial.dates.refreshed)
    yield "Sex", _with_capital(ordinary(trial.eligibility.sex))
    yield "Age", age_range(trial.eligibility)
    yield "Lead sponsor", "; ".join(sponsor.name for sponsor in trial.sponsors if sponsor.lead)


def _with_capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _corrections(exported: ExportedTrial, context: ExportContext) -> Markup:
    if not exported.corrections:
        return NOTHING
    lines = Markup("<br/>".join(text(correction_in_words(each, context)) for each in exported.corrections))
    return table((), [[Markup(f"{strong(text('Corrected or confirmed by the user'))}<br/>{lines}")]], (100,), "warning")


def _warnings(trial: Trial) -> Markup:
    if not trial.warnings:
        return NOTHING
    lines = Markup("<br/>".join(text(warning) for warning in trial.warnings))
    return table((), [[Markup(f"{strong(text('Please note'))}<br/>{lines}")]], (100,), "warning")


def _evidence(exported: ExportedTrial, context: ExportContext) -> Markup:
    """Return one row a value: the user's own first, below each what it replaces, then what was read from the texts."""
    texts = sections(exported.trial)
    values = list(_by_value(exported.findings))
    rows = []
    for correction in exported.corrections:
        rows.append(_own_value(correction, context))
        old = [each for each in values if each[0].facet == correction.facet and exported.replaces(each[0])]
        rows += [_read_value(findings, exported, context, texts) for findings in old]
    rows += [_read_value(each, exported, context, texts) for each in values if not exported.replaces(each[0])]
    absence = context.absence((*_SHORT_FACETS, *_LONG_FACETS), exported)
    told = note(text(f"Not in this download: {absence}")) if absence else NOTHING
    return block(table(("Value", "Read from"), rows, (27, 73)), told)


def _read_value(
    findings: list[Finding], exported: ExportedTrial, context: ExportContext, texts: dict[str, str]
) -> list[Markup]:
    first = findings[0]
    named = {finding.cohort for finding in findings if finding.cohort}
    day = day_in_words(exported.trial.registry_date) if first.facet == "status" else ""
    label = text(" · ".join(filter(None, (context.label(first.facet, first.value), day))))
    value = block(
        struck(label) if exported.replaces(first) else strong(label),
        note(text(context.facet_label(first.facet))),
        note(text("replaced by the user") if exported.replaces(first) else NOTHING),
        note(joined(sorted(named))),
    )
    shown = block(*(_quoted(finding, texts) for finding in findings[:_MOST_EVIDENCE]))
    more = len(findings) - _MOST_EVIDENCE
    return [value, block(shown, note(text(f"and {more} more in the record")) if more > 0 else NOTHING)]


def _own_value(correction: ExportedCorrection, context: ExportContext) -> list[Markup]:
    labels = "; ".join(context.label(correction.facet, value) for value in correction.values) or "Not stated"
    verb = "Confirmed" if correction.confirms else "Corrected"
    value = block(strong(text(labels)), note(text(context.facet_label(correction.facet))))
    return [
        value,
        block(Markup(f"<p>{text(correction.reason)}</p>"), note(text(f"{verb} by the user on {correction.made}"))),
    ]


def _by_value(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Return the findings value by value; a drug whose class rests on the same words is told with its class.

    The kind of record stands at the head of the page and follows from the document's layout, not from words.
    """
    findings = tuple(findings)
    classes = {finding.evidence for finding in findings if finding.facet == "drug_classes"}
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.facet != "kind" and (finding.facet != "drugs" or finding.evidence not in classes):
            grouped.setdefault((finding.facet, finding.value), []).append(finding)
    return grouped.values()


def _quoted(finding: Finding, texts: dict[str, str]) -> Markup:
    sentence = evidence_sentence(finding.evidence, texts)
    role = f"role: {finding.role}" if finding.role not in ("", "unknown") else ""
    where = joined((section_name(finding.evidence.section), finding.basis, role), " · ")
    # A quote that is the whole sentence needs no mark.
    quote = strong(text(sentence.quote)) if sentence.before or sentence.after else text(sentence.quote)
    return Markup(f"<p>“{text(sentence.before)}{quote}{text(sentence.after)}”</p>{note(where)}")


def _summary(trial: Trial) -> Markup:
    """Return the brief summary, else whatever the source tells; the parts of an abstract under their labels."""
    brief = [section for section in trial.narrative if section.name == "brief_summary"]
    if trial.kind == "registration" and brief:
        return chapter("Summary", *(paragraphs(section.text) for section in brief))
    authors = trial.citation.authors if trial.citation else ()
    parts = [
        block(subheading(section_name(section.name).removeprefix("Abstract, ").capitalize()), paragraphs(section.text))
        for section in trial.narrative
    ]
    heading = "Abstract" if trial.kind == "publication" else "Description"
    return block(chapter("Authors", paragraphs(", ".join(authors))), chapter(heading, *parts))


def _eligibility(trial: Trial) -> Markup:
    eligibility = trial.eligibility
    return chapter(
        "Eligibility",
        _criteria("Inclusion criteria", eligibility.inclusion),
        _criteria("Exclusion criteria", eligibility.exclusion),
        paragraphs(eligibility.undivided),
    )


def _criteria(heading: str, criteria: tuple[Criterion, ...]) -> Markup:
    if not criteria:
        return NOTHING
    return block(subheading(heading), nested_list((each.level, each.text) for each in criteria))


def _outcomes(trial: Trial) -> Markup:
    tables = []
    for rank in ("primary", "secondary", "other"):
        rows = [
            [Markup(text(outcome.measure) + note(text(outcome.description))), text(outcome.time_frame)]
            for outcome in trial.outcomes
            if outcome.rank == rank
        ]
        tables.append(table((f"{rank.capitalize()} outcome", "Time frame"), rows, (70, 30)))
    return chapter("Outcomes", *tables)


def _sponsors_and_sites(trial: Trial) -> Markup:
    sponsors = [_sponsor(s.name, s.sponsor_class, "Lead sponsor" if s.lead else "Collaborator") for s in trial.sponsors]
    countries: dict[str, list[Site]] = {}
    for site in trial.sites:
        countries.setdefault(site.country or "Country not stated", []).append(site)
    sites = [[text(country), text(f"{len(each):,}"), _cities(each)] for country, each in countries.items()]
    return chapter(
        "Sponsors and sites",
        table((), sponsors, (17, 83), "facts"),
        table(("Country", "Sites", "Places"), sites, (20, 10, 70)),
    )


def _sponsor(name: str, sponsor_class: str, part: str) -> list[Markup]:
    named = f"{name} ({ordinary(sponsor_class)})" if sponsor_class else name
    return [strong(text(part)), text(named)]


def _cities(sites: list[Site]) -> Markup:
    places = list(dict.fromkeys(site.city or site.facility for site in sites if site.city or site.facility))
    if len(sites) == 1:
        places = [", ".join(filter(None, (sites[0].facility, sites[0].city)))]
    more = len(places) - _MOST_CITIES
    return joined((*places[:_MOST_CITIES], f"and {more:,} more" if more > 0 else ""), "; ")


def _sources(exported: ExportedTrial) -> Markup:
    # One small line each: what tells a document apart to a machine is in the CSV.
    lines = (f"{source.file} (imported {source.imported[:10]})" for source in exported.sources)
    return note(joined(("Read from: " + "; ".join(lines),))) if exported.sources else NOTHING

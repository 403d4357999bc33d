"""A trial as the detail pane shows it: HTML for Qt's rich text, everything imported escaped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from desktop.catalogue.storing.stored import StoredTrial
from desktop.facets.definitions import Facets
from desktop.registry_words import is_name, ordinary
from desktop.trials.date_words import day_in_words
from desktop.trials.identifiers import known_by
from desktop.trials.sections import ABSTRACT_PREFIX, coded_places, sections
from desktop.trials.trial import Criterion, Outcome, Trial
from desktop.ui.look.grouped import grouped
from desktop.ui.look.plain_html import plain_html
from desktop.ui.look.theme import Colours
from desktop.ui.trial_detail.evidence_html import evidence_table
from desktop.ui.trial_detail.marked_text import MarkedText, Place, tr
from desktop.ui.trial_detail.sources_html import sources_html


@dataclass(frozen=True)
class TrialPage:
    """Hold the page of a trial: its HTML, and the (anchor, heading) pairs of its parts.

    Of each evidence it holds the anchor and how many characters are shown there.
    """

    html: str
    parts: tuple[tuple[str, str], ...]
    anchors: Mapping[Place, str]
    lengths: Mapping[Place, int]


def trial_page(stored: StoredTrial, facets: Facets, now: Colours) -> TrialPage:
    """Return the page of a trial in the colours given."""
    trial = stored.trial
    # The kind of record follows from the layout of the document, not from words.
    stored = replace(stored, findings=tuple(each for each in stored.findings if each.facet != "kind"))
    marked = MarkedText(sections(trial), stored.findings, now.evidence, _reworded(trial))
    candidates = (
        ("facts", tr("Key facts"), _facts(stored, marked)),
        ("evidence", tr("Evidence"), evidence_table(stored, facets, marked.anchors, now)),
        ("summary", tr("Abstract") if trial.kind == "publication" else tr("Summary"), _narrative(trial, marked)),
        ("arms", tr("Treatment"), _treatment(stored, facets, marked, now)),
        ("eligibility", tr("Eligibility"), _eligibility(trial, marked)),
        ("outcomes", tr("Outcomes"), _outcomes(trial)),
        ("sites", tr("Sites and contacts"), _contacts(trial) + _sites(trial)),
        ("publications", tr("Publications"), _related(stored.publications)),
        ("reported", tr("Reports on"), _related(stored.reported)),
        ("sources", tr("Sources"), sources_html(stored)),
    )
    shown = [(name, heading, body) for name, heading, body in candidates if body]
    html = "".join(f'<a name="{name}"></a><h3>{escape(heading)}</h3>{body}' for name, heading, body in shown)
    return TrialPage(html, tuple((name, heading) for name, heading, _ in shown), marked.anchors, marked.lengths)


def _reworded(trial: Trial) -> dict[Place, str]:
    """Return the registry's codes in ordinary letters, by their places."""
    texts = sections(trial)
    names = {index for index, (label, _) in enumerate(trial.design) if is_name(label)}
    words = {
        (section, start, end): texts[section][start:end]
        for section, places in coded_places(trial).items()
        for index, (start, end) in enumerate(places)
        if start < end and not (section == "design" and index in names)
    }
    return {place: ordinary(code) for place, code in words.items() if ordinary(code) != code}


def style_sheet(now: Colours) -> str:
    """Return the style sheet of the page."""
    return (
        f"h3 {{ color: {now.accent}; margin-top: 18px; margin-bottom: 6px; }}"
        f"h4 {{ color: {now.muted}; margin-top: 12px; margin-bottom: 3px; }}"
        f"p, li, td {{ color: {now.text}; }} p {{ margin-top: 0; margin-bottom: 7px; }}"
        f"td.label, .muted {{ color: {now.muted}; }} li {{ margin-bottom: 4px; }}"
        f"th {{ color: {now.muted}; text-align: left; }}"
    )


def _facts(stored: StoredTrial, marked: MarkedText) -> str:
    trial = stored.trial
    citation, eligibility, dates = trial.citation, trial.eligibility, trial.dates
    ages = " – ".join(filter(None, (eligibility.minimum_age, eligibility.maximum_age)))
    number = "" if trial.enrollment is None else f"n = {grouped(trial.enrollment)}"
    rows = [
        # The title stands above already, but not with its evidence marked.
        (tr("Title"), marked.text("title") if marked.has_evidence("title") else ""),
        (tr("Official title"), marked.text("official_title")),
        (tr("Identifiers"), plain_html(", ".join(known_by(trial.key, trial.identifiers)))),
        (tr("Acronym"), plain_html(trial.acronym)),
        (tr("Authors"), plain_html(", ".join(citation.authors) if citation else "")),
        (tr("Published in"), plain_html(_published(trial))),
        (tr("Conditions"), "; ".join(marked.lines("conditions"))),
        (tr("Keywords"), "; ".join(marked.lines("keywords"))),
        (tr("Sponsor"), plain_html("; ".join(each.name for each in trial.sponsors if each.lead))),
        (tr("Collaborators"), plain_html("; ".join(each.name for each in trial.sponsors if not each.lead))),
        (tr("Status as registered"), _dated(marked.text("status"), trial)),
        (tr("Phase as registered"), marked.text("phase")),
        (tr("Patients"), plain_html(" · ".join(filter(None, (number, ordinary(eligibility.sex), ages))))),
        (tr("Start"), dates.start),
        (tr("Primary completion"), dates.primary_completion),
        (tr("Completion"), dates.completion),
        *_record_dates(trial),
        (tr("Results"), {True: tr("posted in the registry"), False: tr("none posted"), None: ""}[trial.results_posted]),
        (tr("Study type"), marked.text("study_type")),
        (tr("Design"), "<br>".join(marked.lines("design"))),
    ]
    return _pairs((label, value) for label, value in rows if value)


def _dated(status: str, trial: Trial) -> str:
    date = day_in_words(trial.registry_date) or tr("date not stated")
    return f"{status} · {escape(date)}" if status else ""


def _record_dates(trial: Trial) -> Iterator[tuple[str, str]]:
    if trial.kind == "publication":
        yield tr("Record revised"), day_in_words(trial.dates.last_updated)
    else:
        yield tr("Registry date"), day_in_words(trial.registry_date) or tr("not stated")
        # The WHO's platform is a mirror: it tells when it took the record over, not when the registry updated it.
        yield tr("Refreshed by the WHO"), day_in_words(trial.dates.refreshed)


def _published(trial: Trial) -> str:
    citation = trial.citation
    if citation is None:
        return ""
    issue = f"({citation.issue})" if citation.issue else ""
    place = f"{citation.volume}{issue}"
    pages = f": {citation.pages}" if citation.pages else ""
    return " ".join(filter(None, (citation.journal, place + pages, citation.published)))


def _narrative(trial: Trial, marked: MarkedText) -> str:
    parts = []
    for name in dict.fromkeys(section.name for section in trial.narrative):
        label = name.removeprefix(ABSTRACT_PREFIX).replace("_", " ").capitalize()
        heading = "" if name in ("brief_summary", "abstract") else f"<h4>{escape(label)}</h4>"
        parts.append(f"{heading}{_paragraphs(marked.lines(name))}")
    return "".join(parts)


def _treatment(stored: StoredTrial, facets: Facets, marked: MarkedText, now: Colours) -> str:
    trial, rows = stored.trial, []
    start = 0
    for line, html in zip(
        sections(trial).get("interventions", "").split("\n"), marked.lines("interventions"), strict=True
    ):
        if line:
            rows.append((html, "; ".join(_classes(stored, facets, start, start + len(line)))))
        start += len(line) + 1
    table = _table((tr("Intervention as registered"), tr("Read as")), rows, now)
    details = _paragraphs(marked.lines("intervention_details"))
    arms = "".join(f"<li>{line}</li>" for line in marked.lines("arms") if line)
    return (
        (table if rows else "")
        + (f"<h4>{tr('Arms')}</h4><ul>{arms}</ul>" if arms else "")
        + (f"<h4>{tr('Details')}</h4>{details}" if details else "")
    )


def _classes(stored: StoredTrial, facets: Facets, start: int, end: int) -> list[str]:
    """Return what was read from one line of the interventions as HTML: classes, with the role where one is known.

    What the user has replaced is struck through.
    """
    read: dict[str, None] = {}
    for finding in stored.findings:
        evidence = finding.evidence
        inside = evidence.section == "interventions" and start <= evidence.start and evidence.end <= end
        if inside and finding.facet == "drug_classes":
            role = f" ({finding.role})" if finding.role not in ("", "unknown") else ""
            label = escape(facets["drug_classes"].label_of(finding.value) + role)
            read[f"<s>{label}</s>" if stored.replaces(finding) else label] = None
    return list(read)


def _eligibility(trial: Trial, marked: MarkedText) -> str:
    eligibility = trial.eligibility
    parts = [
        (tr("Inclusion criteria"), _nested(eligibility.inclusion, marked.lines("inclusion_criteria"))),
        (tr("Exclusion criteria"), _nested(eligibility.exclusion, marked.lines("exclusion_criteria"))),
        (tr("As the source puts it"), _paragraphs(marked.lines("eligibility"))),
    ]
    return "".join(f"<h4>{heading}</h4>{body}" for heading, body in parts if body)


def _nested(criteria: Sequence[Criterion], lines: Sequence[str]) -> str:
    # A criterion of several lines takes as many lines of the section.
    html, place, level = "", 0, -1
    for criterion in criteria:
        count = criterion.text.count("\n") + 1
        words = "<br>".join(lines[place : place + count])
        place += count
        html += "<ul>" * (criterion.level - level) + "</ul>" * (level - criterion.level) + f"<li>{words}</li>"
        level = criterion.level
    return html + "</ul>" * (level + 1)


def _outcomes(trial: Trial) -> str:
    headings = {"primary": tr("Primary"), "secondary": tr("Secondary"), "other": tr("Other")}
    html = ""
    for rank, heading in headings.items():
        ranked = [outcome for outcome in trial.outcomes if outcome.rank == rank]
        items = "".join(f"<li>{_outcome(outcome)}</li>" for outcome in ranked)
        html += f"<h4>{heading}</h4><ul>{items}</ul>" if items else ""
    return html


def _outcome(outcome: Outcome) -> str:
    frame = f' <span class="muted">[{plain_html(outcome.time_frame)}]</span>' if outcome.time_frame else ""
    description = f'<br><span class="muted">{plain_html(outcome.description)}</span>' if outcome.description else ""
    return f"{plain_html(outcome.measure)}{frame}{description}"


def _contacts(trial: Trial) -> str:
    lines = (
        " · ".join(filter(None, (each.name, each.role, each.affiliation, each.phone, each.email)))
        for each in trial.contacts
    )
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _sites(trial: Trial) -> str:
    lines = [", ".join(filter(None, (s.facility, s.city, s.state, s.country, ordinary(s.status)))) for s in trial.sites]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _related(trials: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<li><a href="trial:{quote(key, safe="")}">{escape(title)}</a> <span class="muted">{escape(key)}</span></li>'
        for key, title in trials
    )
    return f"<ul>{items}</ul>" if items else ""


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td class="label" style="padding-right:14px;padding-bottom:3px">{escape(label)}</td>'
        f'<td style="padding-bottom:3px">{value}</td></tr>'
        for label, value in rows
    )
    return f'<table cellspacing="0" cellpadding="0">{cells}</table>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], now: Colours) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    cell = f'<td style="border-bottom:1px solid {now.line};padding:4px 10px 4px 0">'
    body = "".join("<tr>" + "".join(f"{cell}{each}</td>" for each in row) + "</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" style="border-collapse:collapse"><tr>{head}</tr>{body}</table>'

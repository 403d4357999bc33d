"""The table of evidence: every value of a trial with the sentence that it was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from desktop.catalogue.storing.corrections import Correction
from desktop.catalogue.storing.stored import StoredTrial
from desktop.facets.definitions import Facet, Facets
from desktop.trials.absence_words import absence_in_words
from desktop.trials.date_words import day_in_words
from desktop.trials.evidence_sentence import evidence_sentence, section_name
from desktop.trials.finding import Finding
from desktop.trials.sections import sections
from desktop.ui.look.grouped import grouped
from desktop.ui.look.plain_html import plain_html
from desktop.ui.look.theme import Colours
from desktop.ui.trial_detail.marked_text import Place, place_of, tr

_BASIS = {"stated": "", "implied": "implied by an exclusion", "derived": "derived"}
_MOST_QUOTES = 3


def own_anchor(facet: str) -> str:
    """Return the name of the place where the user's own reading of a facet stands."""
    return f"own-{facet}"


def evidence_table(stored: StoredTrial, facets: Facets, anchors: Mapping[Place, str], now: Colours) -> str:
    """Return one row a value: facet and value, and its quotes as links to their places; below, the silent facets.

    The user's own readings come first, below each the values that it replaces, struck through with their quotes.
    """
    grouped: dict[str, dict[str, list[Finding]]] = {}
    for finding in stored.findings:
        grouped.setdefault(finding.facet, {}).setdefault(finding.value, []).append(finding)
    quotes = _Quotes(sections(stored.trial), anchors, now)
    html = ""
    for facet in sorted(facets.all, key=lambda facet: stored.correction(facet.id) is None):
        correction = stored.correction(facet.id)
        html += _own_row(facet, correction, now) if correction else ""
        values = grouped.get(facet.id, {})
        for value in sorted(values, key=lambda value: not stored.replaces(values[value][0])):
            html += _row(facet, _value(facet, values[value][0], stored), quotes.of(values[value]), now)
    table = f'<table width="100%" cellspacing="0" style="border-collapse:collapse">{html}</table>'
    return table + _silent(stored, facets)


def _silent(stored: StoredTrial, facets: Facets) -> str:
    """Return which facets nobody says anything of: those that the documents cannot tell, and why; then the others."""
    told = {*(each.facet for each in stored.findings), *(each.facet for each in stored.corrections)}
    silent = [facet for facet in facets.all if not facet.of_record and facet.id not in told]
    absent = [facet for facet in silent if stored.documents_say(facet.id, facet.reads)]
    parts = {part for facet in absent for part in facet.reads}
    why = absence_in_words(stored.trial, (source.format for source in stored.sources), parts)
    lines = (
        (tr("Not in this download:"), absent, f"<br>{escape(why)}"),
        (tr("Not stated:"), [facet for facet in silent if facet not in absent], ""),
    )
    return "".join(
        f'<p class="muted" style="margin-top:8px">{escape(heading)} '
        f"{escape(', '.join(facet.label for facet in each))}{reason}</p>"
        for heading, each, reason in lines
        if each
    )


def _row(facet: Facet, value: str, told: str, now: Colours) -> str:
    edge = f"border-bottom:1px solid {now.line};padding:6px 12px 6px 0"
    return (
        f'<tr><td width="36%" style="{edge}"><span class="muted">{escape(facet.label)}</span><br>{value}</td>'
        f'<td style="{edge}">{told}</td></tr>'
    )


def _value(facet: Facet, finding: Finding, stored: StoredTrial) -> str:
    day = day_in_words(stored.trial.registry_date) if facet.id == "status" else ""
    label = escape(" · ".join(filter(None, (facet.label_of(finding.value), day))))
    if stored.replaces(finding):
        return f'<s>{label}</s><br><span class="muted">{escape(tr("replaced by you"))}</span>'
    return f"<b>{label}</b>"


def _own_row(facet: Facet, correction: Correction, now: Colours) -> str:
    labels = ", ".join(facet.label_of(value) for value in correction.values) or tr("Not stated")
    verb = tr("Confirmed by you") if correction.confirms else tr("Corrected by you")
    told = (
        f"✎ {escape(correction.reason)}<br>"
        f'<span class="muted">{escape(verb)} · {escape(day_in_words(correction.made[:10]))}</span>'
    )
    return _row(facet, f'<a name="{own_anchor(facet.id)}"></a><b>{escape(labels)}</b>', told, now)


@dataclass(frozen=True)
class _Quotes:
    """Put findings into words: quote in its sentence, where it stands, how the value follows; the rule as a tooltip."""

    texts: dict[str, str]
    anchors: Mapping[Place, str]
    now: Colours

    def of(self, findings: Sequence[Finding]) -> str:
        apart = list({place_of(finding): finding for finding in reversed(findings)}.values())[::-1]
        more = len(apart) - _MOST_QUOTES
        told = "".join(map(self._quote, apart[:_MOST_QUOTES]))
        rest = tr("and {0} more in the text").format(grouped(more))
        return told + (f'<div class="muted">{escape(rest)}</div>' if more > 0 else "")

    def _quote(self, finding: Finding) -> str:
        sentence = evidence_sentence(finding.evidence, self.texts)
        basis = _BASIS.get(finding.basis, finding.basis)
        role = finding.role if finding.role != "unknown" else ""
        said = (section_name(finding.evidence.section), finding.cohort, role, tr(basis) if basis else "")
        # A quote that is the whole sentence needs no mark.
        mark = "b" if sentence.before or sentence.after else "span"
        quote = (
            f"{plain_html(sentence.before)}<{mark}>{plain_html(sentence.quote)}</{mark}>{plain_html(sentence.after)}"
        )
        return (
            f'<div style="margin-bottom:6px">“<a href="#{self.anchors[place_of(finding)]}" '
            f'title="{escape(tr("Rule"))} {escape(finding.rule)}" style="color:{self.now.text};text-decoration:none">'
            f'{quote}</a>”<br><span class="muted">{escape(" · ".join(filter(None, said)))}</span></div>'
        )

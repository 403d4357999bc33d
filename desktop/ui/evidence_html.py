"""The table of evidence: every value of a trial with the sentence that it was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from desktop.catalogue.stored import StoredTrial
from desktop.facets.definitions import Facets
from desktop.trials.absence_words import absence_in_words
from desktop.trials.evidence_sentence import evidence_sentence, section_name
from desktop.trials.finding import Finding
from desktop.trials.sections import sections
from desktop.ui.grouped import grouped
from desktop.ui.marked_text import Place, place_of, tr
from desktop.ui.plain_html import plain_html
from desktop.ui.theme import Colours

_BASIS = {"stated": "", "implied": "implied by an exclusion", "derived": "derived"}
_MOST_QUOTES = 3


def evidence_table(stored: StoredTrial, facets: Facets, anchors: Mapping[Place, str], now: Colours) -> str:
    """Return one row a value: facet and value, and its quotes as links to their places; below, the silent facets."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in stored.findings:
        grouped.setdefault((finding.facet, finding.value), []).append(finding)
    quotes = _Quotes(sections(stored.trial), anchors, now)
    edge = f"border-bottom:1px solid {now.line};padding:6px 12px 6px 0"
    html = "".join(
        f'<tr><td width="36%" style="{edge}"><span class="muted">{escape(facet.label)}</span>'
        f"<br><b>{escape(facet.label_of(value))}</b></td>"
        f'<td style="{edge}">{quotes.of(grouped[(facet.id, value)])}</td></tr>'
        for facet in facets.all
        for which, value in grouped
        if which == facet.id
    )
    yours = _corrections(stored, facets, edge)
    table = f'<table width="100%" cellspacing="0" style="border-collapse:collapse">{yours}{html}</table>'
    return table + _silent(stored, facets)


def _silent(stored: StoredTrial, facets: Facets) -> str:
    """Return which facets the documents say nothing of: those that they cannot tell, and why; then the others."""
    silent = [facet for facet in facets.all if not facet.of_record and not stored.derived(facet.id)]
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


def _corrections(stored: StoredTrial, facets: Facets, edge: str) -> str:
    """Return one row for each of the user's own readings; what the documents say follows below."""
    rows = ""
    for each in stored.corrections:
        facet = facets[each.facet]
        labels = ", ".join(facet.label_of(value) for value in each.values) or tr("Not stated")
        verb = tr("Confirmed by you") if each.confirms else tr("Corrected by you")
        rows += (
            f'<tr><td width="36%" style="{edge}"><span class="muted">{escape(facet.label)}</span>'
            f'<br><b>{escape(labels)}</b></td><td style="{edge}">✎ {escape(each.reason)}<br>'
            f'<span class="muted">{escape(verb)} · {escape(each.made[:10])}</span></td></tr>'
        )
    return rows


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

"""The table of evidence: every value of a trial with the sentence that it was read from."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QCoreApplication

from desktop.catalogue.stored import StoredTrial
from desktop.facets.definitions import Facets
from desktop.trials.finding import Finding
from desktop.ui.marked_text import Place, place_of, plain_html
from desktop.ui.theme import Colours

_BASIS = {"stated": "", "implied": "implied by an exclusion", "derived": "derived"}


def tr(text: str) -> str:
    """Return a text of the trial page in the user's language."""
    return QCoreApplication.translate("TrialPage", text)


def section_label(section: str) -> str:
    """Return how a section is called in the window."""
    return section.removeprefix("abstract_").replace("_", " ").capitalize()


def evidence_table(stored: StoredTrial, facets: Facets, anchors: Mapping[Place, str], now: Colours) -> str:
    """Return one row a value: facet and value, and each quote as a link to its place in the text; then the silent."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in stored.findings:
        grouped.setdefault((finding.facet, finding.value), []).append(finding)
    edge = f"border-bottom:1px solid {now.line};padding:6px 12px 6px 0"
    html = ""
    for facet in facets.all:
        values = [value for which, value in grouped if which == facet.id]
        for value in values:
            quotes = "".join(_quote(finding, anchors, now) for finding in _apart(grouped[(facet.id, value)]))
            html += (
                f'<tr><td width="36%" style="{edge}"><span class="muted">{escape(facet.label)}</span>'
                f'<br><b>{escape(facet.label_of(value))}</b></td><td style="{edge}">{quotes}</td></tr>'
            )
    silent = ", ".join(facet.label for facet in facets.all if all(which != facet.id for which, _ in grouped))
    said = f'<p class="muted" style="margin-top:8px">{escape(tr("Not stated:"))} {escape(silent)}</p>' if silent else ""
    return f'<table width="100%" cellspacing="0" style="border-collapse:collapse">{html}</table>{said}'


def _apart(findings: list[Finding]) -> list[Finding]:
    """Return findings with different evidence, in order."""
    return list({place_of(finding): finding for finding in reversed(findings)}.values())[::-1]


def _quote(finding: Finding, anchors: Mapping[Place, str], now: Colours) -> str:
    basis = _BASIS.get(finding.basis, finding.basis)
    where = ", ".join(
        filter(None, (section_label(finding.evidence.section), finding.cohort, tr(basis) if basis else ""))
    )
    return (
        f'<div>“<a href="#{anchors[place_of(finding)]}" style="color:{now.text};text-decoration:none">'
        f"{plain_html(finding.evidence.quote)}</a>”"
        f'<br><span class="muted">{escape(where)} · {escape(finding.rule)}</span></div>'
    )

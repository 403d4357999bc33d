"""Codes of registries read as words in the pane of a trial, and the evidence in them is still found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.passages import Passages, place_of
from desktop.trials.changes import FieldChange
from desktop.trials.finding import Evidence, Finding
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Arm, Eligibility, Intervention, Site
from desktop.ui.trial_detail.detail_pane import DetailPane
from tests.examples import a_trial
from tests.pages import marked, page

CODED = a_trial(
    phase="PHASE1|PHASE2",
    status="ACTIVE_NOT_RECRUITING",
    study_type="INTERVENTIONAL",
    design=(
        ("Allocation", "NON_RANDOMIZED"),
        ("Primary Purpose", "SUPPORTIVE_CARE"),
        ("Age Groups", "CHILD, ADULT"),
        ("Source Register", "JPRN"),
    ),
    interventions=(Intervention("Trastuzumab", "BIOLOGICAL"), Intervention("DRUG", "DRUG")),
    arms=(Arm("EXPERIMENTAL", "EXPERIMENTAL", "PHASE2 dose"),),
    eligibility=Eligibility(sex="ALL"),
    sites=(Site("Clinic", "Kiel", "", "Germany", "NOT_YET_RECRUITING"),),
)


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


@pytest.fixture
def stored(vocabularies: Vocabularies) -> StoredTrial:
    return StoredTrial(CODED, annotate(CODED, vocabularies), ())


def text_of(html: str) -> str:
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


def test_codes_read_as_words(stored: StoredTrial, vocabularies: Vocabularies, dressed: object) -> None:
    text = text_of(page(stored, vocabularies.facets).html)
    facts, evidence = text[: text.index("Evidence\n")], text[text.index("Evidence\n") : text.index("Treatment\n")]
    for words in ("Phase 1/2", "Active, not recruiting", "Interventional", "Allocation: Non-randomized", "All"):
        assert words in facts
    assert "Age Groups: Child, adult" in facts
    assert "Source Register: JPRN" in facts, "names stay"
    assert "Biological: Trastuzumab" in text
    assert "Drug: DRUG" in text, "only the kind is a code"
    assert "EXPERIMENTAL [Experimental]: PHASE2 dose" in text
    assert "Germany, Not yet recruiting" in text
    assert "“PHASE1|PHASE2”" in evidence, "a quote is what the record says"


def test_the_evidence_in_a_code_is_lit_in_its_words(
    stored: StoredTrial, vocabularies: Vocabularies, qtbot: QtBot, dressed: object
) -> None:
    pane = DetailPane(vocabularies.facets)
    qtbot.addWidget(pane)
    pane.show_trial(stored, ())
    for facet, value, words in (
        ("phase", "1/2", "Phase 1/2"),
        ("status", "active_not_recruiting", "Active, not recruiting"),
    ):
        pane.show_evidence(facet, value)
        assert pane.text.lit is not None
        assert pane.text.lit.selectedText() == words


def test_what_documents_say_differently_reads_in_words_too(
    stored: StoredTrial, vocabularies: Vocabularies, dressed: object
) -> None:
    change = FieldChange("2026-11-20", "b.json", "status", "NOT_YET_RECRUITING", "RECRUITING")
    text = text_of(page(StoredTrial(stored.trial, stored.findings, (), changes=(change,)), vocabularies.facets).html)
    assert "Status: Not yet recruiting became Recruiting" in text


CUTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple), max_size=4)


@given(CUTS, CUTS)
def test_marks_and_words_at_any_places_fit_together(
    evidence: list[tuple[int, int]], reworded: list[tuple[int, int]]
) -> None:
    text = "Abcdefghijklmnopqrstuvwxyzabcd"
    findings = [
        Finding("her2", "low", "rule", "stated", Evidence("design", start, end, text[start:end]))
        for start, end in evidence
        if start < end
    ]
    apart: dict[tuple[str, int, int], str] = {}
    last = 0
    for start, end in sorted(reworded):
        if last <= start < end:
            apart[("design", start, end)] = f"<{start}>"
            last = end
    shown = Passages({"design": text}, findings, apart)
    plain = text_of(marked(shown.part(("design", 0, len(text)))))
    expected, position = "", 0
    for (_, start, end), words in apart.items():
        cut = any(start < place < end for finding in findings for place in place_of(finding)[1:])
        expected += text[position:start] + (text[start:end] if cut else words)
        position = end
    assert plain == expected + text[position:]
    for finding in findings:
        whole = shown.lengths[shown.numbers[place_of(finding)]]
        assert 0 < whole <= len(plain)

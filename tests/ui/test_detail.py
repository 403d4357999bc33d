"""Imported text in the detail pane: shown as it is, never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.passages import Passages
from desktop.trials.finding import Evidence, Finding
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Arm, Criterion, Eligibility, Section, Trial
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.trial_detail.sealed_browser import SealedBrowser
from desktop.ui.trial_detail.trial_chips import TrialChips
from tests.examples import a_trial, criteria, drugs
from tests.pages import marked
from tests.pages import page as page_of
from tests.worded import saying


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


def stored(trial: Trial, vocabularies: Vocabularies) -> StoredTrial:
    return StoredTrial(trial, annotate(trial, vocabularies), ())


def shown_text(trial: Trial, vocabularies: Vocabularies) -> str:
    document = QTextDocument()
    document.setHtml(page_of(stored(trial, vocabularies), vocabularies.facets).html)
    return document.toPlainText()


HOSTILE = '<img src="file:///etc/passwd"><a href="javascript:x">click</a> @import url(//host/share) & "q"'


def test_hostile_text_is_shown_as_text(vocabularies: Vocabularies, dressed: object) -> None:
    trial = a_trial(
        title=HOSTILE,
        summary=HOSTILE,
        conditions=(HOSTILE,),
        interventions=drugs(HOSTILE),
        arms=(Arm(HOSTILE, "Experimental", HOSTILE),),
        eligibility=criteria((HOSTILE,), (HOSTILE,), HOSTILE),
        warnings=saying(HOSTILE),
    )
    page = page_of(stored(trial, vocabularies), vocabularies.facets)
    assert "<img" not in page.html
    assert 'javascript:x"' not in page.html
    assert shown_text(trial, vocabularies).count(HOSTILE) >= 6


def test_a_browser_loads_nothing(dressed: object) -> None:
    browser = SealedBrowser()
    kinds = QTextDocument.ResourceType
    picture = browser.loadResource(kinds.ImageResource.value, "file:///usr/share/pixmaps/x.png")
    assert isinstance(picture, QImage)
    assert picture.isNull()
    assert browser.loadResource(kinds.StyleSheetResource.value, "file:///etc/passwd") == b""


def test_labels_of_the_detail_pane_are_plain(vocabularies: Vocabularies, qtbot: QtBot, dressed: object) -> None:
    from PySide6.QtCore import Qt

    pane = DetailPane(vocabularies.facets)
    qtbot.addWidget(pane)
    pane.show_trial(stored(a_trial(title=HOSTILE, warnings=saying(HOSTILE)), vocabularies))
    for label in (pane.title, pane.identifiers, pane.warning):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_nested_criteria_stay_nested(vocabularies: Vocabularies, dressed: object) -> None:
    eligibility = Eligibility(
        inclusion=(Criterion("outer one"), Criterion("inner", 1), Criterion("two\nlines"), Criterion("outer last"))
    )
    html = page_of(stored(a_trial(eligibility=eligibility), vocabularies), vocabularies.facets).html
    assert "<ul><li>outer one</li><ul><li>inner</li></ul><li>two<br>lines</li><li>outer last</li></ul>" in html


def test_every_part_of_an_abstract_has_its_heading(vocabularies: Vocabularies, dressed: object) -> None:
    trial = a_trial(
        nct="",
        kind="publication",
        narrative=(Section("abstract_purpose", "Why."), Section("abstract_experimental_design", "How.")),
    )
    text = shown_text(trial, vocabularies)
    assert "Purpose\nWhy." in text
    assert "Experimental design\nHow." in text


texts = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=5))
def test_marking_changes_no_character(text: str, places: list[tuple[int, int]]) -> None:
    findings = [
        Finding("phase", "2", "r", "stated", Evidence("title", start, end, text[start:end]))
        for start, end in ((start, min(start + length, len(text))) for start, length in places)
        if start < end
    ]
    document = QTextDocument()
    document.setHtml(f"<pre>{marked(Passages({'title': text}, findings).part(('title', 0, len(text))))}</pre>")
    assert document.toPlainText().replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_every_finding_can_be_found_in_the_page(vocabularies: Vocabularies, qtbot: QtBot, dressed: object) -> None:
    trial = a_trial(
        title="Trastuzumab in a phase 2 trial",
        phase="Phase 2",
        status="Recruiting",
        study_type="Interventional",
        design=(("Primary Purpose", "Treatment"),),
        conditions=("Stage IV Breast Cancer",),
        summary="A phase 2 study of trastuzumab in HER2-positive metastatic breast cancer.",
        interventions=drugs("Trastuzumab"),
        eligibility=criteria(("ECOG 0-1", "HER2-positive (IHC 3+)"), ("Brain metastases",)),
    )
    pane = DetailPane(vocabularies.facets)
    qtbot.addWidget(pane)
    whole = stored(trial, vocabularies)
    pane.show_trial(whole)
    shown = {finding.facet for finding in whole.findings}
    assert {"her2", "drug_classes", "ecog_max", "brain_metastases"} <= shown
    for finding in (each for each in whole.findings if each.facet != "kind"):
        pane.show_evidence(finding.facet, finding.value)
        marks = pane.text.extraSelections()
        quotes = {each.evidence.quote for each in whole.findings if each.facet == finding.facet}
        assert marks[-1].cursor.selectedText() in quotes


def test_earlier_lines_are_one_chip_and_one_row(vocabularies: Vocabularies, qtbot: QtBot, dressed: object) -> None:
    text = "One to three prior lines of therapy for metastatic disease"
    trial = a_trial(eligibility=criteria((f"Received {text.lower()}",)))
    whole = stored(trial, vocabularies)
    assert len([each for each in whole.findings if each.facet == "lines"]) == 3
    chips = TrialChips(vocabularies.facets)
    qtbot.addWidget(chips)
    chips.show_trial(whole)
    words = [each.text() for each in chips.findChildren(QToolButton) if "lines" in each.text()]
    assert words == ["Earlier lines: 1 to 3"]
    page = shown_text(trial, vocabularies)
    assert page.count("Earlier lines (advanced)") == 1
    assert "1 to 3" in page


def test_the_buttons_above_the_text_are_those_of_its_parts(
    vocabularies: Vocabularies, qtbot: QtBot, dressed: object
) -> None:
    pane = DetailPane(vocabularies.facets)
    qtbot.addWidget(pane)
    full = stored(a_trial(summary="HER2+", eligibility=criteria(("ECOG 0",))), vocabularies)
    bare = stored(a_trial(nct="NCT09990002"), vocabularies)
    for trial in (full, bare, full, full):
        pane.show_trial(trial)
        jumps = [each.text() for each in pane.findChildren(QToolButton, "jump") if each.isVisibleTo(pane)]
        assert jumps == [heading for _, heading in page_of(trial, vocabularies.facets).parts]

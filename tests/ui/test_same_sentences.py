"""Values of one filter that were read from one sentence: the pane shows the sentence once, with all of them."""

import re

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.facets.shown import shown_facets
from desktop.paths import RESOURCES
from desktop.sheet.entry import entry_of
from desktop.sheet.wording import wording
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Criterion, Eligibility
from desktop.ui.trial_detail.sealed_browser import SealedBrowser
from desktop.ui.trial_detail.trial_page import TrialPage, trial_page
from tests.examples import a_trial
from tests.exports.exported import exported, found
from tests.pages import sheet

pytestmark = pytest.mark.usefixtures("qapp")

FACETS = shown_facets(RESOURCES)
SENTENCE = "Tumours may be HER2-positive, HER2-low or HER2-negative"
CORRECTION = Correction("her2", ("positive", "low"), ("positive",), "Asked the centre.", "2026-11-20")


def stored(*, own_work: tuple[Correction, ...] = ()) -> StoredTrial:
    trial = a_trial(
        "NCT09990001",
        summary="A trial in HER2-positive disease.",
        eligibility=Eligibility((Criterion(SENTENCE), Criterion("ECOG 0 or 1")), ()),
    )
    words = {"positive": "HER2-positive", "low": "HER2-low", "negative": "HER2-negative"}
    findings = [found(trial, "her2", value, "inclusion_criteria", quote) for value, quote in words.items()]
    findings.append(found(trial, "her2", "positive", "brief_summary", "HER2-positive"))
    findings.append(found(trial, "ecog_max", "1", "inclusion_criteria", "ECOG 0 or 1"))
    return StoredTrial(trial, tuple(findings), (), own_work=own_work)


def page(of: StoredTrial, *opened: str) -> TrialPage:
    shown = sheet(of, FACETS)
    values = {"her2": ("positive", "low", "negative"), "ecog_max": ("1",)}
    entry = entry_of(exported(of.trial, of.findings, values, own_work=of.own_work), wording(FACETS, RESOURCES), shown)
    return trial_page(shown, entry, opened)


def text(made: TrialPage) -> str:
    document = QTextDocument()
    document.setHtml(made.html)
    return document.toPlainText()


def evidence(made: TrialPage) -> str:
    return text(made).partition("\nEvidence\n")[2].partition("\nEligibility\n")[0]


def test_a_sentence_stands_once_with_all_values_and_marks_the_words_of_each() -> None:
    made = page(stored())
    told = evidence(made)
    assert told.count("Tumours may be") == 1
    assert re.search(r"Positive[^\n]*; Low[^\n]*; Negative", told)
    for words in ("HER2-positive", "HER2-low", "HER2-negative"):
        assert f"<b>{words}</b>" in made.html
    assert "ECOG 0 or 1" in told


def test_a_click_shows_the_further_sentences_value_by_value() -> None:
    (fold,) = set(re.findall(r'href="fold:(more-\d+)"', page(stored()).html))
    told = evidence(page(stored(), fold))
    assert told.count("Tumours may be") == 3
    assert "A trial in HER2-positive disease" in told


def test_the_box_of_who_may_enter_says_a_sentence_once() -> None:
    box = text(page(stored(), "entry-her2")).partition("\nKey facts\n")[0]
    assert box.count("Tumours may be") == 1


@pytest.mark.parametrize("opened", [(), ("entry-her2",)])
def test_a_correction_stands_alone_and_values_that_it_replaces_are_struck_through_apart(
    opened: tuple[str, ...],
) -> None:
    made = page(stored(own_work=(CORRECTION,)), *opened)
    assert "Asked the centre." in evidence(made)
    assert re.findall(r"<s>(Positive|Low|Negative)", made.html) == ["Negative"]
    assert evidence(made).count("Tumours may be") == 2
    box = text(made).partition("\nKey facts\n")[0]
    assert box.count("Tumours may be") == len(opened)


def test_every_place_keeps_its_own_mark() -> None:
    made = page(stored())
    assert len(made.anchors) == len({*made.anchors.values()}) == 5
    for anchor in made.anchors.values():
        assert f'name="{anchor}"' in made.html


def test_a_narrow_pane_breaks_no_word_of_a_value(dressed: QApplication, qtbot: QtBot) -> None:
    trial = a_trial("NCT09990001", summary="Lutetium is given to women with HER2-low disease of any site.")
    given = found(trial, "drug_classes", "radiopharmaceutical", "brief_summary", "Lutetium")
    browser = SealedBrowser()
    qtbot.addWidget(browser)
    browser.resize(260, 400)
    browser.setHtml(page(StoredTrial(trial, (given,), ())).html)
    browser.show()
    blocks = [browser.document().findBlockByNumber(n) for n in range(browser.document().blockCount())]
    (value,) = [each for each in blocks if each.text() == "Radiopharmaceutical therapy"]
    lines = [value.layout().lineAt(n) for n in range(value.layout().lineCount())]
    starts = [each.textStart() for each in lines]
    assert all(start == 0 or value.text()[start - 1] == " " for start in starts)

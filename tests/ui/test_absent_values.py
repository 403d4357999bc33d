"""What a download has no place for is told wherever a value stands, until the download that has it comes."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop.ui.search.facet_item import LINE_ROLE
from desktop.ui.tasks.correction_dialog import CorrectionDialog
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.trial_list.trial_table_model import COLUMNS
from desktop.ui.window.main_window import MainWindow
from tests.documents_of_ours import a_json, a_table
from tests.ui.conftest import Hand

KEY = "NCT09990001"
WHY = (
    "This download (ClinicalTrials.gov table) has no eligibility criteria. "
    "The JSON download of the same trial has them."
)
Bring = Callable[[str, bytes], "Told"]


class Told(NamedTuple):
    """Hold what an import report said: on its labels, and as text to keep."""

    labels: str
    text: str


def told(report: ImportReportDialog) -> Told:
    return Told("\n".join(label.text() for label in report.findChildren(QLabel)), report.as_text())


@pytest.fixture
def bring(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Drop a document on the window, and return the report."""
    reports: list[Told] = []
    monkeypatch.setattr(ImportReportDialog, "exec", lambda self: reports.append(told(self)))

    def drop(name: str, content: bytes) -> Told:
        (tmp_path / name).write_bytes(content)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        place, none = QPoint(600, 400), Qt.KeyboardModifier.NoModifier
        window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
        before = len(reports)
        qtbot.waitUntil(lambda: len(reports) > before, timeout=10_000)
        return reports[-1]

    return drop


def cell(window: MainWindow, column: str) -> str:
    row = window.model.row_of(window.workspace.catalogue.trials.id_of(KEY) or 0)
    return str(window.model.index(row, [each.id for each in COLUMNS].index(column)).data())


def chips(window: MainWindow) -> list[str]:
    # Chips that were replaced live until the event loop deletes them.
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    return [chip.text() for chip in window.detail.chips.findChildren(QToolButton, "chip")]


def test_what_a_table_cannot_tell_is_said_everywhere_and_then_replaced(
    window: MainWindow, hand: Hand, bring: Bring
) -> None:
    before = hand.count("her2", "not_in_document")
    report = bring("table.csv", a_table())
    assert report.labels.count("a ClinicalTrials.gov table, which has no eligibility criteria: HER2") == 1
    assert "on the site choose Download, JSON" in report.text
    assert window.open_trial(KEY)
    assert cell(window, "her2") == cell(window, "hr") == "Not in this download"
    assert hand.count("her2", "not_in_document") == before + 1
    assert hand.item("her2", "not_in_document").data(0, LINE_ROLE).label == "Not in this download"
    silent = ["HER2: not in this download", "HR: not in this download", "Brain mets: not in this download"]
    assert {*silent, "ECOG ≤: not in this download"} <= set(chips(window))
    assert not [chip for chip in chips(window) if ": not stated" in chip]
    assert WHY in window.detail.text.toPlainText()
    assert "Not stated:" not in window.detail.text.toPlainText()
    hand.click_value("brain_metastases", "not_in_document")
    assert "Trastuzumab for Women With Breast Cancer" in hand.titles()
    hand.click_value("brain_metastases", "not_in_document")

    report = bring("study.json", a_json())
    assert "came from" not in report.labels
    assert window.open_trial(KEY)
    assert cell(window, "her2") == "Positive"
    assert hand.count("her2", "not_in_document") == before
    assert "HR: not stated" in chips(window)
    assert not [chip for chip in chips(window) if "not in this download" in chip]
    assert "Not in this download" not in window.detail.text.toPlainText()


def test_a_clinician_fills_in_what_a_table_cannot_tell(window: MainWindow, hand: Hand, bring: Bring) -> None:
    bring("table.csv", a_table())
    assert window.open_trial(KEY)

    def correct() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CorrectionDialog)
        try:
            assert dialog.of_documents.text() == WHY
            offered = {item.data(Qt.ItemDataRole.UserRole) for item in dialog.items()}
            assert "low" in offered
            assert not offered & {"not_in_document", "not_stated"}
            dialog.tick(["low"], "Known from the protocol")
            dialog.accept()
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, correct)
    window.detail.correct_asked.emit("her2", "", False)
    assert "✎ HER2: Low" in chips(window)
    assert cell(window, "her2").startswith("Low")
    stored = window.detail.trial
    assert stored is not None
    assert [each.derived for each in stored.corrections] == [("not_in_document",)]
    bring("study.json", a_json())
    assert window.open_trial(KEY)
    assert hand.count("review", "source_changed") == 1
    assert "the documents now say Positive" in window.detail.warning.whole()


@pytest.mark.parametrize("facet", ["her2", "hr", "brain_metastases", "ecog_max", "phase", "country"])
def test_the_bucket_stands_last_but_one_and_is_shown_at_zero(window: MainWindow, hand: Hand, facet: str) -> None:
    head = hand.item(facet, "not_stated").parent()
    lines = [head.child(place).data(0, LINE_ROLE) for place in range(head.childCount())]
    values = [line.value for line in lines if line.kind == "value"]
    assert values[-2:] == ["not_in_document", "not_stated"]
    assert hand.count("her2", "not_in_document") == 0

"""From the report of an import to its trials, and back to what there was before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.window.main_window import MainWindow
from tests.documents_of_ours import an_xml
from tests.ui.conftest import Hand

Look = Callable[[ImportReportDialog], None]
Bring = Callable[[Look], None]


def of_asthma(number: str) -> bytes:
    return (
        an_xml(number, "Examplinib for Asthma")
        .replace(b"Breast Cancer", b"Asthma")
        .replace(b"Recruiting", b"Completed")
        .replace(b"breast cancer", b"asthma")
    )


@pytest.fixture
def bring(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Import two trials of breast cancer, three of asthma and twenty scans, and look at the report."""

    def work(look: Look) -> None:
        seen: list[bool] = []

        def show(dialog: ImportReportDialog) -> int:
            dialog.show()
            look(dialog)
            seen.append(True)
            return 0

        monkeypatch.setattr(ImportReportDialog, "exec", show)
        folder = tmp_path / "to import"
        folder.mkdir(exist_ok=True)
        for number in range(1, 6):
            content = an_xml(f"NCT0999100{number}") if number <= 2 else of_asthma(f"NCT0999100{number}")
            (folder / f"{number}.xml").write_bytes(content)
        for number in range(20):
            (folder / f"scan {number}.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
        window.tasks.importing.start([folder])
        qtbot.waitUntil(lambda: bool(seen) and not window.tasks.background.is_busy(), timeout=20_000)

    return work


def buttons(dialog: ImportReportDialog) -> dict[str, QPushButton]:
    return {each.accessibleName() or each.text(): each for each in dialog.findChildren(QPushButton)}


def test_the_last_report_opens_again_from_the_menu(
    window: MainWindow, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = window.actions_by_id["last_report"]
    assert not action.isEnabled()
    summaries: list[str] = []
    bring(lambda dialog: summaries.append(dialog.summary()))
    assert action.isEnabled()
    shown: list[ImportReportDialog] = []
    monkeypatch.setattr(ImportReportDialog, "exec", lambda dialog: shown.append(dialog) or 0)
    action.trigger()
    assert [each.summary() for each in shown] == summaries
    assert "Remove this import…" in {words.replace("&", "") for words in buttons(shown[0])}
    window.workspace.catalogue.delete(window.workspace.catalogue.trials.brought_by(shown[0].report.number))
    action.trigger()
    assert "Remove this import…" not in {words.replace("&", "") for words in buttons(shown[1])}


def test_an_answer_of_the_report_lists_its_trials(window: MainWindow, hand: Hand, bring: Bring) -> None:
    bring(lambda dialog: buttons(dialog)["About breast cancer: Show these 2"].click())
    assert hand.titles() == ["Trastuzumab for HER2-positive Breast Cancer"] * 2
    (about,) = [each for each in window.state.query.selected if each[0] == "import"]
    assert window.state.query.selected == {about, ("cancer_site", "breast")}


def test_the_report_answers_what_the_import_brought(window: MainWindow, bring: Bring) -> None:
    said: dict[str, int] = {}

    def look(dialog: ImportReportDialog) -> None:
        said.update({each.label: each.count for each in dialog.report.answers})
        assert dialog.summary() == "5 trials new, 0 joined or changed, 0 unchanged, 20 refused."

    bring(look)
    assert said["New trials"] == said["About breast cancer"] + said["Not about breast cancer"] == 5
    assert (said["Recruiting"], said["HER2 status found"], said["HER2 status needs review"]) == (2, 5, 0)
    assert window.model.rowCount() == 10


def test_twenty_refused_files_of_one_kind_are_one_line(bring: Bring) -> None:
    def look(dialog: ImportReportDialog) -> None:
        table = dialog.findChild(QTreeWidget, "report")
        assert isinstance(table, QTreeWidget)
        first = table.topLevelItem(0)
        assert first is not None
        assert table.topLevelItemCount() == 6
        assert (first.text(0), first.text(3), first.childCount()) == ("refused", "20 files", 20)
        assert "PDF" in first.text(4)
        assert dialog.as_text().count("PDF") == 20

    bring(look)


def test_the_lines_are_sorted_by_a_click_on_a_heading(bring: Bring) -> None:
    def look(dialog: ImportReportDialog) -> None:
        table = dialog.findChild(QTreeWidget, "report")
        assert isinstance(table, QTreeWidget)
        table.header().sectionClicked.emit(1)
        table.sortByColumn(1, table.header().sortIndicatorOrder())
        numbers = [item.text(1) for place in range(6) if (item := table.topLevelItem(place))]
        assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
        table.setCurrentItem(table.topLevelItem(2))
        assert "NCT0999100" in dialog.remark()

    bring(look)


def test_an_import_can_be_removed_from_its_report(window: MainWindow, qtbot: QtBot, bring: Bring) -> None:
    asked: list[str] = []

    def agree() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        (delete,) = [each for each in box.buttons() if each.text() == "&Delete"]
        delete.click()

    def look(dialog: ImportReportDialog) -> None:
        QTimer.singleShot(200, agree)
        buttons(dialog)["&Remove this import…"].click()

    bring(look)
    qtbot.waitUntil(lambda: window.model.rowCount() == 5, timeout=10_000)
    assert asked == ["Delete 5 trials?"]
    window.whole.undo.undo()
    assert window.model.rowCount() == 10

"""One patient from her description through list, comparison and board pack; saved, loaded and deleted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from desktop.matching.patient import Patient
from desktop.matching.words import FIT_WORDS
from desktop.trials.own_work import NO_TRIAL
from desktop.ui.compare.compare_page import ComparePage
from desktop.ui.patient.patient_page import PatientPage
from desktop.ui.tasks.export_dialog import ExportDialog
from desktop.ui.trial_list.trial_table_model import FIT
from desktop.ui.window.copying import copy_rows
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.own_work_files import write_own_work
from tests.ui.conftest import answer_file_dialog

LABEL = "Case 12"


def described(window: MainWindow, **answers: object) -> PatientPage:
    window.actions_by_id["show_patient"].trigger()
    page = window.pages.currentWidget()
    assert isinstance(page, PatientPage)
    for name, value in answers.items():
        page.form.choices[name].setCurrentIndex(page.form.choices[name].findData(value))
    return page


def save_as(page: PatientPage, monkeypatch: pytest.MonkeyPatch, label: str) -> str:
    """Save the patient, and return the words that asked for the label."""
    asked: list[str] = []

    def answer(dialog: QInputDialog) -> int:
        asked.append(dialog.labelText())
        dialog.setTextValue(label)
        return int(QInputDialog.DialogCode.Accepted)

    monkeypatch.setattr(QInputDialog, "exec", answer)
    page.form.saved.save.click()
    return asked[0]


def fits_in_list(window: MainWindow) -> list[str]:
    return [str(window.model.index(row, FIT).data()) for row in range(window.model.rowCount())]


def test_while_a_patient_is_described_the_list_tells_how_each_trial_fits(
    open_window: Callable[[], MainWindow],
) -> None:
    window = open_window()
    header = window.trial_list.header
    chosen = header.shown()
    assert header.isSectionHidden(FIT)
    page = described(window, her2="1+")
    window.actions_by_id["show_list"].trigger()
    assert not header.isSectionHidden(FIT)
    assert set(fits_in_list(window)) <= set(FIT_WORDS.values())
    assert fits_in_list(window).count("does not fit") == int(page.lists.item_of("does_not_fit").text().split()[0])
    assert header.shown() == chosen
    copy_rows(window.trial_list)
    assert "\tFit" not in QGuiApplication.clipboard().text()
    described(window, her2="3+")
    assert "fits what was read" in fits_in_list(window)
    page.form.clear()
    assert header.isSectionHidden(FIT)


def test_a_comparison_begins_with_her_rows_which_are_copied_only_if_ticked(
    open_window: Callable[[], MainWindow],
) -> None:
    window = open_window()
    described(window, her2="1+")
    window.actions_by_id["show_list"].trigger()
    flags = QItemSelectionModel.SelectionFlag
    for row in (0, 1):
        window.trial_list.selectionModel().select(window.model.index(row, 0), flags.Select | flags.Rows)
    window.actions_by_id["compare"].trigger()
    page = window.pages.currentWidget()
    assert isinstance(page, ComparePage)
    first, her2 = page.shown.rows[:2]
    assert [first.label, her2.label] == ["Fit", "Fit: HER2 status"]
    assert [cell.lines[0].words.lower() for cell in first.cells] == [
        fits_in_list(window)[window.model.row_of(trial_id)] for trial_id in window.trial_list.selected_ids()
    ]
    assert any(cell.evidence for cell in her2.cells)
    page.copy_table()
    assert "Fit: HER2 status" not in QGuiApplication.clipboard().text()
    page.with_patient.click()
    page.copy_table()
    assert "Fit: HER2 status" in QGuiApplication.clipboard().text()


def test_a_saved_patient_comes_back_after_a_restart_and_can_be_deleted_and_brought_back(
    open_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = open_window()
    page = described(window, her2="1+", ecog=1)
    page.form.names["prior"].set_names(["Taxane"])
    told = page.form.patient()
    assert "no names" in save_as(page, monkeypatch, f"  {LABEL} ")
    assert page.form.saved.label == LABEL
    window.close()

    window = open_window()
    page = described(window)
    bar = page.form.saved
    assert page.form.patient() == Patient()
    assert not bar.delete.isEnabled()
    bar.choice.setCurrentIndex(bar.choice.findData(LABEL))
    bar.choice.activated.emit(bar.choice.currentIndex())
    assert page.form.patient() == told
    bar.delete.click()
    catalogue = window.workspace.catalogue
    assert catalogue.trials.own_work_of(NO_TRIAL) == ()
    assert bar.choice.findData(LABEL) < 0
    window.actions_by_id["undo"].trigger()
    assert bar.choice.findData(LABEL) >= 0
    file = tmp_path / "own.json"
    for ticked in (False, True):
        write_own_work(catalogue, file, with_patients=ticked)
        assert (LABEL in file.read_text(encoding="utf-8")) == ticked


@pytest.mark.parametrize(("page", "label"), [(False, True), (True, False), (True, True)])
def test_the_board_pack_has_a_page_for_her_and_her_label_only_if_ticked(
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    page: bool,
    label: bool,
) -> None:
    window = open_window()
    her = described(window, her2="1+", ecog=1)
    save_as(her, monkeypatch, LABEL)
    target = tmp_path / "board.pdf"

    def answer(dialog: ExportDialog) -> int:
        dialog.choose(scope=1, format_="board")
        assert not dialog.own_work.patient.isChecked()
        dialog.own_work.patient.setChecked(page)
        dialog.own_work.labels.setChecked(label)
        return int(ExportDialog.DialogCode.Accepted)

    monkeypatch.setattr(ExportDialog, "exec", answer)
    answer_file_dialog(monkeypatch, target)
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: window.status.words() == f"Written to {target}", timeout=120_000)
    pdf = PdfReader(target)
    text = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    assert ("IHC 1+" in text and "the protocol and the investigator decide" in text) == page
    assert (LABEL in text) == (page and label)
    assert "ligible" not in " ".join(pdf.pages[1].extract_text().split()) if page else True

"""The dialogs for files and folders: they look into no file, which would take the catalogue its locks."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QTreeView
from pytestqt.qtbot import QtBot

from desktop.ui.look.file_dialogs import file_to_open, file_to_save, files_to_open, folder_to_open
from desktop.ui.window.main_window import MainWindow
from tests.documents_of_ours import an_xml
from tests.ui.conftest import answer_file_dialog


@pytest.fixture
def looked(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Show every dialog until its folder is listed, and leave it; hold what it said of which file."""
    seen: list[dict[str, str]] = []

    def look(dialog: QFileDialog) -> QDialog.DialogCode:
        dialog.show()
        tree = dialog.findChild(QTreeView)
        assert isinstance(tree, QTreeView)
        qtbot.waitUntil(lambda: "catalogue.db" in _listed(tree.model(), tree.rootIndex()), timeout=20_000)
        seen.append(_listed(tree.model(), tree.rootIndex()))
        dialog.hide()
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QFileDialog, "exec", look)
    return seen


def _listed(model: QAbstractItemModel, folder: QModelIndex) -> dict[str, str]:
    rows = range(model.rowCount(folder))
    kinds = {model.index(row, 0, folder).data(): model.index(row, 2, folder).data() for row in rows}
    return kinds if all(kinds.values()) else {}


def test_after_a_look_at_its_folder_and_a_save_by_another_program_the_window_still_saves(
    window: MainWindow,
    qtbot: QtBot,
    project: Path,
    tmp_path: Path,
    looked: list[dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.informativeText()))
    catalogue = window.workspace.catalogue.path
    (tmp_path / "letters").mkdir()
    window.actions_by_id["open_catalogue"].trigger()
    (names,) = looked
    assert (names["catalogue.db"], names["letters"]) == ("DB", "Folder")
    new = tmp_path / "NCT00000042.xml"
    new.write_bytes(an_xml("NCT00000042"))
    places = ["--database", str(catalogue), "--config", str(tmp_path / "other")]
    command = [sys.executable, "main.py", *places, "import", str(new)]
    subprocess.run(command, cwd=project, capture_output=True, check=True)
    qtbot.waitUntil(lambda: window.model.rowCount() == 6, timeout=20_000)
    window.actions_by_id["star"].trigger()
    assert told == []
    assert "Undo: Ctrl+Z" in window.status.words()


def test_the_file_to_write_is_suggested_in_its_folder(window: MainWindow, tmp_path: Path, looked: object) -> None:
    assert looked == []
    (tmp_path / "catalogue.db").touch()
    assert file_to_save(window, "Export", tmp_path / "trials.csv", "Tables (*.db)") == ("", "")


def test_what_was_chosen_is_given_back(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "chosen.csv"
    answer_file_dialog(monkeypatch, target, "Tables (*.csv)")
    assert file_to_open(window, "Open", str(tmp_path), "Tables (*.csv)") == str(target)
    assert files_to_open(window, "Open", str(tmp_path)) == [str(target)]
    assert folder_to_open(window, "Open", str(tmp_path)) == str(target)
    assert file_to_save(window, "Save", target, "Tables (*.csv)") == (str(target), "Tables (*.csv)")

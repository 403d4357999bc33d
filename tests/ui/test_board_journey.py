"""From the list to the tumour board and back: the whole way in the window, through a restart."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.shortlists.note_dialog import NoteDialog
from desktop.ui.tasks.export_dialog import ExportDialog
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.shortlists import shortlists, trials_on
from tests.ui.conftest import answer_file_dialog

Key = Qt.Key
NAME = "My shortlist"
pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)", extend=True)


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        menu = window.whole.decisions.reason_menu
        qtbot.keyClick(menu if menu.isVisible() else window.trial_list, key)


def export(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, target: Path, format_: str) -> None:
    def answer(dialog: ExportDialog) -> int:
        dialog.choose(scope=1, format_=format_)
        return int(ExportDialog.DialogCode.Accepted)

    monkeypatch.setattr(ExportDialog, "exec", answer)
    answer_file_dialog(monkeypatch, target)
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: window.status.words() == f"Written to {target}", timeout=120_000)


def test_import_star_judge_compare_note_print_and_find_it_all_again(
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    import_trials: Callable[..., None],
) -> None:
    window = open_window()
    import_trials(window, *[f"NCT{number:08}" for number in range(1, 16)])
    assert window.model.rowCount() == 20

    window.search("kind:registration nct0*")
    window.trial_list.setFocus()
    window.trial_list.choose(window.model.ids[0])
    press(window, qtbot, *[Key.Key_Space, Key.Key_Down] * 12)
    (counted,) = shortlists(window.workspace.catalogue)
    assert (counted.name, counted.trials) == (NAME, 12)

    window.whole.shortlists.lines.itemClicked.emit(window.whole.shortlists.lines.item(0))
    window.trial_list.setFocus()
    window.trial_list.choose(window.model.ids[0])
    press(window, qtbot, *[Key.Key_I] * 4, *[Key.Key_M] * 4, *[Key.Key_X, Key.Key_6] * 4)
    (counted,) = shortlists(window.workspace.catalogue)
    assert counted.decided == (0, 4, 4, 4)

    window.trial_list.clearSelection()
    for row in range(4):
        window.trial_list.selectionModel().select(
            window.model.index(row, 0),
            window.trial_list.selectionModel().SelectionFlag.Select
            | window.trial_list.selectionModel().SelectionFlag.Rows,
        )
    window.actions_by_id["compare"].trigger()
    assert window.pages.name() == "compare"
    window.actions_by_id["show_list"].trigger()

    monkeypatch.setattr(NoteDialog, "exec", lambda dialog: dialog.text.setPlainText("Ask the surgeon") or 1)
    for row in (0, 1):
        window.trial_list.choose(window.model.ids[row])
        press(window, qtbot, Key.Key_N)

    export(window, qtbot, monkeypatch, tmp_path / "board.pdf", "board")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "board.pdf").pages]
    assert len(pages) <= 12 + 3
    assert "Site too far" in pages[0]
    assert not any("Ask the surgeon" in page or NAME in page for page in pages)

    export(window, qtbot, monkeypatch, tmp_path / "board.xlsx", "xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "board.xlsx", read_only=True)
    cells = [str(cell) for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    workbook.close()
    assert "Site too far" in cells
    assert not any("Ask the surgeon" in cell or NAME in cell for cell in cells)

    before = trials_on(window.workspace.catalogue, NAME)
    window.close()
    window.workspace.catalogue.close()
    again = open_window()
    assert trials_on(again.workspace.catalogue, NAME) == before
    assert sum(len(each.notes) for each in before) == 2
    again.search("starred note:surgeon")
    assert again.model.rowCount() == 2

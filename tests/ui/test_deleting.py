"""Deleting with the hand: asked once with the number, undone with a key, gone for good when the program ends."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import StorageError
from desktop.ui.tasks.imports_dialog import ImportsDialog
from desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import Hand

Answer = Callable[[str], list[str]]


@pytest.fixture
def answer() -> Iterator[Answer]:
    """Let the next question be answered by the button with these words, and tell what was asked."""
    asked: list[str] = []

    def next_one(button: str) -> list[str]:
        def press() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            default = box.defaultButton()
            assert isinstance(default, QPushButton)
            asked.append(f"{box.text()} [{default.text()}] {box.informativeText()}")
            (chosen,) = [each for each in box.buttons() if each.text().replace("&", "") == button]
            chosen.click()

        QTimer.singleShot(0, press)
        return asked

    return next_one


def press_delete(window: MainWindow, qtbot: QtBot) -> None:
    window.trial_list.setFocus()
    qtbot.keyClick(window.trial_list, Qt.Key.Key_Delete)


def test_selected_trials_are_deleted_after_one_question_and_come_back(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer
) -> None:
    before, positive = hand.titles(), hand.count("her2", "positive")
    window.trial_list.selectRow(0)
    qtbot.keyClick(window.trial_list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    asked = answer("Delete")
    press_delete(window, qtbot)
    assert len(asked) == 1
    assert asked[0].startswith("Delete 2 trials? [Cancel] Undo brings them back until the program ends")
    assert hand.titles() == before[2:]
    assert window.status.words() == "2 trials deleted · Undo: Ctrl+Z"
    assert window.actions_by_id["undo"].text().endswith("deletion of 2 trials")
    window.actions_by_id["undo"].trigger()
    assert hand.titles() == before
    assert hand.count("her2", "positive") == positive
    assert window.status.words() == "Undone: 2 trials brought back · Redo: Ctrl+Shift+Z"
    window.actions_by_id["redo"].trigger()
    assert hand.titles() == before[2:]


def test_the_question_about_one_trial_names_it(window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer) -> None:
    window.trial_list.selectRow(1)
    stored = window.detail.trial
    assert stored is not None
    asked = answer("Delete")
    press_delete(window, qtbot)
    assert asked[0].startswith(f"Delete {stored.trial.key}? [Cancel] ")
    assert stored.trial.title in asked[0]
    assert window.status.words() == f"{stored.trial.key} deleted · Undo: Ctrl+Z"
    assert window.actions_by_id["undo"].text().endswith(f"deletion of {stored.trial.key}")


def test_a_question_that_is_not_agreed_to_changes_nothing(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer
) -> None:
    before = hand.titles()
    window.trial_list.selectRow(0)
    answer("Cancel")
    press_delete(window, qtbot)
    assert hand.titles() == before
    assert not window.whole.undo.canUndo()


def test_the_pane_shows_no_deleted_trial(window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer) -> None:
    window.trial_list.selectAll()
    answer("Delete")
    press_delete(window, qtbot)
    assert hand.titles() == []
    assert window.detail.is_empty()
    window.actions_by_id["undo"].trigger()
    assert len(hand.titles()) == 5


def test_after_a_deletion_the_next_trial_is_current_and_read(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer
) -> None:
    titles = hand.titles()
    window.trial_list.selectRow(1)
    answer("Delete")
    press_delete(window, qtbot)
    assert window.detail.trial is not None
    assert window.detail.trial.trial.title == titles[2]


def test_the_examples_say_what_they_are_and_go_with_one_click(
    window: MainWindow, qtbot: QtBot, import_trials: Callable[..., None]
) -> None:
    import_trials(window, "NCT00000001")
    window.open_trial("NCT02843126")
    note = window.detail.example.button
    assert note.isVisible()
    qtbot.mouseClick(note, Qt.MouseButton.LeftButton)
    assert window.model.rowCount() == 1
    assert window.status.words().startswith("5 trials deleted")
    assert not note.isVisible()
    assert not window.actions_by_id["delete_examples"].isEnabled()
    window.actions_by_id["undo"].trigger()
    assert window.model.rowCount() == 6
    assert window.actions_by_id["delete_examples"].isEnabled()


def test_the_trial_that_is_left_is_chosen_and_read_when_a_click_deletes_the_examples(
    window: MainWindow, hand: Hand, qtbot: QtBot, import_trials: Callable[..., None]
) -> None:
    import_trials(window, "NCT00000001")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.search("trastuzumab")
    window.open_trial("NCT02843126")
    window.detail.example.button.setFocus()
    qtbot.mouseClick(window.detail.example.button, Qt.MouseButton.LeftButton)
    assert len(hand.titles()) == 1
    assert window.detail.trial is not None
    assert window.detail.trial.trial.key == "NCT00000001"
    assert window.trial_list.selected_ids() == window.model.ids
    window.actions_by_id["undo"].trigger()
    assert window.detail.trial.trial.key == "NCT00000001"


def test_all_that_one_import_brought_is_deleted_from_the_list_of_imports(
    window: MainWindow, hand: Hand, qtbot: QtBot, import_trials: Callable[..., None], answer: Answer
) -> None:
    before = hand.titles()
    import_trials(window, "NCT00000001", "NCT00000002", "NCT00000003")

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportsDialog)
        assert [dialog.table.item(row, 3).text() for row in range(dialog.table.rowCount())] == ["3", "5"]
        dialog.delete_button.click()

    QTimer.singleShot(0, choose)
    window.actions_by_id["imports"].trigger()
    asked = answer("Delete")
    qtbot.waitUntil(lambda: window.model.rowCount() == 5)
    assert asked[0].startswith("Delete 3 trials?")
    assert hand.titles() == before


def test_a_deletion_that_fails_is_told_and_cannot_be_undone(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_catalogue: Catalogue, _ids: object) -> None:
        raise StorageError("The disk is full.")

    told: list[str] = []
    monkeypatch.setattr(Catalogue, "delete", fail)
    monkeypatch.setattr("desktop.ui.tasks.deleting.show_fault", lambda *said: told.append(said[-1]))
    window.trial_list.selectRow(0)
    answer("Delete")
    press_delete(window, qtbot)
    assert told == ["The disk is full."]
    assert len(hand.titles()) == 5
    assert not window.whole.undo.canUndo()


def test_undo_brings_trials_back_from_a_search_box_that_has_nothing_to_undo(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Answer
) -> None:
    window.search("her2:positive")
    window.actions_by_id["clear_filters"].trigger()
    window.trial_list.selectRow(0)
    answer("Delete")
    press_delete(window, qtbot)
    assert len(hand.titles()) == 4
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.search_box.setFocus()
    qtbot.keyClicks(window.search_box, "x")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.search_box.text() == ""
    assert len(window.workspace.catalogue) == 4
    qtbot.keyClick(window.search_box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(window.workspace.catalogue) == 5


def test_delete_in_the_search_box_deletes_letters_and_no_trials(window: MainWindow, qtbot: QtBot) -> None:
    window.search_box.setFocus()
    qtbot.keyClicks(window.search_box, "ab")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Home)
    qtbot.keyClick(window.search_box, Qt.Key.Key_Delete)
    assert window.search_box.text() == "b"
    assert len(window.workspace.catalogue) == 5


def test_after_the_program_ended_what_was_deleted_is_gone(open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = open_window()
    window.actions_by_id["delete_examples"].trigger()
    window.close()
    window.workspace.catalogue.close()
    again = open_window()
    assert again.model.rowCount() == 0
    assert again.workspace.catalogue.faults() == ()

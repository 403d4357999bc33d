"""What a clinician does where she knows better than the documents' wording, with real clicks and keys."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenu, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from desktop.paths import RESOURCES
from desktop.ui.correction_dialog import CorrectionDialog
from desktop.ui.deriving import DerivationDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.names_dialog import NamesDialog
from desktop.workflows.export_trials import Selection
from desktop.workflows.import_documents import import_documents
from tests.documents_of_ours import an_xml
from tests.ui.conftest import Hand

KEY = "NCT02843126"
CTRL = Qt.KeyboardModifier.ControlModifier


def chip(window: MainWindow, words: str) -> QToolButton:
    # Chips that were replaced live until the event loop deletes them; the newest come last.
    return next(each for each in chips(window)[::-1] if words in each.text())


def chips(window: MainWindow) -> list[QToolButton]:
    return window.detail._chips.findChildren(QToolButton, "chip")


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key, keys)


def chip_menu(window: MainWindow, words: str) -> QMenu:
    return chip(window, words).findChild(QMenu)


def trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


@pytest.fixture
def answer(qtbot: QtBot) -> Iterator[Callable[[Callable[[CorrectionDialog], None]], None]]:
    """Let a test act on the dialog that the next click opens; what goes wrong there fails the test."""

    def prepare(act: Callable[[CorrectionDialog], None]) -> None:
        def when_open() -> None:
            dialog = QApplication.activeModalWidget()
            assert dialog is not None
            try:
                act(dialog)
            finally:
                if dialog.isVisible():
                    dialog.close()

        QTimer.singleShot(0, when_open)

    return prepare


def tick(dialog: CorrectionDialog, value: str, state: Qt.CheckState = Qt.CheckState.Checked) -> None:
    next(item for item in dialog._items() if item.data(Qt.ItemDataRole.UserRole) == value).setCheckState(state)


def save(qtbot: QtBot, dialog: CorrectionDialog) -> None:
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)


def test_a_correction_needs_a_reason_counts_is_marked_and_can_be_undone(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)
    before = hand.count("her2", "positive")

    def correct(dialog: CorrectionDialog) -> None:
        assert dialog.facet.id == "her2"
        assert "The documents say: Positive" in dialog.said.text()
        assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
        tick(dialog, "positive", Qt.CheckState.Unchecked)
        tick(dialog, "low")
        qtbot.keyClicks(dialog.reason.lineEdit(), "Read in the protocol")
        save(qtbot, dialog)

    answer(correct)
    trigger(chip_menu(window, "HER2: Positive"), "Correct…")
    assert "✎" in chip(window, "HER2: Low").text()
    assert "Read in the protocol" in window.detail.text.toPlainText()
    assert (hand.count("her2", "positive"), hand.count("her2", "low")) == (before - 1, 1)
    assert hand.count("review", "corrected") == 1
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert "✎" not in chip(window, "HER2: Positive").text()
    assert hand.count("her2", "positive") == before
    press(qtbot, window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "✎" in chip(window, "HER2: Low").text()


def test_confirming_keeps_the_value_and_marks_it(window: MainWindow, qtbot: QtBot, answer: Callable) -> None:
    assert window.open_trial(KEY)
    answer(lambda dialog: save(qtbot, dialog))
    trigger(chip_menu(window, "HER2: Positive"), "Confirm…")
    assert "✎" in chip(window, "HER2: Positive").text()
    assert "Confirmed by you" in chip(window, "HER2: Positive").toolTip()
    trigger(chip_menu(window, "HER2: Positive"), "Take back your correction")
    assert "✎" not in chip(window, "HER2: Positive").text()


def test_removing_the_only_value_leaves_not_stated(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)

    def remove(dialog: CorrectionDialog) -> None:
        assert dialog.chosen() == ()
        qtbot.keyClicks(dialog.reason.lineEdit(), "Background only")
        save(qtbot, dialog)

    answer(remove)
    trigger(chip_menu(window, "HER2: Positive"), "Remove…")
    assert "✎" in chip(window, "HER2: not stated").text()
    window.search(f"her2:not_stated {KEY}")
    assert len(hand.titles()) == 1


def test_what_the_documents_do_not_say_can_be_added_from_the_keyboard(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)

    def add(dialog: CorrectionDialog) -> None:
        dialog.which.setCurrentText("Brain metastases")
        tick(dialog, "allowed")
        tick(dialog, "excluded")
        assert dialog.chosen() == ("excluded",)
        qtbot.keyClicks(dialog.reason.lineEdit(), "Asked the study team")
        save(qtbot, dialog)

    answer(add)
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert "✎" in chip(window, "Brain mets: Excluded").text()


def test_a_correction_survives_a_restart_a_newer_document_and_is_flagged(
    open_window: Callable[[], MainWindow], qtbot: QtBot, answer: Callable, tmp_path: Path
) -> None:
    window = open_window()
    workspace = window.workspace
    (tmp_path / "one.xml").write_bytes(an_xml("NCT09990001"))
    import_documents([tmp_path / "one.xml"], workspace.catalogue, workspace.vocabularies)
    window.reload()
    assert window.open_trial("NCT09990001")
    answer(lambda dialog: save(qtbot, dialog))
    trigger(chip_menu(window, "HER2: Positive"), "Confirm…")
    window.close()
    again = open_window()
    newer = an_xml("NCT09990001").replace(b"HER2-positive", b"HER2-negative")
    (tmp_path / "one.xml").write_bytes(newer)
    import_documents([tmp_path / "one.xml"], again.workspace.catalogue, again.workspace.vocabularies)
    again.reload()
    press(qtbot, again, Qt.Key.Key_R, CTRL)
    assert [row.key for row in again.workspace.catalogue.rows(again.model.ids)] == ["NCT09990001"]
    assert again.open_trial("NCT09990001")
    assert "the documents now say Negative, not subdivided; your correction" in again.detail._warning.text()
    assert "HER2: Positive" in chip(again, "✎").text()


def test_a_correction_is_in_the_export(window: MainWindow, qtbot: QtBot, answer: Callable, tmp_path: Path) -> None:
    assert window.open_trial(KEY)
    answer(lambda dialog: save(qtbot, dialog))
    trigger(chip_menu(window, "HER2: Positive"), "Confirm…")
    number = window.workspace.catalogue.id_of(KEY)
    assert number is not None
    done: list[str] = []
    window.tasks.exporting.start(tmp_path / "out.csv", Selection((number,), "1 trial"), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Corrections"].startswith("HER2 status: Positive (IHC 3+ or 2+/ISH+), confirmed by the user on ")


def test_the_switch_reads_her2_the_other_way(window: MainWindow, hand: Hand) -> None:
    switch = window.facet_panel._items[("her2", "switch", "")]
    hand.click_item(switch, x=40)
    hand.click_value("her2", "low")
    assert window.state.query.selected == {("her2~", "low")}
    hand.click_item(switch, x=40)
    assert window.state.query.selected == {("her2", "low")}


def test_the_switch_leaves_only_what_is_investigated(window: MainWindow, hand: Hand) -> None:
    window.search("class~taxane")
    assert len(hand.titles()) <= len(window.workspace.catalogue.search(window.state.query.read_again("drug_classes")))
    line = window.facet_panel._items[("drug_classes", "switch", "")].data(0, Qt.ItemDataRole.UserRole + 1)
    assert line.mark == "selected"


def test_unknown_names_are_listed_and_lead_to_their_trials(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable, tmp_path: Path
) -> None:
    unknown = an_xml("NCT09990001").replace(b"<intervention_name>Trastuzumab<", b"<intervention_name>ZYX-17<")
    (tmp_path / "one.xml").write_bytes(unknown)
    import_documents([tmp_path / "one.xml"], window.workspace.catalogue, window.workspace.vocabularies)
    window.reload()

    def choose(dialog: NamesDialog) -> None:
        names = [dialog.table.item(row, 0) for row in range(dialog.table.rowCount())]
        dialog.table.itemActivated.emit(next(item for item in names if item.text() == "ZYX-17"))

    answer(choose)
    window.actions_by_id["unknown_names"].trigger()
    assert window.state.query.text == '"ZYX-17"'
    assert len(hand.titles()) == 1


def test_deriving_again_after_teaching_the_vocabulary_a_name(
    window: MainWindow, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    unknown = an_xml("NCT09990001").replace(b"<intervention_name>Trastuzumab<", b"<intervention_name>ZYX-17<")
    (tmp_path / "one.xml").write_bytes(unknown)
    import_documents([tmp_path / "one.xml"], window.workspace.catalogue, window.workspace.vocabularies)
    window.reload()
    own = window.workspace.own_folder
    own.mkdir()
    drugs = Path(shutil.copy(RESOURCES / "vocabularies" / "drugs.csv", own))
    drugs.write_text(
        drugs.read_text(encoding="utf-8").replace("verified,Taxol|", "verified,ZYX-17|Taxol|", 1), encoding="utf-8"
    )
    shown: list[str] = []

    def agree() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, DerivationDialog):
            timer.start(20)
            return
        shown.extend(dialog.table.item(row, 3).text() for row in range(dialog.table.rowCount()))
        dialog.accept()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(agree)
    timer.start(20)
    window.actions_by_id["derive_again"].trigger()
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy() and bool(shown), timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy())
    assert "Taxane" in " ".join(shown)
    window.search("class:taxane NCT09990001")
    assert len(hand.titles()) == 1


def test_deriving_again_without_a_change_says_so(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda *words: said.append(words[2]))
    window.actions_by_id["derive_again"].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["Nothing would change."]

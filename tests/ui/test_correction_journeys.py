"""What a clinician does where she knows better than the documents' wording, with real clicks and keys."""

import contextlib
import csv
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenu, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from desktop.paths import RESOURCES
from desktop.trials.facets import FacetValue
from desktop.ui.tasks.correction_dialog import CorrectionDialog
from desktop.ui.tasks.deriving import DerivationDialog
from desktop.ui.tasks.names_dialog import NamesDialog
from desktop.ui.trial_list.trial_table_model import COLUMNS
from desktop.ui.window.main_window import MainWindow
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
    return window.detail.chips.findChildren(QToolButton, "chip")


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
    next(item for item in dialog.items() if item.data(Qt.ItemDataRole.UserRole) == value).setCheckState(state)


def save(qtbot: QtBot, dialog: CorrectionDialog) -> None:
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)


def test_a_correction_needs_a_reason_counts_is_marked_and_can_be_undone(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)
    before = hand.count("her2", "positive")

    def correct(dialog: CorrectionDialog) -> None:
        assert dialog.facet.id == "her2"
        assert "The documents say: Positive" in dialog.of_documents.text()
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


def to_low(qtbot: QtBot) -> Callable[[CorrectionDialog], None]:
    """Correct HER2 from positive to low."""

    def correct(dialog: CorrectionDialog) -> None:
        tick(dialog, "positive", Qt.CheckState.Unchecked)
        tick(dialog, "low")
        qtbot.keyClicks(dialog.reason.lineEdit(), "Read in the protocol")
        save(qtbot, dialog)

    return correct


def test_saving_undoing_redoing_and_taking_back_are_confirmed_in_words(
    window: MainWindow, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)
    answer(to_low(qtbot))
    trigger(chip_menu(window, "HER2: Positive"), "Correct…")
    corrected = f"HER2 status of {KEY} corrected to Low (IHC 1+ or 2+/ISH−) · Undo: Ctrl+Z"
    assert window.status.words() == corrected
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    positive = "Positive (IHC 3+ or 2+/ISH+)"
    undone = f"Undone: HER2 status of {KEY} is {positive}, as in the documents · Redo: Ctrl+Shift+Z"
    assert window.status.words() == undone
    press(qtbot, window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.status.words() == f"Redone: {corrected}"
    trigger(chip_menu(window, "HER2: Low"), "Take back your correction")
    taken_back = f"Correction of HER2 status of {KEY} taken back: {positive}, as in the documents · Undo: Ctrl+Z"
    assert window.status.words() == taken_back
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.status.words().startswith(f"Undone: HER2 status of {KEY} is Low (IHC 1+ or 2+/ISH−) again")


def test_confirming_is_said_and_the_next_click_says_again_what_is_shown(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)
    answer(lambda dialog: save(qtbot, dialog))
    trigger(chip_menu(window, "HER2: Positive"), "Confirm…")
    assert window.status.words().startswith(f"HER2 status of {KEY} confirmed as Positive")
    hand.click_value("her2", "positive")
    assert "HER2 status: Positive" in window.status.words()


def test_what_could_not_be_kept_is_not_confirmed_and_cannot_be_undone(
    window: MainWindow, qtbot: QtBot, answer: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.open_trial(KEY)
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.tasks.correcting.show_fault", lambda _window, title, _why: told.append(title))
    with contextlib.closing(sqlite3.connect(window.workspace.catalogue.path)) as other:
        window.workspace.catalogue._connection.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN EXCLUSIVE")
        answer(to_low(qtbot))
        trigger(chip_menu(window, "HER2: Positive"), "Correct…")
    assert told == ["The value was not kept"]
    assert "corrected" not in window.status.words()
    assert not window.whole.undo.canUndo()


def seen(window: MainWindow, words: str) -> int:
    """Return at which height of the window some words of the text stand, in pixels."""
    for _ in range(5):  # a layout asks for another
        QApplication.processEvents()
    text = window.detail.text
    cursor = text.document().find(words)
    assert not cursor.isNull(), words
    cursor.setPosition(cursor.selectionStart())
    return text.viewport().mapTo(window, text.cursorRect(cursor).topLeft()).y()


@pytest.mark.parametrize("words", ["Inclusion criteria", "Primary", "Conditions"])
def test_the_text_does_not_jump_when_a_value_is_corrected_undone_and_taken_back(
    window: MainWindow, qtbot: QtBot, answer: Callable, words: str
) -> None:
    assert window.open_trial(KEY)
    bar = window.detail.text.verticalScrollBar()
    bar.setValue(seen(window, words) - window.detail.text.mapTo(window, QPoint(0, 0)).y() + bar.value() - 40)
    before, selected = seen(window, words), window.trial_list.selected_ids()
    assert bar.value() > 0
    answer(to_low(qtbot))
    trigger(chip_menu(window, "HER2: Positive"), "Correct…")
    assert seen(window, words) == before
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert seen(window, words) == before
    press(qtbot, window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    trigger(chip_menu(window, "HER2: Low"), "Take back your correction")
    assert seen(window, words) == before
    assert window.trial_list.selected_ids() == selected
    assert window.open_trial(window.workspace.catalogue.index.rows(window.model.ids)[0].key)
    assert bar.value() == 0


def test_the_text_does_not_jump_when_the_head_grows_by_lines_of_chips(
    window: MainWindow, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)
    assert seen(window, "Inclusion criteria") > 0
    window.detail.chips.open()
    window.detail.text.scrollToAnchor("eligibility")
    before, head = seen(window, "Inclusion criteria"), window.detail.head.height()

    def add_classes(dialog: CorrectionDialog) -> None:
        dialog.which.setCurrentText("Drug class")
        for value in ("taxane", "anthracycline", "cdk_inhibitor", "parp_inhibitor", "her2_tki"):
            tick(dialog, value)
        qtbot.keyClicks(dialog.reason.lineEdit(), "Known from the protocol")
        save(qtbot, dialog)

    answer(add_classes)
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert seen(window, "Inclusion criteria") == before
    assert window.detail.head.height() > head
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert seen(window, "Inclusion criteria") == before
    assert window.detail.head.height() == head


def test_a_corrected_value_stands_in_the_first_place_everywhere(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable
) -> None:
    assert window.open_trial(KEY)
    answer(to_low(qtbot))
    trigger(chip_menu(window, "HER2: Positive"), "Correct…")
    number = window.trial_list.current_id()
    assert number is not None
    cell = window.model.index(window.model.row_of(number), [each.id for each in COLUMNS].index("her2"))
    assert cell.data() == "Low · ✎ yours"
    assert "Corrected by you" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert not [each for each in chips(window) if "Positive" in each.text() and each.isVisibleTo(window.detail)]
    page = window.detail.text.toHtml()
    evidence = page[page.index("Evidence") :]
    # Qt sets the first letter behind an anchor apart.
    own, reason, derived = (evidence.index(words) for words in ("ow (IHC", "Read in the protocol", "Positive (IHC"))
    assert own < reason < derived < evidence.index("Her-2")
    assert "line-through" in evidence[:derived].rpartition("<span")[2]
    window.search("her2:low")
    assert len(hand.titles()) == 1


def test_the_chip_of_a_corrected_value_leads_to_the_reason(window: MainWindow, qtbot: QtBot, answer: Callable) -> None:
    assert window.open_trial(KEY)
    answer(to_low(qtbot))
    trigger(chip_menu(window, "HER2: Positive"), "Correct…")
    window.detail.text.verticalScrollBar().setValue(0)
    qtbot.mouseClick(chip(window, "HER2: Low"), Qt.MouseButton.LeftButton)
    top = window.detail.text.mapTo(window, QPoint(0, 0)).y()
    assert 0 <= seen(window, "Read in the protocol") - top < window.detail.text.viewport().height()
    assert window.detail.text.verticalScrollBar().value() > 0


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
    window.results.reload()
    assert window.open_trial("NCT09990001")
    answer(lambda dialog: save(qtbot, dialog))
    trigger(chip_menu(window, "HER2: Positive"), "Confirm…")
    window.close()
    again = open_window()
    newer = an_xml("NCT09990001").replace(b"HER2-positive", b"HER2-negative")
    (tmp_path / "one.xml").write_bytes(newer)
    import_documents([tmp_path / "one.xml"], again.workspace.catalogue, again.workspace.vocabularies)
    again.results.reload()
    press(qtbot, again, Qt.Key.Key_R, CTRL)
    assert [row.key for row in again.workspace.catalogue.index.rows(again.model.ids)] == ["NCT09990001"]
    assert again.open_trial("NCT09990001")
    assert "the documents now say Negative, not subdivided; your correction" in again.detail.warning.whole()
    assert "HER2: Positive" in chip(again, "✎").text()


def test_a_correction_is_in_the_export(window: MainWindow, qtbot: QtBot, answer: Callable, tmp_path: Path) -> None:
    assert window.open_trial(KEY)
    answer(lambda dialog: save(qtbot, dialog))
    trigger(chip_menu(window, "HER2: Positive"), "Confirm…")
    number = window.workspace.catalogue.trials.id_of(KEY)
    assert number is not None
    done: list[str] = []
    window.tasks.exporting.start(tmp_path / "out.csv", Selection((number,), "1 trial"), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Corrections"].startswith("HER2 status: Positive (IHC 3+ or 2+/ISH+), confirmed by the user on ")


def test_the_switch_reads_her2_the_other_way(window: MainWindow, hand: Hand) -> None:
    switch = window.facet_panel.item("her2", kind="switch")
    hand.click_item(switch, x=40)
    hand.click_value("her2", "low")
    assert window.state.query.selected == {("her2~", "low")}
    hand.click_item(switch, x=40)
    assert window.state.query.selected == {("her2", "low")}


def test_the_switch_leaves_only_what_is_investigated(window: MainWindow, hand: Hand) -> None:
    window.search("class~taxane")
    assert len(hand.titles()) <= len(
        window.workspace.catalogue.index.search(window.state.query.read_again("drug_classes"))
    )
    line = window.facet_panel.item("drug_classes", kind="switch").data(0, Qt.ItemDataRole.UserRole + 1)
    assert line.mark == "selected"


def test_unknown_names_are_listed_and_lead_to_their_trials(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable, tmp_path: Path
) -> None:
    unknown = an_xml("NCT09990001").replace(b"<intervention_name>Trastuzumab<", b"<intervention_name>ZYX-17<")
    (tmp_path / "one.xml").write_bytes(unknown)
    import_documents([tmp_path / "one.xml"], window.workspace.catalogue, window.workspace.vocabularies)
    window.results.reload()

    def choose(dialog: NamesDialog) -> None:
        names = [dialog.table.item(row, 0) for row in range(dialog.table.rowCount())]
        dialog.table.itemActivated.emit(next(item for item in names if item.text() == "ZYX-17"))

    answer(choose)
    window.actions_by_id["unknown_names"].trigger()
    assert window.state.query.text == '"ZYX-17"'
    assert len(hand.titles()) == 1


def test_an_unknown_name_is_given_a_class_and_its_trials_are_found_by_it(
    window: MainWindow, hand: Hand, qtbot: QtBot, answer: Callable, tmp_path: Path
) -> None:
    unknown = an_xml("NCT09990001").replace(b"<intervention_name>Trastuzumab<", b"<intervention_name>ZYX-17<")
    (tmp_path / "one.xml").write_bytes(unknown)
    import_documents([tmp_path / "one.xml"], window.workspace.catalogue, window.workspace.vocabularies)
    window.results.reload()

    def give(dialog: NamesDialog) -> None:
        assert not dialog.give.isEnabled()
        rows = [row for row in range(dialog.table.rowCount()) if dialog.table.item(row, 0).text() == "ZYX-17"]
        dialog.table.selectRow(rows[0])
        dialog.classes.setCurrentIndex(dialog.classes.findData("taxane"))
        dialog.give.click()
        assert dialog.table.item(rows[0], 3).text() == "Taxane"
        dialog.save.click()

    answer(give)
    with qtbot.waitSignal(window.tasks.changed, timeout=20_000):
        window.actions_by_id["unknown_names"].trigger()
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy())
    assert "ZYX-17" not in window.workspace.catalogue.trials.names()
    assert "Class of ZYX-17 given; 1 trial moved" in window.status.words()
    window.search("class:taxane NCT09990001")
    assert len(hand.titles()) == 1
    file = window.workspace.own_folder / "added_drugs.csv"
    for action, is_there in (("undo", False), ("redo", True)):
        window.actions_by_id[action].trigger()
        qtbot.waitUntil(lambda: not window.tasks.background.is_busy(), timeout=20_000)
        assert file.is_file() is is_there
        assert ("ZYX-17" in window.workspace.catalogue.trials.names()) is not is_there
        assert len(hand.titles()) == int(is_there)


def test_unknown_names_of_breast_cancer_stand_first_and_lead_to_their_trials(
    dressed: QApplication, qtbot: QtBot
) -> None:
    dialog = NamesDialog({"Tenecteplase": 9, "ZYX-17": 1}, [], in_breast={"ZYX-17": 1})
    qtbot.addWidget(dialog)
    assert [[dialog.table.item(row, column).text() for column in range(3)] for row in range(2)] == [
        ["ZYX-17", "1", "1"],
        ["Tenecteplase", "0", "9"],
    ]
    dialog.table.selectRow(0)
    with qtbot.waitSignal(dialog.name_chosen) as chosen:
        dialog.show_trials.click()
    assert chosen.args == ["ZYX-17"]


def test_no_class_can_be_given_while_other_work_writes_or_the_catalogue_is_only_read(
    dressed: QApplication, qtbot: QtBot
) -> None:
    dialog = NamesDialog({"ZYX-17": 1}, [FacetValue("taxane", "Taxane")], can_give=False)
    qtbot.addWidget(dialog)
    dialog.table.selectRow(0)
    assert not dialog.give.isEnabled()
    assert not dialog.save.isEnabled()


def test_deriving_again_after_teaching_the_vocabulary_a_name(
    window: MainWindow, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    unknown = an_xml("NCT09990001").replace(b"<intervention_name>Trastuzumab<", b"<intervention_name>ZYX-17<")
    (tmp_path / "one.xml").write_bytes(unknown)
    import_documents([tmp_path / "one.xml"], window.workspace.catalogue, window.workspace.vocabularies)
    window.results.reload()
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

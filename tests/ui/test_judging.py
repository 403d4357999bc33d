"""Shortlists with the hand: star, decide by keys with reasons, write notes, undo, and find it all again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from desktop.ui.shortlists.note_dialog import NoteDialog
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.shortlists import shortlists, trials_on

Key = Qt.Key
# The offscreen platform says so of every menu.
pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)", extend=True)


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    """Press keys in the list; the reasons for excluding take theirs while they are shown."""
    for key in keys:
        menu = window.whole.decisions.reason_menu
        qtbot.keyClick(menu if menu.isVisible() else window.trial_list, key)


def decisions(window: MainWindow, name: str) -> list[tuple[str, str, str]]:
    return [(each.key, each.entry.decision, each.entry.reason) for each in trials_on(window.workspace.catalogue, name)]


def keys_shown(window: MainWindow) -> list[str]:
    return [row.key for row in window.workspace.catalogue.index.rows(window.model.ids)]


@pytest.fixture
def named(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a shortlist with a name, as if it was typed into the question."""

    def make(name: str) -> None:
        def answer(dialog: QInputDialog) -> int:
            dialog.setTextValue(name)
            return int(QInputDialog.DialogCode.Accepted)

        with monkeypatch.context() as asked:
            asked.setattr(QInputDialog, "exec", answer)
            window.actions_by_id["new_shortlist"].trigger()

    return make


def test_the_first_star_makes_a_shortlist_and_a_second_press_takes_the_trial_off(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, Key.Key_Space)
    (key,) = [each[0] for each in decisions(window, "My shortlist")]
    assert key == keys_shown(window)[0]
    assert window.whole.decisions.buttons["star"].isChecked()
    press(window, qtbot, Key.Key_Space)
    assert decisions(window, "My shortlist") == []
    assert not window.whole.decisions.buttons["star"].isChecked()


def test_keys_decide_with_reasons_and_go_on_to_the_next_trial(
    window: MainWindow, qtbot: QtBot, named: Callable[[str], None]
) -> None:
    named("Board 3 December")
    first, second, third, fourth, fifth = keys_shown(window)
    press(window, qtbot, Key.Key_I, Key.Key_M, Key.Key_X, Key.Key_6, Key.Key_X, Key.Key_0)
    reason = window.whole.judging.reasons[5]
    assert decisions(window, "Board 3 December") == [
        (first, "include", ""),
        (second, "maybe", ""),
        (third, "exclude", reason),
        (fourth, "exclude", ""),
    ]
    assert window.detail.trial is not None
    assert window.detail.trial.trial.key == fifth
    (counted,) = shortlists(window.workspace.catalogue)
    assert (counted.trials, counted.decided) == (4, (0, 1, 1, 2))
    assert "4/4" in window.whole.shortlists.lines.item(0).text()


def test_each_decision_is_undone_and_redone_by_name(window: MainWindow, qtbot: QtBot) -> None:
    press(window, qtbot, Key.Key_I, Key.Key_M)
    first, second = keys_shown(window)[:2]
    assert second in window.actions_by_id["undo"].text()
    assert "maybe" in window.actions_by_id["undo"].text()
    window.actions_by_id["undo"].trigger()
    assert decisions(window, "My shortlist") == [(first, "include", "")]
    window.actions_by_id["redo"].trigger()
    assert [each[1] for each in decisions(window, "My shortlist")] == ["include", "maybe"]
    window.actions_by_id["undo"].trigger()
    window.actions_by_id["undo"].trigger()
    assert shortlists(window.workspace.catalogue) == ()
    assert window.whole.judging.current == ""


def test_the_counts_of_the_filters_follow_each_decision(window: MainWindow, qtbot: QtBot) -> None:
    def count(facet: str, value: str) -> int:
        (found,) = [each for each in window.facet_panel.counts if each.facet.id == facet]
        return next((each.count for each in found.values if each.value == value), 0)

    press(window, qtbot, Key.Key_I, Key.Key_Space)
    assert (count("decision", "include"), count("decision", "unseen"), count("has", "star")) == (1, 1, 2)
    assert count("shortlist", "My shortlist") == 2


def test_a_trial_that_leaves_the_list_by_its_decision_gives_way_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    window.trial_list.selectAll()
    press(window, qtbot, Key.Key_Space)
    window.search("decision:unseen")
    window.trial_list.choose(window.model.ids[0])
    order = keys_shown(window)
    for place, key in enumerate((Key.Key_I, Key.Key_M, Key.Key_I), start=1):
        press(window, qtbot, key)
        assert keys_shown(window) == order[place:]
        assert window.trial_list.currentIndex().row() == 0
    assert window.trial_list.hasFocus()


def test_selected_trials_are_judged_together(window: MainWindow, qtbot: QtBot) -> None:
    window.trial_list.selectAll()
    press(window, qtbot, Key.Key_X, Key.Key_1)
    assert {each[1:] for each in decisions(window, "My shortlist")} == {("exclude", window.whole.judging.reasons[0])}
    assert len(decisions(window, "My shortlist")) == 5
    window.actions_by_id["undo"].trigger()
    assert shortlists(window.workspace.catalogue) == ()


def test_a_deleted_trial_no_longer_counts_on_its_shortlist(window: MainWindow, qtbot: QtBot) -> None:
    line = window.whole.shortlists.lines.item
    press(window, qtbot, Key.Key_I, Key.Key_M)
    assert line(0).text().endswith("2/2")
    window.workspace.catalogue.delete(window.model.ids[:1])
    window.results.reload()
    (counted,) = shortlists(window.workspace.catalogue)
    assert (counted.trials, counted.decided, counted.gone) == (1, (0, 0, 1, 0), 1)
    assert line(0).text().endswith("1/1")
    assert line(0).toolTip() == "My shortlist: 1 of 1 trials decided; 1 no longer in the catalogue"


def test_letters_in_the_search_box_stay_letters(window: MainWindow, qtbot: QtBot) -> None:
    window.search_box.setFocus()
    qtbot.keyClicks(window.search_box, "imxun ")
    assert window.search_box.text() == "imxun "
    assert shortlists(window.workspace.catalogue) == ()


def test_a_click_on_the_star_stars_and_keeps_the_trial_that_is_read(window: MainWindow, qtbot: QtBot) -> None:
    read = window.trial_list.current_id()
    box = window.trial_list.visualRect(window.model.index(2, 0))
    place = box.topLeft()
    place += type(place)(14, 14)
    qtbot.mouseClick(window.trial_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [each[0] for each in decisions(window, "My shortlist")] == [keys_shown(window)[2]]
    assert window.trial_list.current_id() == read
    painted = QColor(window.trial_list.viewport().grab().toImage().pixel(place))
    assert painted == QColor("#1d5fa8")


def test_a_note_is_written_shown_searched_changed_and_deleted(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []

    def write(dialog: NoteDialog) -> int:
        dialog.which.setCurrentIndex(dialog.which.count() - 1)
        dialog.text.setPlainText(texts[-1])
        return int(NoteDialog.DialogCode.Accepted)

    monkeypatch.setattr(NoteDialog, "exec", write)
    texts.append("Ask about <b>CNS</b> disease")
    press(window, qtbot, Key.Key_N)
    assert "Ask about <b>CNS</b> disease" in window.detail.own_work.whole()
    window.search("note:cns")
    assert len(window.model.ids) == 1
    texts.append("Asked")
    press(window, qtbot, Key.Key_N)
    assert window.detail.own_work.whole().endswith("Asked")
    assert window.model.rowCount() == 0
    window.state.clear()
    texts.append("")
    press(window, qtbot, Key.Key_N)
    assert not window.detail.own_work.isVisible()


def test_a_shortlist_is_listed_in_its_own_order_which_keys_change(window: MainWindow, qtbot: QtBot) -> None:
    order = window.model.ids[::-1]
    for trial_id in order:
        window.trial_list.choose(trial_id)
        press(window, qtbot, Key.Key_Space)
    line = window.whole.shortlists.lines.item(0)
    window.whole.shortlists.lines.itemClicked.emit(line)
    assert list(window.model.ids) == list(order)
    window.trial_list.choose(order[2])
    qtbot.keyClick(window.trial_list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert list(window.model.ids) == [order[0], order[2], order[1], *order[3:]]
    assert window.trial_list.current_id() == order[2]
    window.actions_by_id["undo"].trigger()
    assert list(window.model.ids) == list(order)
    window.whole.shortlists.lines.itemClicked.emit(window.whole.shortlists.lines.item(0))
    assert window.state.query.is_empty()


def test_the_shortlist_that_the_list_shows_is_marked_and_no_other(window: MainWindow, qtbot: QtBot) -> None:
    press(window, qtbot, Qt.Key.Key_Space)
    lines = window.whole.shortlists.lines

    def is_marked() -> bool:
        return lines.item(0).isSelected()

    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualItemRect(lines.item(0)).center())
    assert (window.model.rowCount(), is_marked()) == (1, True)
    press(window, qtbot, Qt.Key.Key_I)
    assert ("1/1" in lines.item(0).text(), is_marked()) == (True, True)
    window.actions_by_id["clear_filters"].trigger()
    assert (window.model.rowCount(), is_marked()) == (5, False)
    press(window, qtbot, Qt.Key.Key_M)
    assert not is_marked()


def test_a_trial_is_dragged_to_another_place_of_its_shortlist_only(window: MainWindow, qtbot: QtBot) -> None:
    window.trial_list.selectAll()
    press(window, qtbot, Key.Key_Space)
    assert not window.trial_list.dragEnabled()
    window.whole.shortlists.lines.itemClicked.emit(window.whole.shortlists.lines.item(0))
    assert window.trial_list.dragEnabled()
    order = list(window.model.ids)
    window.trial_list.moved.emit(order[0], 3)
    assert list(window.model.ids) == [order[1], order[2], order[0], *order[3:]]
    window.trial_list.moved.emit(order[4], 0)
    assert list(window.model.ids) == [order[4], order[1], order[2], order[0], order[3]]
    window.actions_by_id["undo"].trigger()
    assert list(window.model.ids) == [order[1], order[2], order[0], *order[3:]]
    window.results.sort_by("title", descending=False)
    assert not window.trial_list.dragEnabled()


def test_shortlists_are_renamed_deleted_and_come_back(
    window: MainWindow, qtbot: QtBot, named: Callable[[str], None]
) -> None:
    named("A")
    press(window, qtbot, Key.Key_I)
    named("B")
    assert window.whole.judging.current == "B"
    window.whole.shortlists.renamed.emit("A", "C")
    assert [each.name for each in shortlists(window.workspace.catalogue)] == ["B", "C"]
    assert [each[1] for each in decisions(window, "C")] == ["include"]
    window.whole.shortlists.dropped.emit("C")
    assert [each.name for each in shortlists(window.workspace.catalogue)] == ["B"]
    window.actions_by_id["undo"].trigger()
    assert [each[1] for each in decisions(window, "C")] == ["include"]


def test_everything_is_there_after_a_start(
    open_window: Callable[[], MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    press(window, qtbot, Key.Key_I, Key.Key_X, Key.Key_1)
    window.search("starred")
    monkeypatch.setattr(QInputDialog, "exec", lambda dialog: dialog.setTextValue("Low") or 1)
    window.actions_by_id["save_view"].trigger()
    kept = decisions(window, "My shortlist")
    window.close()
    window.workspace.catalogue.close()
    again = open_window()
    assert decisions(again, "My shortlist") == kept
    assert again.whole.judging.current == "My shortlist"
    assert [(each.name, each.query) for each in again.whole.judging.views] == [("Low", "has:star")]


def test_a_hundred_trials_are_judged_without_the_mouse(
    window: MainWindow, qtbot: QtBot, import_trials: Callable[..., None]
) -> None:
    import_trials(window, *[f"NCT{number:08}" for number in range(1, 96)])
    assert window.model.rowCount() == 100
    window.trial_list.setFocus()
    window.trial_list.choose(window.model.ids[0])
    wanted = []
    for place, key in enumerate(keys_shown(window)):
        kind = place % 4
        pressed = ((Key.Key_I,), (Key.Key_M,), (Key.Key_X, Key.Key_2), (Key.Key_X, Key.Key_Escape))[kind]
        press(window, qtbot, *pressed)
        if kind == 3:  # Esc leaves the question, and the trial undecided: the next key decides it
            press(window, qtbot, Key.Key_U)
        reason = window.whole.judging.reasons[1] if kind == 2 else ""
        wanted.append((key, ("include", "maybe", "exclude", "unseen")[kind], reason))
    assert decisions(window, "My shortlist") == wanted
    (counted,) = shortlists(window.workspace.catalogue)
    assert counted.decided == (25, 25, 25, 25)


def test_other_reasons_are_offered_when_the_user_wrote_her_own(window: MainWindow, qtbot: QtBot) -> None:
    window.whole.judging.list_reasons(["  Too   far ", "", "Too far", "No slot"])
    assert window.whole.judging.reasons == ("Too far", "No slot")
    press(window, qtbot, Key.Key_X, Key.Key_2)
    assert [each[2] for each in decisions(window, "My shortlist")] == ["No slot"]
    window.actions_by_id["undo"].trigger()
    window.actions_by_id["undo"].trigger()
    assert len(window.whole.judging.reasons) == 9
    assert QApplication.activePopupWidget() is None

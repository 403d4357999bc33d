"""Pane, selection, pressed buttons and keys always mean the same trials, whatever was done in the list before."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.trials.shortlists import EXCLUDE, INCLUDE, MAYBE, UNSEEN
from desktop.ui.window.main_window import MainWindow

Key, Keys = Qt.Key, Qt.KeyboardModifier
STEPS = 60


def tell_the_same(window: MainWindow) -> None:
    """Check that the pane shows a selected trial, and that the bar tells of all that are selected."""
    trial_list, bar, name = window.trial_list, window.whole.decisions, window.whole.judging.current
    selected = trial_list.selected_ids()
    assert (trial_list.current_id() in selected) if selected else trial_list.current_id() is None
    shown = window.whole.reader.trial()
    rows = window.workspace.catalogue.index.rows(selected)
    read = [row.key for row in rows if row.id == trial_list.current_id()]
    assert [shown.trial.key for shown in [shown] if shown] == read
    on_it = [[entry[1] for entry in row.shortlists if entry[0] == name] for row in rows]
    assert bar.buttons["star"].isChecked() == (bool(rows) and all(on_it))
    for decision in (INCLUDE, MAYBE, EXCLUDE, UNSEEN):
        assert bar.buttons[decision].isChecked() == (bool(rows) and all(each == [decision] for each in on_it))
    assert all(button.isEnabled() == bool(rows) for button in bar.buttons.values())
    if len(rows) > 1:
        assert bar.said().startswith(f"{len(rows)} trials selected, judged together")


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_was_done_the_pane_the_selection_and_the_buttons_tell_the_same_trials(
    window: MainWindow, qtbot: QtBot, seed: int
) -> None:
    hand = random.Random(seed)
    trial_list = window.trial_list
    keys = (Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_I, Key.Key_M, Key.Key_U, Key.Key_Space)
    queries = ("", "her2:positive", "decision:unseen", "phase:3 trastuzumab", 'shortlist:"My shortlist"')

    def press() -> None:
        held = hand.choice((Keys.NoModifier, Keys.NoModifier, Keys.ShiftModifier, Keys.ControlModifier))
        qtbot.keyClick(trial_list, hand.choice(keys), held)

    def click() -> None:
        row = hand.randrange(window.model.rowCount() + 1)
        box = trial_list.visualRect(window.model.index(row, 1))
        place = box.center() if box.isValid() else QPoint(80, trial_list.viewport().height() - 3)
        held = hand.choice((Keys.NoModifier, Keys.ShiftModifier, Keys.ControlModifier))
        qtbot.mouseClick(trial_list.viewport(), Qt.MouseButton.LeftButton, held, place)

    acts = (
        *(press,) * 4,
        *(click,) * 4,
        lambda: window.search(hand.choice(queries)),
        window.state.back,
        window.actions_by_id["undo"].trigger,
        window.actions_by_id["select_all"].trigger,
        lambda: trial_list.header.sort_asked.emit(hand.choice(("phase", "title"))),
    )
    for _ in range(STEPS):
        hand.choice(acts)()
        tell_the_same(window)


def test_home_and_end_go_to_the_first_and_the_last_trial(window: MainWindow, qtbot: QtBot) -> None:
    trial_list, ids = window.trial_list, window.model.ids
    qtbot.keyClick(trial_list, Key.Key_End)
    assert trial_list.selected_ids() == [ids[-1]]
    qtbot.keyClick(trial_list, Key.Key_Home)
    assert trial_list.selected_ids() == [ids[0]]
    for _ in range(2):
        qtbot.keyClick(trial_list, Key.Key_Down, Keys.ShiftModifier)
    assert trial_list.selected_ids() == list(ids[:3])

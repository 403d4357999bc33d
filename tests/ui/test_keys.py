"""Keys in the list and among the filters: cheap, and none that belongs to the system."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.trial_row import TrialRow
from desktop.facets.shown import shown_facets
from desktop.paths import RESOURCES
from desktop.ui.trial_list.trial_list import TrialList
from desktop.ui.trial_list.trial_table_model import TrialTableModel
from desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import Hand

ALT = Qt.KeyboardModifier.AltModifier


def test_a_letter_in_the_list_asks_for_no_row(qtbot: QtBot, dressed: QApplication) -> None:
    fetched: list[int] = []

    def fetch(ids: Sequence[int]) -> list[TrialRow]:
        fetched.extend(ids)
        return []

    trials = TrialList(TrialTableModel(fetch, shown_facets(RESOURCES)))
    qtbot.addWidget(trials)
    trials.show_trials(list(range(1, 16_001)))
    before = len(fetched)
    qtbot.keyClicks(trials, "trastuzumab")
    assert len(fetched) == before
    assert trials.currentIndex().row() == 0


def test_letters_in_the_list_keep_the_trial_that_is_read_and_shortcuts_still_work(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.trial_list.setFocus()
    read = window.trial_list.current_id()
    qtbot.keyClicks(window.trial_list, "zqw")
    assert window.trial_list.current_id() == read
    qtbot.keyClick(window.trial_list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search_box.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Minus])
def test_delete_and_minus_exclude_a_value_and_take_that_back(
    window: MainWindow, hand: Hand, qtbot: QtBot, key: Qt.Key
) -> None:
    window.facet_panel.setFocus()
    window.facet_panel.setCurrentItem(hand.item("phase", "1"))
    qtbot.keyClick(window.facet_panel, key)
    assert window.state.query.excluded
    assert len(hand.titles()) == 4
    qtbot.keyClick(window.facet_panel, key)
    assert window.state.query.is_empty()


def test_delete_and_minus_exclude_no_whole_facet(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.facet_panel
    panel.setCurrentItem(panel.topLevelItem(0))
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Minus):
        qtbot.keyClick(panel, key)
    assert window.state.query.is_empty()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_alt_and_space_are_left_to_the_menu_of_the_window(window: MainWindow, hand: Hand, key: Qt.Key) -> None:
    window.facet_panel.setCurrentItem(hand.item("phase", "1"))
    pressed = QKeyEvent(QEvent.Type.KeyPress, key, ALT)
    window.facet_panel.keyPressEvent(pressed)
    assert not pressed.isAccepted()
    assert window.state.query.is_empty()


def test_alt_and_a_click_exclude(window: MainWindow, hand: Hand) -> None:
    hand.click_value("phase", "1", ALT)
    assert window.state.query.excluded
    assert len(hand.titles()) == 4


def test_the_arrow_of_the_order_is_seen_from_the_start_on(window: MainWindow) -> None:
    header = window.trial_list.header

    def arrow() -> tuple[bool, int, Qt.SortOrder]:
        return header.isSortIndicatorShown(), header.sortIndicatorSection(), header.sortIndicatorOrder()

    assert arrow() == (True, 0, Qt.SortOrder.AscendingOrder)
    header.sort_asked.emit("her2")
    assert arrow() == (True, 2, Qt.SortOrder.AscendingOrder)
    header.sort_asked.emit("her2")
    assert arrow() == (True, 2, Qt.SortOrder.DescendingOrder)
    window.actions_by_id["reset_window"].trigger()
    assert arrow() == (True, 2, Qt.SortOrder.DescendingOrder)

"""Suggestions under the search box, in an empty list, and beside the words of a search."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.search.search_box import SearchBox
from desktop.ui.search.suggestion_list import SuggestionList
from desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import Hand


@pytest.fixture
def box(window: MainWindow, qtbot: QtBot) -> SearchBox:
    """Give the search box with the keyboard in it, once the names of the drugs are there."""
    window.search_box.begin()
    qtbot.waitUntil(lambda: window.whole.suggestions.knows_drugs)
    return window.search_box


def offered(window: MainWindow) -> list[str]:
    suggestions = window.whole.suggestions.suggesting.list
    return [] if suggestions.isHidden() else [each.label for each in suggestions.completions()]


def listed(window: MainWindow) -> SuggestionList:
    return window.whole.suggestions.suggesting.list


def test_words_that_are_a_filter_become_one_by_two_keys(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "HER2-pos")
    assert offered(window) == ["HER2 status: Positive (IHC 3+ or 2+/ISH+)"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.state.query.selected == {("her2", "positive")}
    assert (box.text(), offered(window)) == ("", [])
    assert box.hasFocus()
    assert len(hand.titles()) == 4


def test_the_name_of_a_filter_leads_to_its_values(window: MainWindow, box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "brain me")
    assert offered(window)[0] == "Brain metastases…"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "brain_metastases:"
    assert {"Allowed", "Excluded", "Required"} <= set(offered(window))
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert listed(window).chosen() == listed(window).completions()[-1]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert listed(window).chosen() is None


def test_a_drug_is_completed_by_a_click_and_searched_for(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "pyrot")
    row = offered(window).index("Pyrotinib")
    place = listed(window).visualItemRect(listed(window).item(row)).center()
    qtbot.mouseClick(listed(window).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (box.text(), offered(window)) == ("Pyrotinib ", [])
    qtbot.waitUntil(lambda: window.state.query.text == "Pyrotinib")
    assert len(hand.titles()) == 2


def test_escape_hides_the_suggestions_first_and_clears_the_box_then(
    window: MainWindow, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "trastuz")
    assert offered(window)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), offered(window)) == ("trastuz", [])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_enter_without_a_choice_searches_for_what_is_typed(window: MainWindow, box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "trastuz")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.state.query.text, offered(window)) == ("trastuz", [])


def test_slow_typing_of_words_that_find_nothing_keeps_the_suggestions(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "HER2-positi")
    qtbot.waitUntil(lambda: window.state.query.text == "HER2-positi")
    qtbot.keyClicks(box, "v")
    assert offered(window) == ["HER2 status: Positive (IHC 3+ or 2+/ISH+)"]
    assert listed(window).completions()[0].count == 4


def test_the_suggestions_lie_under_the_box_inside_the_window_and_go_with_the_keyboard(
    window: MainWindow, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "her2")
    suggestions = listed(window)
    top = box.mapTo(window, QPoint(0, box.height())).y()
    assert top <= suggestions.y() <= top + 4
    assert window.rect().contains(suggestions.geometry())
    assert suggestions.verticalScrollBar().maximum() == 0
    window.trial_list.setFocus()
    assert offered(window) == []


def test_an_empty_list_asks_whether_another_spelling_was_meant(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "transtuzumab")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    way = window.first.page.empty_list.ways()[0]
    assert way.text().startswith("Did you mean trastuzumab?")
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert (window.state.query.text, box.text()) == ("trastuzumab", "trastuzumab")
    assert hand.titles()


def test_beside_words_that_are_filters_the_filter_is_offered(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "HER2-positive trastuzumab")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    QTest.qWait(1)
    links = [each for each in window.whole.chips.findChildren(QPushButton) if each.text().startswith("Filter instead")]
    assert [each.text() for each in links] == ["Filter instead: HER2: Positive"]
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert window.state.query.selected == {("her2", "positive")}
    assert (window.state.query.text, box.text()) == ("trastuzumab", "trastuzumab")

"""The facet panel for a hand that does not leave the keyboard, and the menu of a group."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.ui.search.facet_item import line_of
from desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import Hand

CLASSES, STATUS = "drug_classes", "status"


def field(window: MainWindow, facet: str) -> QLineEdit:
    """Return the field in which the values of an open facet are searched."""
    window.facet_panel.open_only([facet])
    label = window.workspace.facets[facet].label
    fields = window.facet_panel.findChildren(QLineEdit)
    return next(each for each in fields if each.accessibleName() == f"Find in {label}")


def finished(window: MainWindow) -> QTreeWidgetItem:
    """Return the line of the group of finished trials, with its present mark."""
    return window.facet_panel.item(STATUS, "Finished", "group")


def choose(window: MainWindow, words: str) -> None:
    group = finished(window)
    next(each for each in window.facet_panel.menu_for(group).actions() if each.text() == words).trigger()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_from_the_search_in_a_facet_a_key_leads_to_the_first_value_that_is_left(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    box = field(window, CLASSES)
    box.setFocus()
    qtbot.keyClicks(box, "her2 antibody")
    qtbot.keyClick(box, key)
    item = window.facet_panel.currentItem()
    assert item is not None
    assert window.window().focusWidget() is window.facet_panel
    assert not item.isHidden()
    qtbot.keyClick(window.facet_panel, Qt.Key.Key_Down)
    qtbot.keyClick(window.facet_panel, Qt.Key.Key_Space)
    assert window.state.query.selected == {(CLASSES, "her2_antibody")}


def test_a_search_that_finds_no_value_keeps_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    box = field(window, CLASSES)
    box.setFocus()
    qtbot.keyClicks(box, "no such class")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert window.window().focusWidget() is box


def test_the_menu_of_a_group_that_is_a_filter_selects_it_alone_and_excludes_it(window: MainWindow) -> None:
    value = ("recruitment", line_of(finished(window)).value)
    choose(window, "Exclude (Delete, or Alt+click)")
    assert (window.state.query.excluded, window.state.query.selected) == ({value}, frozenset())
    choose(window, "Do not exclude")
    assert window.state.query.is_empty()
    choose(window, "Select")
    window.state.toggle("recruitment", "open")
    choose(window, "Only this")
    assert window.state.query.selected == {value}
    choose(window, "Do not select")
    assert window.state.query.is_empty()


@pytest.mark.parametrize("by_menu", [False, True])
def test_a_value_of_a_selected_group_takes_its_place_in_one_step(
    window: MainWindow, hand: Hand, *, by_menu: bool
) -> None:
    choose(window, "Select")
    line = hand.item(STATUS, "completed")
    if by_menu:
        next(each for each in window.facet_panel.menu_for(line).actions() if each.text() == "Select").trigger()
    else:
        hand.click_item(line)
    assert str(window.state.query) == "status:completed"
    window.state.back()
    assert str(window.state.query) == "recruitment:finished"
    window.state.back()
    assert str(window.state.query) == ""


def test_the_menu_of_a_group_that_is_no_filter_of_its_own_offers_what_it_did(window: MainWindow) -> None:
    window.facet_panel.open_only([CLASSES])
    group = window.facet_panel.item(CLASSES, "HER2-targeted therapy", "group")
    assert "Only this" not in [each.text() for each in window.facet_panel.menu_for(group).actions()]

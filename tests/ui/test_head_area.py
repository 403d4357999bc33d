"""The head of a trial in a window with little room."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop.ui.trial_detail.head_area import HeadArea
from desktop.ui.window.main_window import MainWindow


def head_of(window: MainWindow) -> HeadArea:
    return window.detail.head


def settled(qtbot: QtBot) -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def test_a_head_that_fits_is_shown_whole_without_scrolling(window: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot)
    head = head_of(window)
    assert head.verticalScrollBar().maximum() == 0
    assert head.height() < window.detail.height() // 2


def test_with_large_text_no_line_of_the_head_is_cut_and_the_text_keeps_two_fifths_of_the_pane(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1_000, 500)
    window.appearance.show_text_size(200)
    head = head_of(window)
    for number in window.model.ids:
        window.trial_list.choose(number)
        settled(qtbot)
        assert head.height() <= window.detail.height() * 3 // 5
        assert head.verticalScrollBar().maximum() > 0
        assert head.widget().height() >= head.widget().heightForWidth(head.widget().width())
        for label in head.widget().findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
        for button in head.widget().findChildren(QToolButton):
            if button.isVisible():
                assert button.height() >= button.sizeHint().height(), button.text()
    window.appearance.show_text_size(100)


def test_with_large_text_nothing_makes_the_head_wider_than_the_pane(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1_024, 700)
    window.appearance.show_text_size(200)
    window.search("trastuzumab")
    qtbot.waitUntil(window.detail.hit_steps.isVisible)
    settled(qtbot)
    head = head_of(window)
    assert head.widget().width() <= head.viewport().width()
    window.appearance.show_text_size(100)


def test_the_head_follows_the_trial_that_is_read(window: MainWindow, qtbot: QtBot) -> None:
    heights = set()
    for number in window.model.ids:
        window.trial_list.choose(number)
        settled(qtbot)
        head = head_of(window)
        assert head.height() == head.widget().layout().totalHeightForWidth(head.width())
        heights.add(head.height())
    assert len(heights) > 1


def test_the_head_itself_is_no_stop_of_the_tab_key(window: MainWindow) -> None:
    assert head_of(window).focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_window_made_wider_shows_the_head_whole(window: MainWindow, qtbot: QtBot) -> None:
    head = head_of(window)
    heights = set()
    for number in window.model.ids:
        window.resize(1_100, 1_000)
        window.trial_list.choose(number)
        settled(qtbot)
        heights.add(head.height())
        window.resize(1_900, 1_440)
        settled(qtbot)
        heights.add(head.height())
        assert head.widget().height() == head.height()
        assert head.verticalScrollBar().maximum() == 0
    assert len(heights) > len(window.model.ids)

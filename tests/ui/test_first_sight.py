"""What the window shows at once, and what a moment later."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.opening import open_or_explain
from desktop.ui.settings import Settings


@pytest.fixture
def unpainted(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    workspace = open_or_explain(tmp_path / "catalogue.db", tmp_path / "config", talk=False)
    assert workspace is not None
    settings = Settings(workspace.config)
    window = MainWindow(workspace, settings, Appearance(dressed, settings))
    qtbot.addWidget(window, before_close_func=lambda shown: shown.workspace.catalogue.close())
    return window


def test_the_list_and_its_words_are_there_before_the_first_painting(unpainted: MainWindow) -> None:
    assert unpainted.model.rowCount() == 5
    assert unpainted.status.words() == "5 trials"


def test_facets_and_trial_follow_the_first_painting(unpainted: MainWindow, qtbot: QtBot) -> None:
    assert (unpainted._facet_panel, unpainted._detail) == (None, None)
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    assert unpainted._facet_panel is not None
    assert unpainted._facet_panel.values()
    assert unpainted._detail is not None
    assert unpainted._detail.trial is not None
    assert [unpainted.splitter.widget(place).isVisible() for place in range(3)] == [True] * 3


def test_the_panes_stay_as_wide_as_the_room_left_for_them(unpainted: MainWindow, qtbot: QtBot) -> None:
    unpainted.show()
    before = unpainted.splitter.sizes()
    with qtbot.waitSignal(unpainted.completed):
        unpainted.update()
    assert unpainted.splitter.sizes() == before


def test_what_was_searched_before_the_first_painting_is_counted_too(unpainted: MainWindow, qtbot: QtBot) -> None:
    unpainted.search("her2:positive")
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    shown = {(facet, value) for facet, value in unpainted.facet_panel.values() if facet == "phase"}
    assert 0 < len(unpainted.model.ids) < 5
    assert shown


def test_a_window_that_is_closed_before_it_is_painted_closes_well(unpainted: MainWindow) -> None:
    unpainted.close()

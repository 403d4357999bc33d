"""What the window shows at once, and what a moment later."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app, cli
from desktop.catalogue.whole_check import EarlyCheck
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


def test_the_program_starts_looking_while_it_loads_and_refuses_what_is_damaged(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, dressed: object
) -> None:
    asked: list[Path] = []
    begin: Callable[[EarlyCheck, Path], None] = EarlyCheck.__init__

    def seen(check: EarlyCheck, path: Path) -> None:
        asked.append(path)
        begin(check, path)

    monkeypatch.setattr(EarlyCheck, "__init__", seen)
    monkeypatch.setattr("desktop.ui.application.make_application", lambda **_: dressed)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    drawing = ["--database", str(damaged), "--screenshot", str(tmp_path / "window.png")]
    assert app.run(cli.parse(drawing)) == 1
    assert asked == [damaged], "looked through once, not again when it opens"
    assert "is damaged" in capsys.readouterr().err

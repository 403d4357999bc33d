"""What the window shows at once, and what a moment later."""

import contextlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import window_on
from desktop.ui.search.facet_lines import first_open
from desktop.ui.search.facet_panel import FacetPanel
from desktop.ui.start.opening import open_or_explain
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.filter_trials import facet_counts
from desktop.workspace import open_workspace


@pytest.fixture
def unpainted(dressed: QApplication, qtbot: QtBot, tmp_path: Path, starter: Path) -> MainWindow:
    workspace = open_or_explain(starter, tmp_path / "config", talk=False)
    assert workspace is not None
    window = window_on(dressed, workspace)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.workspace.catalogue.close())
    return window


def test_the_list_and_its_words_are_there_before_the_first_painting(unpainted: MainWindow) -> None:
    assert unpainted.model.rowCount() == 5
    assert unpainted.status.words() == "5 trials"


def test_facets_and_trial_follow_the_first_painting(unpainted: MainWindow, qtbot: QtBot) -> None:
    assert unpainted.findChildren(FacetPanel) + unpainted.findChildren(DetailPane) == []
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    assert unpainted.facet_panel.values()
    assert unpainted.detail.trial is not None
    assert [unpainted.list_page.widget(place).isVisible() for place in range(3)] == [True] * 3


def test_a_button_of_the_first_sight_does_its_work(unpainted: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(unpainted.tasks.importing, "choose_files", lambda: asked.append("import"))
    unpainted.tool_bar.buttons["import_files"].click()
    assert asked == ["import"]


def test_the_menus_hold_their_entries_once_the_window_is_complete(unpainted: MainWindow, qtbot: QtBot) -> None:
    titles = [action.text() for action in unpainted.menuBar().actions()]
    assert [menu.actions() for menu in unpainted.first.menus.values()] == [[]] * len(titles)
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    assert titles == [action.text() for action in unpainted.menuBar().actions()] == list(unpainted.first.menus)
    assert all(menu.actions() for menu in unpainted.first.menus.values())
    assert unpainted.tool_bar.buttons["import_files"].toolTip() == "Import (Ctrl+O)"


def test_an_empty_catalogue_leads_to_a_complete_window_that_has_nothing_to_export(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with contextlib.closing(open_workspace(tmp_path / "catalogue.db", tmp_path / "config").catalogue) as catalogue:
        window = window_on(dressed, open_workspace(catalogue.path, tmp_path / "config"))
        qtbot.addWidget(window, before_close_func=lambda shown: shown.workspace.catalogue.close())
        buttons = window.tool_bar.buttons
        first = {name: button.isEnabled() for name, button in buttons.items()}
        with qtbot.waitSignal(window.completed):
            window.show()
        assert window.list_page.empty_list.isVisible()
        assert first == {name: button.isEnabled() for name, button in buttons.items()}
        assert first == {"import_files": True, "export": False, "show_overview": True}


def test_a_catalogue_that_is_only_read_offers_no_import_from_the_first_sight_on(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, unpainted: MainWindow
) -> None:
    unpainted.workspace.catalogue.close()
    window = window_on(dressed, open_workspace(tmp_path / "catalogue.db", tmp_path / "config", read_only=True))
    qtbot.addWidget(window, before_close_func=lambda shown: shown.workspace.catalogue.close())
    assert not window.tool_bar.buttons["import_files"].isEnabled()
    with qtbot.waitSignal(window.completed):
        window.show()
    assert not window.tool_bar.buttons["import_files"].isEnabled()
    assert not window.actions_by_id["import_files"].isEnabled()


def test_the_status_line_is_as_high_with_a_task_as_without(unpainted: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    before = unpainted.status.height()
    unpainted.status.begin("Importing")
    unpainted.status.progress.show()
    QApplication.processEvents()
    assert unpainted.status.height() == before


def test_the_keyboard_comes_back_to_the_list_that_was_empty(unpainted: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitExposed(unpainted), qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    unpainted.trial_list.setFocus()
    unpainted.search("zzzqqq")
    unpainted.list_page.empty_list.ways()[0].click()
    assert unpainted.trial_list.hasFocus()
    unpainted.trial_list.setCurrentIndex(unpainted.model.index(0, 0))
    qtbot.keyClick(unpainted.trial_list, Qt.Key.Key_Down)
    assert unpainted.trial_list.currentIndex().row() == 1


def test_long_words_in_the_status_line_do_not_widen_the_window(unpainted: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    before = unpainted.minimumSizeHint().width()
    unpainted.status.show_words("word " * 200)
    QApplication.processEvents()
    assert unpainted.minimumSizeHint().width() == before
    assert unpainted.status.dates.width() >= unpainted.status.dates.sizeHint().width()


def test_the_panes_stay_as_wide_as_the_room_left_for_them(unpainted: MainWindow, qtbot: QtBot) -> None:
    unpainted.show()
    before = unpainted.list_page.sizes()
    with qtbot.waitSignal(unpainted.completed):
        unpainted.update()
    assert unpainted.list_page.sizes() == before


def test_what_was_searched_before_the_first_painting_is_counted_too(unpainted: MainWindow, qtbot: QtBot) -> None:
    unpainted.search("her2:negative")
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    workspace = unpainted.workspace
    assert 0 < len(unpainted.model.ids) < 5
    assert unpainted.facet_panel.counts == facet_counts(workspace.catalogue, workspace.facets, unpainted.state.query)


def test_what_is_open_at_first_does_not_depend_on_what_was_searched(unpainted: MainWindow, qtbot: QtBot) -> None:
    unpainted.search("zzzqqq")
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    panel = unpainted.facet_panel
    searched = set(panel.open_facets())
    unpainted.state.clear()
    assert searched == set(first_open(panel.counts))
    assert any(name.startswith("drug_classes/") for name in searched)


def test_without_a_match_the_pane_of_the_trial_says_what_to_do(unpainted: MainWindow, qtbot: QtBot) -> None:
    unpainted.search("zzzqqq")
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    assert unpainted.detail.isVisible()
    assert (unpainted.detail.trial, unpainted.detail.currentIndex()) == (None, 0)


def test_each_pane_has_its_own_least_width_and_share_of_a_larger_window(unpainted: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unpainted.completed):
        unpainted.show()
    panes = [unpainted.list_page.widget(place) for place in range(3)]
    assert panes[0].isAncestorOf(unpainted.facet_panel)
    assert panes[2] is unpainted.detail
    assert [pane.minimumSizeHint().width() for pane in panes[:1]] == [190]
    assert [pane.minimumWidth() for pane in panes[1:]] == [260, 260]
    assert [pane.sizePolicy().horizontalStretch() for pane in panes] == [0, 10, 7]
    before = unpainted.list_page.sizes()
    unpainted.resize(unpainted.width() + 800, unpainted.height())
    QApplication.processEvents()
    after = unpainted.list_page.sizes()
    assert after[0] == before[0]
    assert after[1] - before[1] > after[2] - before[2] > 200


def test_a_window_that_is_closed_before_it_is_painted_closes_well(unpainted: MainWindow) -> None:
    unpainted.close()

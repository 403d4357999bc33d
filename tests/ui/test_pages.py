"""Pages behind one window: each has actions of its own, the window has the rest."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import window_on
from desktop.ui.start.opening import open_or_explain
from desktop.ui.window import list_page
from desktop.ui.window.actions import ACTIONS
from desktop.ui.window.main_window import MainWindow

OF_THE_LIST = {spec.id for spec in ACTIONS if spec.page == list_page.NAME}


def visible(window: MainWindow) -> set[str]:
    return {name for name, action in window.actions_by_id.items() if action.isVisible()}


def test_the_list_of_trials_is_the_first_page(window: MainWindow) -> None:
    assert window.pages.name() == list_page.NAME
    assert window.list_page.isVisible()
    assert visible(window) == set(window.actions_by_id)


def test_another_page_takes_the_place_of_the_list_and_leaves_the_window_its_own_actions(
    window: MainWindow, qtbot: QtBot
) -> None:
    other = QLineEdit()
    window.pages.add("other", other)
    assert window.list_page.isVisible()
    window.pages.show_page("other")
    assert (window.list_page.isVisible(), other.isVisible()) == (False, True)
    assert visible(window) == set(window.actions_by_id) - OF_THE_LIST
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search_box.hasFocus()
    window.pages.show_page(list_page.NAME)
    assert (window.list_page.isVisible(), other.isVisible()) == (True, False)
    assert visible(window) == set(window.actions_by_id)


def test_a_page_that_is_added_for_later_is_made_once_when_it_first_comes_into_view(window: MainWindow) -> None:
    made: list[QLineEdit] = []

    def make() -> QLineEdit:
        made.append(QLineEdit())
        return made[-1]

    window.pages.add_later("other", make)
    assert (made, window.pages.name()) == ([], list_page.NAME)
    for name in ("other", list_page.NAME, "other"):
        window.pages.show_page(name)
        assert window.pages.name() == name
    assert len(made) == 1
    assert made[0].isVisible()


def test_a_key_of_the_list_does_nothing_on_another_page(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[None] = []
    window.actions_by_id["next_hit"].triggered.connect(lambda: asked.append(None))
    other = QLineEdit()
    window.pages.add("other", other)
    for page, count in ((list_page.NAME, 1), ("other", 1), (list_page.NAME, 2)):
        window.pages.show_page(page)
        qtbot.keyClick(window, Qt.Key.Key_F3)
        assert len(asked) == count


def test_what_is_found_is_shown_on_the_list_while_another_page_is_in_view(window: MainWindow) -> None:
    window.pages.add("other", QLineEdit())
    window.pages.show_page("other")
    window.search("quercetin")
    assert window.model.rowCount() == 1
    assert window.status.words().startswith("1 of 5 trials")


@pytest.mark.parametrize("view", ["overview", "patient"])
def test_a_window_that_starts_with_another_page_is_completed_too(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, starter: Path, view: str
) -> None:
    workspace = open_or_explain(starter, tmp_path / "config", talk=False)
    assert workspace is not None
    window = window_on(dressed, workspace, view=view)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.completed):
        window.show()
    assert not window.actions_by_id["import_files"].icon().isNull()
    window.close()
    workspace.catalogue.close()

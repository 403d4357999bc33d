"""Searching off the window's thread: only the latest text is answered, and a stale one is stopped."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.facet_index import members
from desktop.catalogue.finding.text_search import StoppableSearch
from desktop.ui.background import Background
from desktop.ui.search import text_look
from desktop.ui.search.text_look import TextLook
from desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import Hand


@pytest.fixture
def look(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[TextLook]:
    monkeypatch.setattr(text_look, "_LARGE", 0)
    background = Background(window)
    yield TextLook(window.workspace.catalogue, background, window)
    background.end()


def test_a_text_is_answered_in_another_thread_as_in_this_one(look: TextLook, window: MainWindow, qtbot: QtBot) -> None:
    catalogue = window.workspace.catalogue
    here = catalogue.index.text.trials("trastuzumab", catalogue.index.all_trials)
    catalogue.index.text.forget()
    ended: list[bool] = []
    look.ask("trastuzumab", lambda: ended.append(catalogue.index.text.knows("trastuzumab")))
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [True]
    assert set(members(here)) == set(members(catalogue.index.text.trials("trastuzumab", catalogue.index.all_trials)))


def test_only_the_latest_text_is_answered(look: TextLook, qtbot: QtBot) -> None:
    ended: list[str] = []
    for text in ("t", "tr", "tra*", "tras*", "trastuzumab"):
        look.ask(text, lambda text=text: ended.append(text))
    qtbot.waitUntil(lambda: bool(ended))
    qtbot.wait(50)
    assert ended == ["trastuzumab"]


def test_a_stopped_search_has_no_answer_and_harms_nothing(window: MainWindow) -> None:
    catalogue = window.workspace.catalogue
    search = StoppableSearch(catalogue.path, lambda _name: ())
    assert search.trials("trastuzumab", catalogue.index.all_trials, catalogue.index.version) is not None
    search.stop()


def test_typing_searches_in_a_very_large_catalogue_too(
    window: MainWindow, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_look, "_LARGE", 0)
    qtbot.keyClicks(window.search_box, "quercet")
    qtbot.waitUntil(lambda: len(hand.titles()) == 1)
    window.search_box.clear()
    window.search("")
    assert len(hand.titles()) == 5

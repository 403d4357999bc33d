from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui import single_instance
from desktop.ui.single_instance import SingleInstance


def test_a_second_start_brings_the_first_window_to_the_front(tmp_path: Path, qtbot: QtBot, dressed: object) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    second = SingleInstance(tmp_path / "catalogue.db")
    assert (first.is_second(), second.is_second()) == (False, True)
    raised: list[None] = []
    first.listen(lambda: raised.append(None))
    assert second.raise_first()
    qtbot.waitUntil(lambda: len(raised) == 1)
    first.end()


def test_another_catalogue_may_be_open_at_the_same_time(tmp_path: Path, dressed: object) -> None:
    first = SingleInstance(tmp_path / "one.db")
    other = SingleInstance(tmp_path / "two.db")
    assert not other.is_second()
    first.end()
    other.end()


def test_the_end_of_the_first_makes_room(tmp_path: Path, dressed: object) -> None:
    SingleInstance(tmp_path / "catalogue.db").end()
    again = SingleInstance(tmp_path / "catalogue.db")
    assert not again.is_second()
    again.end()


def test_a_first_start_that_does_not_listen_yet_is_asked_again(
    tmp_path: Path, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    second = SingleInstance(tmp_path / "catalogue.db")
    monkeypatch.setattr(single_instance, "sleep", lambda _: first.listen(lambda: None))
    assert second.raise_first()
    first.end()


def test_a_first_start_that_never_listens_is_given_up(
    tmp_path: Path, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    monkeypatch.setattr(single_instance, "sleep", lambda _: None)
    assert not SingleInstance(tmp_path / "catalogue.db").raise_first()
    first.end()

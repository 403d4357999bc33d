from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.ui.single_instance import SingleInstance


def test_a_second_start_brings_the_first_window_to_the_front(tmp_path: Path, qtbot: QtBot, dressed: object) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    second = SingleInstance(tmp_path / "catalogue.db")
    assert (first.is_second(), second.is_second()) == (False, True)
    with qtbot.waitSignal(first.raised):
        assert second.raise_first()
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

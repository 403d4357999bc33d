import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.start import single_instance
from desktop.ui.start.single_instance import Holder, SingleInstance


def test_a_second_start_brings_the_first_window_to_the_front(tmp_path: Path, qtbot: QtBot, dressed: object) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    second = SingleInstance(tmp_path / "catalogue.db")
    assert (first.is_second(), second.is_second()) == (False, True)
    raised: list[Sequence[Path]] = []
    first.listen(raised.append)
    assert second.raise_first()
    qtbot.waitUntil(lambda: raised == [[]])
    first.end()


def test_a_second_start_hands_its_files_over_to_the_first_window(tmp_path: Path, qtbot: QtBot, dressed: object) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    handed: list[Sequence[Path]] = []
    first.listen(handed.append)
    assert SingleInstance(tmp_path / "catalogue.db").raise_first([Path("/downloads/ctg – März.json")])
    qtbot.waitUntil(lambda: handed == [[Path("/downloads/ctg – März.json")]])
    first.end()


@pytest.mark.parametrize("message", [b"", b"[", b"{}", b"[1, null]", b"\xff", b"[" * 100_000])
def test_a_message_of_another_kind_names_no_file(message: bytes) -> None:
    assert single_instance.named_in(message) == []


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
    monkeypatch.setattr(single_instance, "sleep", lambda _: first.listen(lambda _: None))
    assert second.raise_first()
    first.end()


def test_a_first_start_that_never_listens_is_given_up(
    tmp_path: Path, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    monkeypatch.setattr(single_instance, "sleep", lambda _: None)
    assert not SingleInstance(tmp_path / "catalogue.db").raise_first()
    first.end()


@pytest.fixture
def another_program() -> Iterator[int]:
    """Return the number of a process that has nothing to do with the catalogue, run by the same Python."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.kill()


def test_a_lock_whose_process_is_another_program_by_now_holds_nobody_up(
    tmp_path: Path, dressed: object, another_program: int
) -> None:
    lock = tmp_path / "catalogue.db.lock"
    first = SingleInstance(tmp_path / "catalogue.db")
    _, *rest = lock.read_text().split("\n")
    first.end()
    lock.write_text("\n".join([str(another_program), *rest]))
    again = SingleInstance(tmp_path / "catalogue.db")
    assert not again.is_second()
    assert SingleInstance(tmp_path / "catalogue.db").is_second()
    again.end()


def test_a_lock_from_another_computer_names_it_and_can_be_taken_over(tmp_path: Path, dressed: object) -> None:
    (tmp_path / "catalogue.db.lock").write_text("4711\nTrial Catalogue\nward-7\n")
    instance = SingleInstance(tmp_path / "catalogue.db")
    assert instance.is_second()
    assert instance.holder() == Holder(4711, "ward-7", "Trial Catalogue")
    instance.take_over()
    assert not instance.is_second()
    assert SingleInstance(tmp_path / "catalogue.db").is_second()
    instance.end()


def test_a_lock_that_says_nothing_can_be_taken_over(tmp_path: Path, dressed: object) -> None:
    (tmp_path / "catalogue.db.lock").touch()
    instance = SingleInstance(tmp_path / "catalogue.db")
    assert instance.is_second()
    assert instance.holder() is None
    instance.take_over()
    assert not instance.is_second()
    instance.end()
    assert not (tmp_path / "catalogue.db.lock").exists()


def test_a_holder_that_lives_keeps_its_lock_when_another_opens_all_the_same(tmp_path: Path, dressed: object) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    lock = (tmp_path / "catalogue.db.lock").read_text()
    second = SingleInstance(tmp_path / "catalogue.db")
    second.take_over()
    assert not second.is_second()
    second.end()
    assert (tmp_path / "catalogue.db.lock").read_text() == lock
    first.end()


def test_a_window_opened_again_after_a_remedy_listens_in_place_of_the_one_before(
    tmp_path: Path, qtbot: QtBot, dressed: object
) -> None:
    first = SingleInstance(tmp_path / "catalogue.db")
    raised: list[str] = []
    first.listen(lambda _: raised.append("before"))
    first.listen(lambda _: raised.append("after"))
    assert SingleInstance(tmp_path / "catalogue.db").raise_first()
    qtbot.waitUntil(lambda: raised == ["after"])
    first.end()

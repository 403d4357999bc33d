from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.ui.tasks.background import Background


@pytest.fixture
def background(dressed: object) -> Iterator[Background]:
    background = Background()
    yield background
    background.wait()


def test_success_is_told_in_the_thread_of_the_window(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[object, bool]] = []
    window = QThread.currentThread()
    background.start(
        lambda _progress, _stop: QThread.currentThread() is not window,
        lambda result: told.append((result, QThread.currentThread() is window)),
        lambda _error: None,
    )
    assert background.is_busy()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(True, True)]
    assert not background.is_busy()


def test_failure_is_told_and_not_lost(background: Background, qtbot: QtBot) -> None:
    told: list[BaseException] = []

    def fail(_progress: object, _stop: object) -> None:
        raise ValueError("broken")

    background.start(fail, lambda _result: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "broken"


def test_two_thousand_tasks_tell_two_thousand_ends(background: Background, qtbot: QtBot) -> None:
    ends: list[object] = []

    def next_one(_result: object = None) -> None:
        ends.append(None)
        if len(ends) < 2_000:
            background.start(lambda _progress, _stop: None, next_one, lambda _error: None)

    background.start(lambda _progress, _stop: None, next_one, lambda _error: None)
    qtbot.waitUntil(lambda: len(ends) == 2_000, timeout=20_000)


def test_a_task_that_asks_is_stopped(background: Background, qtbot: QtBot) -> None:
    ended: list[object] = []

    def wait(progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> str:
        while not should_stop():
            QThread.msleep(5)
        return "stopped"

    background.start(wait, ended.append, lambda _error: None)
    background.stop()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["stopped"]


def test_only_one_task_runs_at_a_time(background: Background, qtbot: QtBot) -> None:
    ended: list[object] = []
    background.start(lambda _progress, _stop: None, ended.append, lambda _error: None)
    with pytest.raises(RuntimeError):
        background.start(lambda _progress, _stop: None, ended.append, lambda _error: None)
    qtbot.waitUntil(lambda: bool(ended))


def test_progress_reaches_the_window(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    ended: list[object] = []
    background.progressed.connect(lambda done, total: told.append((done, total)))
    background.start(lambda progress, _stop: progress(3, 7), ended.append, lambda _error: None)
    qtbot.waitUntil(lambda: bool(ended))
    assert told == [(3, 7)]

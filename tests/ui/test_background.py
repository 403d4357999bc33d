"""The two lanes of work off the window's thread."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background, Writing
from desktop.ui.window.main_window import MainWindow

Work = Callable[[Callable[[int, int], None], Callable[[], bool]], object]


@pytest.fixture
def background(dressed: object) -> Iterator[Background]:
    background = Background()
    yield background
    background.end()


def a_writing(work: Work, then: Callable[[object], None] = lambda _: None, **more: Callable[[], None]) -> Writing:
    return Writing("Writing…", "Nothing was written", work, then, **more)


def test_success_is_told_in_the_thread_of_the_window(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[object, bool]] = []
    window = QThread.currentThread()
    background.write(
        a_writing(
            lambda _progress, _stop: QThread.currentThread() is not window,
            lambda result: told.append((result, QThread.currentThread() is window)),
        )
    )
    assert background.is_busy()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(True, True)]
    assert not background.is_busy()


def test_failure_is_told_and_not_lost(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []

    def fail(*_: object) -> None:
        raise ValueError("broken")

    background.failed.connect(lambda title, error: told.append((title, str(error))))
    background.write(a_writing(fail))
    qtbot.waitUntil(lambda: len(told) == 1)
    background.read(fail, lambda _: None)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [("Nothing was written", "broken"), ("", "broken")]


def test_what_follows_the_end_is_called_however_it_ends(background: Background, qtbot: QtBot) -> None:
    told: list[str] = []

    def fail(*_: object) -> None:
        raise ValueError("broken")

    background.failed.connect(lambda *_: told.append("failed"))
    for work in (lambda *_: None, fail):
        background.write(a_writing(work, lambda _: told.append("then"), ended=lambda: told.append("ended")))
        qtbot.waitUntil(lambda: not background.is_busy())
    assert told == ["ended", "then", "ended", "failed"]


def test_two_thousand_tasks_tell_two_thousand_ends(background: Background, qtbot: QtBot) -> None:
    ends: list[object] = []

    def next_one(_result: object = None) -> None:
        ends.append(None)
        if len(ends) < 2_000:
            background.write(a_writing(lambda _progress, _stop: None, next_one))

    background.write(a_writing(lambda _progress, _stop: None, next_one))
    qtbot.waitUntil(lambda: len(ends) == 2_000, timeout=20_000)


def test_a_task_that_asks_is_stopped(background: Background, qtbot: QtBot) -> None:
    ended: list[object] = []

    def wait(progress: Callable[[int, int], None], should_stop: Callable[[], bool]) -> str:
        while not should_stop():
            QThread.msleep(5)
        return "stopped"

    background.write(a_writing(wait, ended.append))
    background.stop()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["stopped"]


def test_only_one_writing_runs_at_a_time(background: Background, qtbot: QtBot) -> None:
    ended: list[object] = []
    background.write(a_writing(lambda _progress, _stop: None, ended.append))
    with pytest.raises(RuntimeError):
        background.write(a_writing(lambda _progress, _stop: None, ended.append))
    qtbot.waitUntil(lambda: bool(ended))


def test_reading_goes_on_beside_writing(background: Background, qtbot: QtBot) -> None:
    has_read, ended, read = threading.Event(), [], []
    background.write(a_writing(lambda _progress, _stop: has_read.wait(60), ended.append))
    background.read(lambda: "read", read.append)
    qtbot.waitUntil(lambda: read == ["read"])
    assert background.is_busy()
    has_read.set()
    qtbot.waitUntil(lambda: ended == [True])


def test_all_work_ends_with_the_window_and_none_begins_afterwards(background: Background, qtbot: QtBot) -> None:
    told: list[object] = []
    stopped = threading.Event()
    threads: list[threading.Thread] = []

    def wait(*_: object) -> bool:
        threads.append(threading.current_thread())
        return stopped.wait(60)

    background.read(wait, told.append, stopped.set)
    background.write(a_writing(lambda _progress, _stop: wait(), lambda _: None))
    qtbot.waitUntil(lambda: len(threads) == 2)
    background.end()
    assert stopped.is_set()
    background.read(lambda: "late", told.append)
    qtbot.waitUntil(lambda: not background.is_busy())
    assert told == []


def test_progress_reaches_the_window(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    ended: list[object] = []
    background.progressed.connect(lambda done, total: told.append((done, total)))
    background.write(a_writing(lambda progress, _stop: progress(3, 7), ended.append))
    qtbot.waitUntil(lambda: bool(ended))
    assert told == [(3, 7)]


def test_closing_the_window_stops_its_work_and_waits_for_the_end(window: MainWindow) -> None:
    ended: list[None] = []

    def wait(_progress: object, should_stop: Callable[[], bool]) -> None:
        while not should_stop():
            QThread.msleep(5)
        ended.append(None)

    window.tasks.background.write(a_writing(wait))
    window.close()
    assert ended == [None]


def test_nothing_that_was_typed_is_looked_for_after_the_window_was_closed(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search_box, "trastuzumab")
    window.close()
    window.workspace.catalogue.close()
    with qtbot.assertNotEmitted(window.search_box.typed, wait=300):
        pass

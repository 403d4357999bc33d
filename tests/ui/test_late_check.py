"""A catalogue that is looked through behind the open window."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop import app, cli
from desktop.catalogue.file.integrity import WholeCheck
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import DamagedFileError
from desktop.trials.stored import DamagedTrial
from desktop.ui.background import Background
from desktop.ui.start.opening import open_or_explain
from desktop.ui.tasks import late_check
from desktop.ui.tasks.following import Following
from desktop.ui.tasks.late_check import LateCheck
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.restore_backup import available_backups
from desktop.workspace import open_workspace
from tests.damaging import damage_table


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Hold which files were looked through."""
    begun: list[Path] = []
    look = WholeCheck.fault
    monkeypatch.setattr(WholeCheck, "fault", lambda check: begun.append(check._path) or look(check))
    return begun


@pytest.fixture
def background(dressed: QApplication) -> Iterator[Background]:
    background = Background()
    yield background
    background.end()


def test_damage_is_told_once_the_window_stands(damaged: Path, qtbot: QtBot, background: Background) -> None:
    check = LateCheck(damaged, background, background)
    with qtbot.waitSignal(check.damaged, timeout=10_000) as told:
        check.begin()
    assert isinstance(told.args[0], DamagedFileError)
    assert "restore a backup" in str(told.args[0])


def test_a_large_file_is_looked_through_a_little_later(
    damaged: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, background: Background, looks: list[Path]
) -> None:
    monkeypatch.setattr(late_check, "is_large", lambda _: True)
    monkeypatch.setattr(late_check, "_AFTER_START_MS", 50)
    check = LateCheck(damaged, background, background)
    check.begin()
    assert looks == []
    with qtbot.waitSignal(check.damaged, timeout=10_000):
        pass
    assert looks == [damaged]


def test_nothing_is_told_of_a_sound_file(tmp_path: Path, qtbot: QtBot, background: Background) -> None:
    open_file(tmp_path / "catalogue.db").close()
    check = LateCheck(tmp_path / "catalogue.db", background, background)
    told: list[object] = []
    check.damaged.connect(told.append)
    with qtbot.waitSignal(check.checked, timeout=10_000):
        check.begin()
    assert told == []


def test_nothing_is_told_of_a_file_that_is_gone_meanwhile(
    tmp_path: Path, background: Background, looks: list[Path]
) -> None:
    open_file(tmp_path / "catalogue.db").close()
    check = LateCheck(tmp_path / "catalogue.db", background, background)
    for file in tmp_path.glob("catalogue.db*"):
        file.unlink()
    looks.clear()  # opening it was a look
    check.look()
    background.end()
    assert looks == []


def test_a_check_whose_window_has_ended_never_begins(damaged: Path, background: Background, looks: list[Path]) -> None:
    check = LateCheck(damaged, background, background)
    background.end()
    check.look()
    background.end()
    assert looks == []


class User:
    """Start the program, answer its dialogs, and look at its windows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, application: QApplication, config: Path) -> None:
        self.told: list[str] = []
        self.windows: list[int] = []
        """How many trials each window showed."""
        self._chosen: list[QPushButton] = []
        self._choice = ""
        self._config = config
        self.does: Callable[[MainWindow], None] = lambda _window: None
        self.while_asked: Callable[[], None] = lambda: None
        monkeypatch.setattr(app, "make_application", lambda **_: application)
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        monkeypatch.setattr(app, "until_closed", self._until_closed)
        monkeypatch.setattr(QMessageBox, "exec", lambda box: self._answer(box))
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: self._chosen[-1])

    def starts(self, catalogue: Path, choice: str, *options: str) -> int:
        """Start the program on a catalogue, choose the button that begins so in its dialogs, return the exit code."""
        self._choice = choice
        return app.run(cli.parse(["--database", str(catalogue), "--config", str(self._config), *options]))

    def _answer(self, box: QMessageBox) -> int:
        self.told.append(box.informativeText())
        self.while_asked()
        self._chosen.append(next(each for each in box.buttons() if each.text().startswith(self._choice)))
        return 0

    def _until_closed(self, application: QApplication) -> int:
        window = next(
            each for each in application.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()
        )
        self.windows.append(window.model.rowCount())
        checked: list[None] = []
        window.tasks.late_check.checked.connect(lambda: checked.append(None))
        self.does(window)
        # As the event loop of the program: it ends with the window, which stays at least until its file was checked.
        while window.isVisible() and not checked:
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        application.processEvents()
        window.close()
        return 0


@pytest.fixture
def filled(tmp_path: Path, starter: Path) -> Path:
    """Return a catalogue of the starter documents with a backup."""
    path = starter
    workspace = open_or_explain(path, tmp_path, talk=False)
    assert workspace is not None
    assert workspace.catalogue.back_up()
    workspace.catalogue.close()
    return path


@pytest.fixture
def backed_up(filled: Path) -> Path:
    """Return a catalogue of the starter documents with a backup, damaged since where only a look through finds it."""
    damage_table(filled, "schema_migration")
    return filled


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch, dressed: QApplication, tmp_path: Path) -> User:
    return User(monkeypatch, dressed, tmp_path / "config")


def test_a_catalogue_found_damaged_behind_its_window_is_restored_and_shown_again(
    backed_up: Path, user: User, qtbot: QtBot
) -> None:
    said: list[str] = []
    user.does = lambda window: window.tasks.late_check.checked.connect(lambda: said.append(window.status.words()))
    assert user.starts(backed_up, "Restore") == 0
    assert user.windows == [5, 5]
    assert [words.startswith("Restored the copy of ") for words in said][-1]
    assert [told.count("is damaged") for told in user.told] == [1]
    assert len(list(backed_up.parent.glob("catalogue.db.damaged-*"))) == 1


def test_after_going_back_to_a_copy_the_window_says_so(filled: Path, user: User, qtbot: QtBot) -> None:
    (copy,) = available_backups(filled)
    said: list[str] = []

    def work(window: MainWindow) -> None:
        if len(user.windows) == 1:
            window.completed.connect(lambda: window.left_for.emit(Following(filled, copy)))
        else:
            window.tasks.late_check.checked.connect(lambda: said.append(window.status.words()))

    user.does = work
    assert user.starts(filled, "") == 0
    assert len(user.windows) == 2
    assert said[0].startswith("Restored the copy of ")
    assert f"{copy.made:%H:%M}, with 5 trials — " in said[0]


def test_a_user_who_does_not_restore_a_damaged_catalogue_gets_no_window_on_it(
    backed_up: Path, user: User, qtbot: QtBot
) -> None:
    before = backed_up.read_bytes()
    assert user.starts(backed_up, "Quit") == 1
    assert user.windows == [5]
    assert backed_up.read_bytes() == before


@pytest.mark.parametrize(
    "table",
    [
        *("trial", "document", "source", "identifier", "identifier_trial", "own_work", "report", "change"),
        *("change_trial", "setting", "kept", "facet_value", "trial_value", "trial_text_data"),
    ],
)
def test_whatever_is_damaged_its_remedy_is_offered_and_helps(
    filled: Path, user: User, qtbot: QtBot, table: str
) -> None:
    damage_table(filled, table)
    assert user.starts(filled, "Restore") == 0
    assert ["is damaged" in told for told in user.told] == [True]
    assert user.windows[-1] == 5


def test_damage_met_while_the_window_is_built_is_no_bug(filled: Path, user: User, qtbot: QtBot) -> None:
    damage_table(filled, "trial_text_data")
    assert user.starts(filled, "Restore", "--query", "trastuzumab") == 0
    assert ["is damaged" in told for told in user.told] == [True]


def test_nothing_of_a_window_goes_on_behind_the_remedies(filled: Path, user: User, qtbot: QtBot) -> None:
    def types_and_meets_damage(window: MainWindow) -> None:
        if len(user.windows) == 1:
            qtbot.keyClicks(window.search_box, "trastuzumab")
            window.damaged.emit(DamagedFileError("The file is damaged."))

    user.does = types_and_meets_damage
    user.while_asked = lambda: qtbot.wait(400)
    assert user.starts(filled, "Restore") == 0
    assert user.told == ["The file is damaged."]
    assert user.windows == [5, 5]


def test_an_empty_catalogue_that_is_damaged_is_not_filled(tmp_path: Path, user: User, qtbot: QtBot) -> None:
    path = tmp_path / "catalogue.db"
    open_workspace(path).catalogue.close()
    damage_table(path, "change")
    before = path.read_bytes()
    assert user.starts(path, "Quit") == 1
    assert path.read_bytes() == before
    assert user.windows == []


def test_damage_met_while_reading_is_no_bug(tmp_path: Path, user: User, qtbot: QtBot) -> None:
    def malformed(*_: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    user.does = lambda window: setattr(window.workspace.catalogue.trials, "get", malformed)
    assert user.starts(tmp_path / "catalogue.db", "Quit") == 1
    assert user.windows == [5]
    assert "is damaged" in user.told[0]


def test_a_second_start_of_the_program_brings_the_first_window_to_the_front(
    tmp_path: Path, user: User, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    raised: list[MainWindow] = []
    monkeypatch.setattr(
        app, "_bring_to_front", lambda window, _files: raised.append(window)
    )  # which the offscreen platform cannot do

    def starts_again(window: MainWindow) -> None:
        with qtbot.waitSignal(window.completed):
            pass
        codes.append(user.starts(tmp_path / "catalogue.db", "Quit"))
        qtbot.waitUntil(lambda: raised == [window])

    user.does = starts_again
    assert user.starts(tmp_path / "catalogue.db", "Quit") == 0
    assert (codes, user.windows, user.told) == ([0], [5], [])


@pytest.mark.parametrize(("choice", "code", "windows"), [("Quit", 1, []), ("Open anyway", 0, [5])])
def test_a_lock_left_behind_elsewhere_is_told_and_the_catalogue_can_be_opened(
    tmp_path: Path, user: User, qtbot: QtBot, choice: str, code: int, windows: list[int]
) -> None:
    (tmp_path / "catalogue.db.lock").write_text("4711\nTrial Catalogue\nward-7\n")
    assert user.starts(tmp_path / "catalogue.db", choice) == code
    assert user.windows == windows
    (told,) = user.told
    assert "held by Trial Catalogue, process 4711 on the computer ward-7" in told


def test_a_window_that_is_only_starting_is_told_too(tmp_path: Path, user: User, qtbot: QtBot) -> None:
    codes: list[int] = []
    user.does = lambda _window: codes.append(user.starts(tmp_path / "catalogue.db", "Quit"))  # nobody listens yet
    assert user.starts(tmp_path / "catalogue.db", "Quit") == 0
    assert (codes, user.windows) == ([1], [5])
    assert f"process {os.getpid()}" in user.told[0]


def test_a_window_that_is_tried_again_opens_once_the_other_has_ended(tmp_path: Path, user: User, qtbot: QtBot) -> None:
    lock = tmp_path / "catalogue.db.lock"
    lock.write_text("4711\nTrial Catalogue\nward-7\n")
    user.while_asked = lock.unlink
    assert user.starts(tmp_path / "catalogue.db", "Try again") == 0
    assert (len(user.told), user.windows) == (1, [5])


def test_a_catalogue_without_the_facet_that_came_later_asks_for_deriving_again(window: MainWindow) -> None:
    deriving, catalogue = window.tasks.deriving, window.workspace.catalogue
    said: list[str] = []
    deriving.told.connect(said.append)
    deriving.remind()
    assert said == []
    stored = [(number, catalogue.trials.get(number)) for number in catalogue.index.search(TrialQuery())]
    catalogue.save_findings(
        (number, each.trial, tuple(found for found in each.findings if found.facet != "cancer_site"))
        for number, each in stored
        if not isinstance(each, DamagedTrial)
    )
    deriving.remind()
    assert said == ["This catalogue was made before cancer site was read: Trial › Read all trials again adds it."]
    assert window.status.words() == said[0]

"""The window is not alone with its file: another program saves into it, its own import does, or the file goes away."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.faults import in_words
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import GoneFileError
from desktop.trials.own_work import Correction
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.trial_detail.reading_place import reading_place
from desktop.ui.window.main_window import MainWindow
from desktop.workflows import import_in_process
from desktop.workflows.export_trials import Selection
from tests.documents_of_ours import an_xml
from tests.ui.conftest import Hand

KEY = "NCT02843126"
Open = Callable[[], MainWindow]


@pytest.fixture
def command_line(project: Path, tmp_path: Path) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        places = ["--database", str(tmp_path / "catalogue.db"), "--config", str(tmp_path / "other")]
        done = subprocess.run(
            [sys.executable, "main.py", *places, *arguments], cwd=project, capture_output=True, text=True, check=True
        )
        return done.stdout

    return run


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number}.xml").write_bytes(an_xml(f"NCT0999{number:04}", f"Study {number} of HER2-positive cancer"))
    return folder


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what boxes say; they are closed at once."""
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    return said


def held(path: Path) -> tuple[int, dict[str, int]]:
    """Return from the tables alone how many trials there are, and how many of each HER2 status."""
    by_value = """
        SELECT value, count(*) FROM trial_value JOIN facet_value ON facet_value.id = value_id
        WHERE facet = 'her2' GROUP BY value
    """
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (trials,) = connection.execute("SELECT count(*) FROM trial").fetchone()
        return trials, dict(connection.execute(by_value).fetchall())


def shown(window: MainWindow) -> tuple[int, dict[str, int]]:
    counts = window.workspace.catalogue.index.count(TrialQuery())["her2"]
    return window.model.rowCount(), {value: n for value, n in counts.items() if n and value != "not_stated"}


def correct(window: MainWindow, key: str, value: str) -> None:
    made = datetime.now().astimezone().isoformat(timespec="seconds")
    window.correcting.write(key, "her2", Correction("her2", (value,), (), "Read in the protocol", made), "made")


def test_a_window_counts_what_the_command_line_imported_and_keeps_no_numbers_of_the_past(
    open_window: Open, command_line: Callable[..., str], many: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    assert window.model.rowCount() == 5
    command_line("import", str(many))
    correct(window, KEY, "low")
    trials, her2 = held(tmp_path / "catalogue.db")
    assert (trials, her2["low"]) == (205, 1)
    assert shown(window) == (trials, her2)
    window.close()
    window.workspace.catalogue.close()
    again = open_window()
    assert shown(again) == (trials, her2)
    hand = Hand(qtbot, again)
    assert (hand.count("her2", "positive"), hand.count("her2", "low")) == (her2["positive"], 1)
    again.search("her2:positive")
    assert len(hand.titles()) == her2["positive"]
    facets = json.loads(command_line("facets", "--json"))
    assert {each["value"]: each["count"] for each in facets["her2"]}["positive"] == her2["positive"]
    assert command_line("check") == "Everything is sound.\n"


def test_a_window_that_is_closed_long_after_another_program_saved_writes_nothing(
    open_window: Open, command_line: Callable[..., str], many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.tasks.file_watch._EVERY_MS", 1_000_000)
    window = open_window()
    correct(window, KEY, "low")
    command_line("import", str(many))
    window.close()
    window.workspace.catalogue.close()
    assert shown(open_window()) == held(tmp_path / "catalogue.db")
    assert command_line("check") == "Everything is sound.\n"


def test_the_window_shows_by_itself_what_another_program_saved(
    window: MainWindow, hand: Hand, command_line: Callable[..., str], many: Path, qtbot: QtBot
) -> None:
    assert window.open_trial(KEY)
    before = hand.count("her2", "positive")
    command_line("import", str(many))
    qtbot.waitUntil(lambda: window.model.rowCount() == 205)
    assert hand.count("her2", "positive") == before + 200
    assert window.status.words() == "205 trials"
    assert window.trial_list.current_id() == window.workspace.catalogue.trials.id_of(KEY)


def test_the_reader_keeps_her_place_when_another_program_saves(
    window: MainWindow, command_line: Callable[..., str], many: Path, qtbot: QtBot
) -> None:
    assert window.open_trial(KEY)
    text = window.detail.text
    qtbot.waitUntil(lambda: text.verticalScrollBar().maximum() > 150)
    text.verticalScrollBar().setValue(150)
    qtbot.waitUntil(lambda: bool(reading_place(text).lines))  # the head is as high as its words need by then
    before = reading_place(text)
    command_line("import", str(many / "1.xml"))
    qtbot.waitUntil(lambda: window.model.rowCount() == 6)
    assert window.trial_list.current_id() == window.workspace.catalogue.trials.id_of(KEY)
    assert reading_place(text) == before


def test_nothing_is_shown_again_while_nothing_was_saved(window: MainWindow, qtbot: QtBot) -> None:
    correct(window, KEY, "low")
    window.tasks.watch.look()
    with qtbot.assertNotEmitted(window.tasks.changed):
        window.tasks.watch.look()


def test_corrections_made_while_the_windows_own_import_runs_are_found_afterwards(
    open_window: Open, many: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    monkeypatch.setattr(import_in_process, "is_large", lambda *_: True)
    monkeypatch.setattr(ImportReportDialog, "exec", lambda _: 0)
    window = open_window()
    keys = [
        row.key for row in window.workspace.catalogue.index.rows(window.workspace.catalogue.index.search(TrialQuery()))
    ]
    window.tasks.importing.start([many])
    made = 0
    while window.tasks.background.is_busy():
        correct(window, keys[made % 5], ("low", "negative")[made // 5 % 2])
        made += 1
        qtbot.wait(20)
    assert made > 5
    assert told == []
    trials, her2 = held(tmp_path / "catalogue.db")
    assert trials == 205
    assert her2.get("low", 0) + her2.get("negative", 0) >= 5
    assert shown(window) == (trials, her2)
    window.close()
    window.workspace.catalogue.close()
    again = open_window()
    assert shown(again) == (trials, her2)
    assert again.workspace.catalogue.index.count(TrialQuery())["review"]["corrected"] == 5
    assert again.workspace.catalogue.faults() == ()


@pytest.fixture
def unwatched(open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Return a window that looks at its file only when it is told to."""
    monkeypatch.setattr("desktop.ui.tasks.file_watch._EVERY_MS", 1_000_000)
    return open_window()


def test_a_correction_into_a_file_that_is_gone_is_refused_and_not_to_be_undone(
    unwatched: MainWindow, told: list[str], tmp_path: Path
) -> None:
    window = unwatched
    assert window.open_trial(KEY)
    (tmp_path / "catalogue.db").unlink()
    before = shown(window)
    assert window.detail.trial is not None
    window.correcting.keep(window.detail.trial, window.workspace.facets["her2"], ("low",), "why")
    assert len(told) == 1
    assert "is gone" in told[0]
    assert shown(window) == before
    assert not window.whole.undo.canUndo()


@pytest.mark.parametrize("in_own_process", [False, True])
def test_an_import_into_a_file_that_is_gone_makes_no_new_catalogue(
    unwatched: MainWindow,
    told: list[str],
    tmp_path: Path,
    many: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    in_own_process: bool,
) -> None:
    monkeypatch.setattr(import_in_process, "is_large", lambda *_: in_own_process)
    (tmp_path / "catalogue.db").unlink()
    unwatched.tasks.importing.start([many])
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "is gone" in told[0]
    assert not (tmp_path / "catalogue.db").exists()
    assert unwatched.model.rowCount() == 5


def test_an_import_that_ends_early_says_what_is_in_the_catalogue(
    window: MainWindow, many: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.workflows.import_documents._BATCH", 40)
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(
        ImportReportDialog, "exec", lambda dialog: said.append((dialog.windowTitle(), dialog.summary()))
    )
    save = Catalogue.save

    def save_until_full(catalogue: Catalogue, *batch: object) -> object:
        if len(catalogue) > 80:
            raise in_words(catalogue.path, OSError(28, "No space left on device"))
        return save(catalogue, *batch)

    monkeypatch.setattr(Catalogue, "save", save_until_full)
    for new, sentence in ((80, "What is new or changed here is in the catalogue"), (0, "Nothing was changed.")):
        window.tasks.importing.start([many])
        qtbot.waitUntil(lambda: not window.tasks.background.is_busy(), timeout=20_000)
        title, summary = said.pop()
        assert title == "Import stopped"
        assert f"is full; make room and try again. {sentence}" in summary
        assert f"{new} trials new" in summary
        assert window.model.rowCount() == 85


def test_an_export_from_a_file_that_is_gone_is_refused(
    unwatched: MainWindow, told: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "catalogue.db").unlink()
    ids = tuple(unwatched.model.ids)
    unwatched.tasks.exporting.start(tmp_path / "out.csv", Selection(ids, "5 trials", TrialQuery(), ()), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "is gone" in told[0]
    assert not (tmp_path / "out.csv").exists()


def test_the_window_says_once_that_its_file_is_gone_and_says_it_again_if_it_came_back_and_went(
    unwatched: MainWindow, told: list[str], tmp_path: Path
) -> None:
    look = unwatched.tasks.watch.look
    path = tmp_path / "catalogue.db"
    for _ in range(2):
        path.rename(tmp_path / "away.db")
        look()
        look()
        (tmp_path / "away.db").rename(path)
        look()
    assert [each.startswith(f"{path} is gone") for each in told] == [True, True]


def test_a_reading_that_fails_because_the_file_is_gone_is_no_bug(unwatched: MainWindow, told: list[str]) -> None:
    error = GoneFileError("The file is gone.")
    app._tell(unwatched.workspace, lambda _: None, GoneFileError, error, None)
    assert told == ["The file is gone."]


def test_a_trial_that_another_program_has_taken_out_is_not_corrected_in_silence(
    unwatched: MainWindow, told: list[str]
) -> None:
    for key, named in (("NCT00000000", "NCT00000000"), ("doc-000000000000", "This trial")):
        correct(unwatched, key, "low")
        assert told.pop() == f"{named} is no longer in the catalogue; another program has taken it out."

"""The window on a catalogue in which a trial is damaged."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.catalogue.file.originals import originals_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.own_work import Correction
from desktop.ui.start.opening import open_or_explain
from desktop.ui.trial_list.trial_table_model import COLUMNS
from desktop.ui.window.main_window import MainWindow
from tests.damaging import flip_bit, flip_in_trial


@pytest.fixture
def key(tmp_path: Path) -> str:
    """Return the key of the trial that the window shows first, in a catalogue of the starter documents."""
    workspace = open_or_explain(tmp_path / "catalogue.db", tmp_path / "config", talk=False)
    assert workspace is not None
    catalogue = workspace.catalogue
    (row,) = catalogue.index.rows([catalogue.index.search(TrialQuery())[0]])
    catalogue.close()
    return row.key


def titles(window: MainWindow) -> list[str]:
    return [str(window.model.index(row, 0).data()) for row in range(window.model.rowCount())]


def test_the_window_stands_though_its_first_trial_is_damaged(
    key: str, tmp_path: Path, open_window: Callable[[], MainWindow]
) -> None:
    flip_in_trial(tmp_path / "catalogue.db", "record", key)
    window = open_window()
    assert window.detail.trial is None
    assert window.detail.currentWidget() is window.detail.damage
    assert "import its documents again" in window.detail.damage.words.text()
    first, *others = titles(window)
    assert first.startswith("[damaged] ")
    assert not [title for title in others if "damaged" in title]
    for row in range(1, 5):
        window.trial_list.choose(window.model.ids[row])
        assert window.detail.trial is not None
    for name in ("correct", "copy_identifier", "copy_rows", "next_hit"):
        window.trial_list.choose(window.model.ids[0])
        window.actions_by_id[name].trigger()
    window.whole.redraw()


def test_a_line_that_is_damaged_through_and_through_says_damaged_in_every_column(
    key: str, tmp_path: Path, open_window: Callable[[], MainWindow]
) -> None:
    flip_in_trial(tmp_path / "catalogue.db", "record", key)
    flip_in_trial(tmp_path / "catalogue.db", "title", key, bit=5)
    window = open_window()
    first = next(row for row, title in enumerate(titles(window)) if "uncertain" in title)
    texts = [str(window.model.index(first, column).data()) for column in range(1, len(COLUMNS))]
    assert set(texts) == {"Damaged"}
    for column in range(len(COLUMNS)):
        assert window.model.index(first, column).data(Qt.ItemDataRole.ToolTipRole)
    window.grab()


def test_a_click_mends_a_damaged_trial(
    key: str, tmp_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    flip_in_trial(tmp_path / "catalogue.db", "record", key)
    window = open_window()
    with qtbot.waitSignal(window.tasks.mending.changed, timeout=20_000):
        qtbot.mouseClick(window.detail.damage.mend, Qt.MouseButton.LeftButton)
    assert window.detail.trial is not None
    assert window.detail.trial.trial.key == key
    assert not [title for title in titles(window) if "damaged" in title]


def test_a_trial_whose_original_is_lost_is_named_by_the_click_that_cannot_mend_it(
    key: str, tmp_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip_in_trial(tmp_path / "catalogue.db", "record", key)
    with closing(sqlite3.connect(originals_of(tmp_path / "catalogue.db"))) as connection:
        connection.execute("DELETE FROM original")
        connection.commit()
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.informativeText()))
    window = open_window()
    qtbot.mouseClick(window.detail.damage.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "A phase 2 trial of dasatinib" in told[0]
    assert "not kept" in told[0]
    assert window.detail.currentWidget() is window.detail.damage


def test_a_damaged_correction_is_said_above_the_trial(
    key: str, tmp_path: Path, open_window: Callable[[], MainWindow], dressed: QApplication
) -> None:
    window = open_window()
    number = window.workspace.catalogue.trials.id_of(key)
    assert number is not None
    window.workspace.catalogue.correct(number, "her2", Correction("her2", ("low",), (), "read", "2026-11-20"))
    flip_bit(tmp_path / "catalogue.db", "SELECT content FROM own_work", "UPDATE own_work SET content = ?", 9)
    window.whole.reader.show(number)
    assert "HER2" in window.detail.warning.whole()
    assert "damaged" in window.detail.warning.whole()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_bits_flip_the_window_stands_and_shows_no_wrong_title(
    key: str, tmp_path: Path, open_window: Callable[[], MainWindow], seed: int
) -> None:
    with closing(sqlite3.connect(tmp_path / "catalogue.db")) as connection:
        whole = {str(title) for (title,) in connection.execute("SELECT title FROM trial")}
        keys = [str(found) for (found,) in connection.execute("SELECT key FROM trial ORDER BY key")]
    chance = random.Random(seed)
    for harmed in [key, *chance.sample(keys, 2)]:
        column = chance.choice(("record", "row", "title"))
        flip_in_trial(tmp_path / "catalogue.db", column, harmed, chance.randrange(100_000))
    kept = "SELECT content FROM kept WHERE value = 'by title'"
    flip_bit(tmp_path / "catalogue.db", kept, "UPDATE kept SET content = ? WHERE value = 'by title'", seed)
    window = open_window()
    assert window.model.rowCount() == 5
    for row in range(5):
        window.trial_list.choose(window.model.ids[row])
        trial = window.detail.trial
        assert trial is None or trial.trial.title in whole
        assert (trial is None) == (window.detail.currentWidget() is window.detail.damage)
    bare = [title.removeprefix("[damaged] ") for title in titles(window)]
    assert [title for title in bare if title not in whole and "uncertain" not in title] == []

"""A catalogue that is too large to be looked through at the start."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue import opening
from desktop.catalogue.opening import WholeCheck, open_database
from desktop.errors import DamagedFileError
from desktop.ui.late_check import LateCheck


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.db"
    database = open_database(path)
    with database.atomic():
        for number in range(2_000):
            database.execute_sql("INSERT INTO setting (name, value) VALUES (?, ?)", (f"{number}", "x" * 400))
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    content = bytearray(path.read_bytes())
    content[-40_960:-36_864] = b"\xaa" * 4_096
    path.write_bytes(content)
    return path


def test_a_small_file_is_looked_through_before_it_opens(damaged: Path) -> None:
    with pytest.raises(DamagedFileError):
        open_database(damaged)


def test_a_large_file_opens_and_is_found_damaged_behind_the_window(
    damaged: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_CHECKED_AT_ONCE", 1_000)
    open_database(damaged).close()
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: told.append(self.informativeText()))
    window = QWidget()
    qtbot.addWidget(window)
    check = LateCheck(damaged, window)
    check.start()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "is damaged" in told[0]
    assert "restore a backup" in told[0]
    check.stop()


def test_a_sound_file_has_no_fault_and_may_be_stopped_at_any_time(tmp_path: Path) -> None:
    open_database(tmp_path / "catalogue.db").close()
    check = WholeCheck(tmp_path / "catalogue.db")
    assert check.fault() == ""
    check.stop()

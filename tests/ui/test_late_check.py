"""A catalogue that is too large to be looked through at the start."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue import whole_check
from desktop.catalogue.opening import open_file
from desktop.catalogue.whole_check import WholeCheck
from desktop.ui.late_check import LateCheck


def test_a_large_file_opens_and_is_found_damaged_behind_the_window(
    damaged: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_check, "_CHECKED_AT_ONCE", 1_000)
    open_file(damaged).close()
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
    open_file(tmp_path / "catalogue.db").close()
    check = WholeCheck(tmp_path / "catalogue.db")
    assert check.fault() == ""
    check.stop()

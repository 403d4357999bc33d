"""A catalogue that does not open: what is said, what is offered, and that nothing is lost."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.ui.opening import open_or_explain


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, dressed: object) -> list[str]:
    """Answer each dialog with the button whose words begin so; what was said is appended."""
    wanted: list[str] = []
    chosen: list[object] = []

    def exec_(box: QMessageBox) -> int:
        words = wanted.pop(0)
        chosen.append(next(button for button in box.buttons() if button.text().startswith(words)))
        wanted.append(box.informativeText())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: chosen[-1])
    return wanted


def a_catalogue(path: Path) -> Path:
    workspace = open_or_explain(path, path.parent, talk=False)
    assert workspace is not None
    workspace.catalogue.back_up()
    workspace.catalogue.close()
    return path


def test_a_first_start_fills_the_catalogue(tmp_path: Path) -> None:
    workspace = open_or_explain(tmp_path / "catalogue.db", tmp_path, talk=False)
    assert workspace is not None
    assert len(workspace.catalogue) == 5
    workspace.catalogue.close()


def test_a_damaged_catalogue_is_restored_from_its_copy(tmp_path: Path, answers: list[str]) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    path.write_bytes(b"damaged beyond reading" * 100)
    answers.append("Restore the copy of")
    workspace = open_or_explain(path, tmp_path, talk=True)
    assert workspace is not None
    assert len(workspace.catalogue) == 5
    assert "damaged" in answers[0]
    assert len(list(tmp_path.glob("catalogue.db.damaged-*"))) == 1
    workspace.catalogue.close()


def test_a_newer_catalogue_opens_for_reading_only(tmp_path: Path, answers: list[str]) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    answers.append("Open for reading only")
    workspace = open_or_explain(path, tmp_path, talk=True)
    assert workspace is not None
    assert "newer version" in answers[0]
    assert (len(workspace.catalogue), workspace.catalogue.read_only) == (5, True)
    workspace.catalogue.close()
    assert path.read_bytes() == before


def test_without_a_window_the_fault_goes_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "catalogue.db").touch()
    assert open_or_explain(tmp_path / "catalogue.db", tmp_path, talk=False) is None
    assert "is empty" in capsys.readouterr().err

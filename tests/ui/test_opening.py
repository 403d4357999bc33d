"""A catalogue that does not open: what is said, what is offered, and that nothing is lost."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop.catalogue.file.backups import backups_of
from desktop.ui.start.opening import open_or_explain
from desktop.ui.start.remedies import ask_about_holder
from desktop.ui.tasks.copies_dialog import CopiesDialog
from desktop.workflows.import_documents import import_documents
from desktop.workspace import open_workspace
from tests.damaging import damage_table
from tests.documents_of_ours import an_xml


@pytest.fixture
def offered() -> list[list[str]]:
    """Return what the buttons of each dialog said."""
    return []


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, dressed: object, offered: list[list[str]]) -> list[str]:
    """Answer each dialog with the button whose words begin so; what was said is appended."""
    wanted: list[str] = []
    chosen: list[object] = []

    def exec_(box: QMessageBox) -> int:
        words = wanted.pop(0)
        offered.append([button.text() for button in box.buttons()])
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


def more_trials(path: Path, folder: Path) -> None:
    """Import another trial into a catalogue and make another copy."""
    (folder / "one.xml").write_bytes(an_xml("NCT09990001"))
    workspace = open_workspace(path, folder)
    import_documents([folder / "one.xml"], workspace.catalogue, workspace.vocabularies, back_up=False)
    assert workspace.catalogue.back_up()
    workspace.catalogue.close()


def opened(path: Path, folder: Path) -> int:
    """Open a catalogue with the remedies that the answers choose, and return how many trials it holds."""
    workspace = open_or_explain(path, folder, talk=True)
    assert workspace is not None
    trials = len(workspace.catalogue)
    workspace.catalogue.close()
    return trials


def test_a_damaged_copy_hides_no_other(tmp_path: Path, answers: list[str], offered: list[list[str]]) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    more_trials(path, tmp_path)
    newest, _ = backups_of(path)
    damage_table(newest, "trial")
    path.write_bytes(b"damaged beyond reading" * 100)
    answers.append("Restore the copy of")
    assert opened(path, tmp_path) == 5
    assert "(trials: 5)" in offered[0][0]


def test_an_older_copy_can_be_chosen(
    tmp_path: Path, answers: list[str], offered: list[list[str]], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    more_trials(path, tmp_path)
    path.write_bytes(b"damaged beyond reading" * 100)
    lists: list[list[str]] = []

    def choose_the_last(dialog: CopiesDialog) -> int:
        with qtbot.waitSignal(dialog.looked_through):
            pass
        lists.append([dialog.list.item(row).text() for row in range(dialog.list.count())])
        dialog.list.setCurrentRow(dialog.list.count() - 1)
        dialog.accept()
        return 1

    monkeypatch.setattr(CopiesDialog, "exec", choose_the_last)
    answers.append("Choose another copy")
    assert opened(path, tmp_path) == 5
    assert "(trials: 6)" in offered[0][0]
    assert [each.partition(" (")[2] for each in lists[0]] == ["trials: 6)", "trials: 5)"]


def test_who_chooses_no_copy_is_asked_again(
    tmp_path: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    more_trials(path, tmp_path)
    path.write_bytes(b"damaged beyond reading" * 100)
    monkeypatch.setattr(CopiesDialog, "exec", lambda dialog: dialog.reject())
    answers += ["Choose another copy", "Quit"]
    assert open_or_explain(path, tmp_path, talk=True) is None
    assert path.read_bytes() == b"damaged beyond reading" * 100


def test_a_catalogue_that_is_gone_is_restored_from_its_copy(
    tmp_path: Path, answers: list[str], offered: list[list[str]]
) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    path.unlink()
    answers.append("Restore the copy of")
    assert opened(path, tmp_path) == 5
    assert "is missing" in answers[0]
    assert "Open for reading only" not in offered[0]


def test_a_catalogue_that_is_gone_is_begun_anew_if_she_says_so(tmp_path: Path, answers: list[str]) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    more_trials(path, tmp_path)
    path.unlink()
    answers.append("Begin a new catalogue")
    assert opened(path, tmp_path) == 5
    assert len(backups_of(path)) >= 2


def test_a_restore_that_fails_is_told_and_offered_again(
    tiny_disk: Path, answers: list[str], offered: list[list[str]], tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    path = tiny_disk / "catalogue.db"
    copy = backups_of(a_catalogue(shelf / "catalogue.db"))[0]
    (tiny_disk / "backups").mkdir()
    shutil.copy(copy, tiny_disk / "backups")
    path.write_bytes(b"damaged beyond reading" * 100)
    with (tiny_disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(4096))
    answers += ["Restore the copy of", "Quit"]
    assert open_or_explain(path, shelf, talk=True) is None
    assert "is full; make room and try again." in answers[1]
    assert offered[0] == offered[1]
    assert path.read_bytes() == b"damaged beyond reading" * 100


def test_a_lock_that_names_nobody_is_told_without_a_name(answers: list[str], tmp_path: Path) -> None:
    answers.append("Open anyway")
    assert ask_about_holder(None, tmp_path / "catalogue.db") == "open"
    assert "but not where" in answers[0]

"""Files written whole, private where they are the user's own, and what kills leave behind."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from desktop import files
from desktop.catalogue.file.creating import create
from desktop.errors import log_bug
from desktop.exports.atomic_write import atomic_write
from desktop.files import (
    PASTED,
    is_temporary,
    make_private_folder,
    move_to_new,
    sweep,
    temporary_beside,
    whole_file,
)
from desktop.workflows.sweeping import sweep_leftovers

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
_TWO_DAYS_S = 2 * 24 * 60 * 60


def aged(path: Path) -> Path:
    """Make a file two days old, as a kill long ago would have left it."""
    long_ago = time.time() - _TWO_DAYS_S
    os.utime(path, (long_ago, long_ago))
    return path


def left_over(folder: Path) -> Path:
    path = temporary_beside(folder / "trials.csv")
    path.write_bytes(b"half")
    return aged(path)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_files_of_the_user_and_folders_made_for_them_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    make_private_folder(folder)
    with whole_file(folder / "settings") as stream:
        stream.write(b"private")
    assert (mode(folder), mode(folder / "settings")) == (0o700, 0o600)


@posix
def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_private_folder(tmp_path)
    assert mode(tmp_path) == 0o750


@posix
def test_the_log_of_bugs_is_private(tmp_path: Path) -> None:
    log = log_bug(RuntimeError("boom"), tmp_path / "logs")
    log_bug(RuntimeError("again"), tmp_path / "logs")
    assert (mode(log), mode(log.parent)) == (0o600, 0o700)
    assert log.read_text().count("RuntimeError") == 2


@pytest.mark.parametrize("links", [True, False])
def test_a_file_never_takes_the_name_of_another(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:  # a disk that knows no second name for a file, as those of USB sticks

        def refuse(*_: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(files.os, "link", refuse)
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"first")
    move_to_new(source, target)
    source.write_bytes(b"second")
    with pytest.raises(FileExistsError):
        move_to_new(source, target)
    assert (target.read_bytes(), source.read_bytes()) == (b"first", b"second")


def test_what_a_kill_left_long_ago_is_swept_and_nothing_else(tmp_path: Path) -> None:
    left_over(tmp_path)
    database = temporary_beside(tmp_path / "catalogue.db")
    for ending in ("", "-journal", "-wal", "-shm"):
        path = database.with_name(database.name + ending)
        path.touch()
        aged(path)
    pasted = tmp_path / f"{PASTED}a1b2c3d4"
    pasted.mkdir()
    (pasted / "Copied text.txt").write_text("a trial")
    aged(pasted)
    young = temporary_beside(tmp_path / "young")
    young.write_bytes(b"being written")
    others = [tmp_path / name for name in ("report.part", ".trial-catalogue-notes.part", ".trial-catalogue-x.part.csv")]
    for each in others:
        each.write_bytes(b"hers")
        aged(each)
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([young, *others])


@posix
def test_a_link_with_our_name_is_swept_but_not_followed(tmp_path: Path) -> None:
    hers = tmp_path / "hers"
    hers.mkdir()
    (hers / "letter.txt").write_text("hers")
    link = temporary_beside(tmp_path / "x")
    link.symlink_to(hers)
    os.utime(link, (0, 0), follow_symlinks=False)
    sweep(tmp_path)
    assert (hers / "letter.txt").read_text() == "hers"
    assert not link.is_symlink()


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    sweep(tmp_path / "gone")


def test_a_start_sweeps_where_the_program_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [tmp_path, tmp_path / "backups", tmp_path / "exports", tmp_path / "temporary"]
    for each in places[1:]:
        each.mkdir()
    left = [left_over(each) for each in places]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    create(tmp_path / "catalogue.db")
    sweep_leftovers(tmp_path / "catalogue.db", tmp_path / "exports")
    assert not [each for each in left if each.exists()]
    assert (tmp_path / "catalogue.db").exists()


def test_an_export_sweeps_the_folder_it_writes_to(tmp_path: Path) -> None:
    left = left_over(tmp_path)
    with atomic_write(tmp_path / "trials.csv") as stream:
        stream.write(b"new")
    assert not left.exists()


@posix
def test_what_a_killed_export_leaves_has_a_name_that_is_swept(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from desktop.exports.atomic_write import atomic_write\n"
        "with atomic_write(Path(sys.argv[1])) as stream:\n"
        "    stream.write(b'half'); stream.flush(); os.kill(os.getpid(), 9)"
    )
    project = Path(__file__).parent.parent
    target = tmp_path / "trials.csv"
    assert subprocess.run([sys.executable, "-c", code, target], cwd=project, check=False).returncode == -9
    (left,) = tmp_path.iterdir()
    assert is_temporary(left)
    aged(left)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []

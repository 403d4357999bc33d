"""A restore that is killed, meets a full disk or a damaged copy: there is never less than there was before."""

import contextlib
import datetime as dt
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.backups import back_up, backups_of
from desktop.catalogue.file.creating import begin_new_catalogue, create
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.file.restoring import restore, sweep_restored, trials_in
from desktop.errors import DamagedFileError, MissingFileError, StorageError
from desktop.files import is_temporary
from desktop.workflows.restore_backup import available_backups
from tests.at_once import at_once
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.damaging import damage_table
from tests.examples import a_trial
from tests.killing import PROJECT, killed_at_each_step

NOW = dt.datetime(2026, 6, 30, 12, 0, 0).astimezone()
DAMAGE = b"damaged beyond reading" * 100


def a_catalogue(path: Path, trials: int = 5) -> Path:
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery(*((a_trial(f"NCT0999{n:04}"), (("phase", "2"),)) for n in range(trials))))
    catalogue.close()
    return path


def trials(path: Path) -> int:
    catalogue = Catalogue(path, FACETS.value_ids)
    try:
        return len(catalogue)
    finally:
        catalogue.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Return a folder with a damaged catalogue, its log, and a backup."""
    folder = tmp_path / "template"
    folder.mkdir()
    path = a_catalogue(folder / "catalogue.db")
    back_up(path, NOW)
    path.write_bytes(DAMAGE)
    (folder / "catalogue.db-wal").write_bytes(b"the log of the damaged file")
    return folder


RESTORE = (
    "from desktop.catalogue.file.backups import backups_of\nfrom desktop.catalogue.file.restoring import restore",
    "path = folder / 'catalogue.db'; restore(backups_of(path)[0], path)",
)


def test_a_kill_at_any_step_of_a_restore_leaves_the_old_catalogue_or_the_restored_one(
    template: Path, tmp_path: Path
) -> None:
    seen = set()
    for folder in killed_at_each_step(*RESTORE, template, tmp_path / "killed"):
        path = folder / "catalogue.db"
        if path.exists() and path.read_bytes() == DAMAGE:
            seen.add("old")
            assert (folder / "catalogue.db-wal").read_bytes() == b"the log of the damaged file"
            with pytest.raises(DamagedFileError):
                open_file(path)
            restore(next(available_backups(path)).path, path)
        else:
            seen.add("restored" if path.exists() else "finished by the next start")
        assert trials(path) == 5
        kept = [each.read_bytes() for each in folder.glob("catalogue.db.damaged-*") if not each.name.endswith("-wal")]
        assert DAMAGE in kept
    assert seen == {"old", "finished by the next start", "restored"}


def test_a_kill_while_a_copy_takes_the_place_of_a_lost_catalogue_leaves_it_to_be_restored(
    template: Path, tmp_path: Path
) -> None:
    (template / "catalogue.db").unlink()
    (template / "catalogue.db-wal").unlink()
    for folder in killed_at_each_step(*RESTORE, template, tmp_path / "killed"):
        path = folder / "catalogue.db"
        if not path.exists():
            with pytest.raises(MissingFileError):
                open_file(path)
            restore(backups_of(path)[0], path)
        assert trials(path) == 5


def test_a_kill_at_the_first_opening_of_a_restored_copy_keeps_nobody_out(template: Path, tmp_path: Path) -> None:
    restore(backups_of(template / "catalogue.db")[0], template / "catalogue.db")
    opening = ("from desktop.catalogue.file.opening import open_file", "open_file(folder / 'catalogue.db').close()")
    for folder in killed_at_each_step(*opening, template, tmp_path / "killed"):
        assert trials(folder / "catalogue.db") == 5


def test_a_restored_copy_needs_no_change_at_its_first_opening(template: Path) -> None:
    path = template / "catalogue.db"
    restore(backups_of(path)[0], path)
    before = path.read_bytes()
    open_file(path).close()
    assert path.read_bytes() == before


def test_a_full_disk_leaves_everything_where_it_was(tiny_disk: Path) -> None:
    path = a_catalogue(tiny_disk / "catalogue.db")
    copy = back_up(path, NOW)
    damage_table(path, "trial")
    with (tiny_disk / "filler").open("wb") as filler, contextlib.suppress(OSError):
        while True:
            os.write(filler.fileno(), bytes(4096))
    before = contents(tiny_disk)
    with pytest.raises(StorageError, match=r"is full; make room and try again"):
        restore(copy, path, NOW)
    assert contents(tiny_disk) == before
    (tiny_disk / "filler").unlink()
    restore(copy, path, NOW)
    assert trials(path) == 5


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_limit_of_the_account_leaves_everything_where_it_was(template: Path) -> None:
    before = contents(template)
    code = (
        "import resource, sys; from pathlib import Path; from desktop.errors import StorageError\n"
        f"{RESTORE[0]}\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); folder = Path(sys.argv[1])\n"
        f"try: {RESTORE[1]}\n"
        "except StorageError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, template], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert "catalogue.db cannot be" in done.stdout
    assert contents(template) == before


def test_a_damaged_copy_is_not_restored(template: Path) -> None:
    path = template / "catalogue.db"
    copy = backups_of(path)[0]
    damage_table(copy, "trial_value")
    before = contents(template)
    with pytest.raises(DamagedFileError, match="damaged too, and was not restored; choose another copy"):
        restore(copy, path)
    assert contents(template) == before


def test_a_restored_catalogue_keeps_the_permissions_of_the_one_it_replaces(template: Path) -> None:
    path = template / "catalogue.db"
    path.chmod(0o660)
    restore(backups_of(path)[0], path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_two_restores_within_a_second_keep_both_damaged_files(template: Path) -> None:
    path = template / "catalogue.db"
    first = restore(backups_of(path)[0], path, NOW)
    path.write_bytes(b"damaged again")
    second = restore(backups_of(path)[0], path, NOW)
    assert (first.read_bytes(), second.read_bytes()) == (DAMAGE, b"damaged again")


def test_nothing_but_the_restored_and_the_damaged_file_is_there_afterwards(template: Path) -> None:
    path = template / "catalogue.db"
    kept = restore(backups_of(path)[0], path, NOW)
    names = {each.name for each in template.iterdir()} - {"backups", "catalogue-originals.db"}
    assert names == {path.name, kept.name, f"{kept.name}-wal"}


@pytest.mark.parametrize("remains", ["backups", "damaged", "log"])
def test_where_there_was_a_catalogue_no_new_one_is_begun_unasked(tmp_path: Path, remains: str) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    if remains == "backups":
        back_up(path)
    path.unlink()
    if remains == "damaged":
        (tmp_path / "catalogue.db.damaged-2026-06-30T120000").write_bytes(DAMAGE)
    elif remains == "log":
        (tmp_path / "catalogue.db-wal").write_bytes(b"changes")
    before = contents(tmp_path)
    with pytest.raises(MissingFileError, match=r"is missing, but .* shows that there was a catalogue"):
        open_file(path)
    assert contents(tmp_path) == before
    begin_new_catalogue(path)
    assert trials(path) == 0
    assert set(before.values()) <= set(contents(tmp_path).values())


def test_a_catalogue_begun_anew_takes_nothing_from_the_log_of_the_lost_one(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE lost (x)")
        log = (tmp_path / "catalogue.db-wal").read_bytes()
    path.unlink()
    (tmp_path / "catalogue.db-wal").write_bytes(log)
    begin_new_catalogue(path)
    assert trials(path) == 0
    assert [each.read_bytes() for each in tmp_path.glob("catalogue.db.damaged-*-wal")] == [log]


def test_a_copy_made_ready_for_a_restore_that_never_came_is_cleared_away(template: Path) -> None:
    path = template / "catalogue.db"
    (template / "catalogue.db.restored-2026-06-30T120000").write_bytes(b"ready")
    (template / "catalogue.db.restoring").touch()
    sweep_restored(path)
    assert not list(template.glob("*.restor*"))
    (template / "catalogue.db.restored-2026-06-30T120000").write_bytes(b"ready")
    path.unlink()
    sweep_restored(path)
    assert len(list(template.glob("*.restored-*"))) == 1


def test_while_a_restore_is_finished_by_one_program_another_waits_and_finds_it_done(template: Path) -> None:
    path = template / "catalogue.db"
    restore(backups_of(path)[0], path, NOW)
    path.rename(template / "catalogue.db.restored-2026-06-30T120000")  # as a kill would have left it
    imports = "from desktop.catalogue.file.opening import open_file"
    act = "print(open_file(Path(sys.argv[1])).execute('SELECT count(*) FROM trial').fetchone()[0])"
    assert at_once(4, imports, act, path) == [(0, "5\n")] * 4


def test_a_copy_that_is_no_catalogue_counts_as_none(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert trials_in(copy) is None
    copy.write_bytes(b"")
    assert trials_in(copy) is None
    copy.write_bytes(DAMAGE)
    assert trials_in(copy) is None
    copy.unlink()
    create(copy)
    assert trials_in(copy) == 0
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert trials_in(copy) is None


def test_a_kill_in_the_midst_of_a_creation_leaves_none_or_a_whole_catalogue(tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    opening = ("from desktop.catalogue.file.opening import open_file", "open_file(folder / 'catalogue.db').close()")
    seen = set()
    for folder in killed_at_each_step(*opening, tmp_path / "template", tmp_path / "killed"):
        left = [each for each in folder.iterdir() if not each.name.startswith("catalogue.db")]
        assert all(is_temporary(each) for each in left)
        seen.add((folder / "catalogue.db").exists())
        assert trials(folder / "catalogue.db") == 0
    assert seen == {True, False}

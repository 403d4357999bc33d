"""Reading a file that shall not be written: whole, with its log, and on media that cannot be written."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.creating import create
from desktop.catalogue.file.faults import corruption_in
from desktop.catalogue.file.integrity import WholeCheck
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.file.originals import originals_of
from desktop.catalogue.file.reads import reading_connection, reading_options
from desktop.catalogue.file.schema import newest
from desktop.errors import DamagedFileError, NewerFileError, StorageError
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial
from tests.ordinary_user import as_an_ordinary_user

posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and POSIX permissions")


def killed(path: Path, *statements: str, journal: str) -> None:
    """Make a process change a file and be killed before the change is ended."""
    code = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        f"connection.execute('PRAGMA journal_mode = {journal}')\n"
        "connection.execute('PRAGMA cache_size = 5')\n"  # so that changed pages reach the file before the end
        f"for each in {statements!r}: connection.execute(each)\n"
        "os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == -9


def a_catalogue(path: Path) -> Path:
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery(*((a_trial(f"NCT0999{n:04}"), (("phase", "2"),)) for n in range(60))))
    catalogue.close()
    return path


def left_in_a_change(path: Path) -> Path:
    """Make a catalogue whose rollback journal has to be applied before it is whole."""
    killed(a_catalogue(path), "BEGIN", "UPDATE trial SET title = title || 'x'", journal="delete")
    assert path.with_name(path.name + "-journal").stat().st_size
    return path


def left_in_its_log(path: Path) -> Path:
    """Make a catalogue whose latest change lies in its write-ahead log alone."""
    killed(a_catalogue(path), "INSERT OR REPLACE INTO setting VALUES ('in the log', 'yes')", journal="wal")
    assert path.with_name(path.name + "-wal").stat().st_size
    return path


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    folder.chmod(0o555)
    for each in folder.iterdir():
        each.chmod(0o444)
    with as_an_ordinary_user():
        yield
    folder.chmod(0o755)


@posix
@pytest.mark.parametrize("read_only", [False, True])
def test_a_change_that_a_kill_cut_off_is_undone_at_the_next_opening(tmp_path: Path, read_only: bool) -> None:
    path = left_in_a_change(tmp_path / "catalogue.db")
    catalogue = Catalogue(path, FACETS.value_ids, read_only=read_only)
    assert len(catalogue) == 60
    assert not any(row.title.endswith("x") for row in catalogue.index.rows(range(1, 61)))
    catalogue.close()
    assert WholeCheck(path).fault() == ""


@posix
def test_where_nothing_may_be_written_a_change_that_was_cut_off_is_named_as_the_reason(open_folder: Path) -> None:
    path = left_in_a_change(open_folder / "catalogue.db")
    with unwritable(open_folder), pytest.raises(StorageError, match="in the midst of a change, which must be undone"):
        open_file(path)


@posix
def test_a_change_that_a_newer_version_left_is_not_touched(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {newest() + 1}")
    killed(path, "BEGIN", "UPDATE trial SET title = title || 'x'", journal="delete")
    before = path.read_bytes()
    with pytest.raises(NewerFileError):
        open_file(path)
    assert path.read_bytes() == before


@posix
def test_reading_only_shows_what_lies_in_the_log(tmp_path: Path) -> None:
    catalogue = Catalogue(left_in_its_log(tmp_path / "catalogue.db"), FACETS.value_ids, read_only=True)
    assert catalogue.setting("in the log") == "yes"
    catalogue.close()


@posix
def test_where_nothing_may_be_written_a_log_is_read_too(open_folder: Path) -> None:
    path = left_in_its_log(open_folder / "catalogue.db")
    with unwritable(open_folder):
        catalogue = Catalogue(path, FACETS.value_ids, read_only=True)
        assert catalogue.setting("in the log") == "yes"
        catalogue.close()


@posix
def test_a_log_that_cannot_be_read_is_told_rather_than_left_out(open_folder: Path) -> None:
    path = left_in_its_log(open_folder / "catalogue.db")
    path.with_name("catalogue.db-shm").unlink()
    with unwritable(open_folder), pytest.raises(StorageError, match="its latest changes lie in a log beside it"):
        open_file(path, read_only=True)


@posix
def test_where_nothing_may_be_written_a_catalogue_without_a_log_is_read_as_it_is(open_folder: Path) -> None:
    path = a_catalogue(open_folder / "catalogue.db")
    with unwritable(open_folder):
        with pytest.raises(StorageError, match="cannot be opened for writing"):
            open_file(path)
        catalogue = Catalogue(path, FACETS.value_ids, read_only=True)
        assert len(catalogue) == 60
        assert catalogue.faults() == ()
        assert catalogue.trials.document("0" * 64) is None
        catalogue.close()


def test_a_folder_that_can_be_written_is_never_taken_for_a_medium_that_cannot(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    assert reading_options(path) == reading_options(originals_of(path)) == "mode=ro"


def test_reading_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    create(path)
    before = path.read_bytes()
    with contextlib.closing(reading_connection(path)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM setting")
    with pytest.raises(sqlite3.OperationalError):
        reading_connection(tmp_path / "there is none")
    assert path.read_bytes() == before
    assert not (tmp_path / "there is none").exists()


def test_what_another_program_writes_meanwhile_is_no_damage(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path / "catalogue.db")
    code = (
        "import sqlite3, sys, threading\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)\n"
        "threading.Thread(target=lambda: (sys.stdin.read(), ended.append(1)), daemon=True).start()\n"
        "ended = []\n"
        "connection.execute('PRAGMA wal_autocheckpoint = 20')\n"
        "print('writing', flush=True)\n"
        "while not ended:\n"
        '    connection.execute("UPDATE trial SET title = hex(randomblob(200))")\n'
    )
    command = [sys.executable, "-c", code, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        for _ in range(10):
            catalogue = Catalogue(path, FACETS.value_ids, read_only=True)
            assert len(catalogue.index.rows(range(1, 61))) == 60
            assert WholeCheck(path).fault() == ""
            catalogue.close()
        assert writer.stdin is not None
        writer.stdin.close()
    assert writer.returncode == 0


@posix
def test_where_a_colleague_writes_and_we_may_not_her_changes_are_no_damage(open_folder: Path) -> None:
    path = a_catalogue(open_folder / "catalogue.db")
    met = sqlite3.DatabaseError("database disk image is malformed")
    long_ago = path.stat().st_mtime - 1_000_000
    os.utime(path, (long_ago, long_ago))
    with unwritable(open_folder):
        assert isinstance(corruption_in(path, met), DamagedFileError)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as colleague:
        colleague.execute("UPDATE trial SET title = 'new'")
        with unwritable(open_folder):
            told = corruption_in(path, met)
    assert not isinstance(told, DamagedFileError)
    assert "was changed by another program while it was read" in str(told)
    with unwritable(open_folder):
        assert not isinstance(corruption_in(path, met), DamagedFileError)  # she has closed it meanwhile

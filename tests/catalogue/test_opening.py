"""The start sequence: a file that does not open is never touched, let alone replaced by a new one."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.backups import backups_of
from desktop.catalogue.file.creating import create
from desktop.catalogue.file.integrity import every_fault
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.file.schema import APPLICATION_ID
from desktop.errors import DamagedFileError, NewerFileError, StorageError
from tests.at_once import at_once
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.damaging import damage_table
from tests.examples import a_trial


def a_catalogue(folder: Path) -> Path:
    path = folder / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery(*((a_trial(f"NCT0999{n:04}"), (("phase", "2"),)) for n in range(200))))
    catalogue.close()
    return path


def test_a_new_file_is_marked_as_ours(tmp_path: Path) -> None:
    open_file(tmp_path / "new" / "catalogue.db").close()
    with contextlib.closing(sqlite3.connect(tmp_path / "new" / "catalogue.db")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone()[0] >= 1
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_empty_file_is_damaged_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.touch()
    with pytest.raises(DamagedFileError, match="empty"):
        open_file(path)
    assert path.read_bytes() == b""


def test_a_text_file_is_damaged_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.write_text("This is a letter, not a catalogue. " * 100)
    before = path.read_bytes()
    with pytest.raises(DamagedFileError):
        open_file(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    with pytest.raises(DamagedFileError, match="not a catalogue"):
        open_file(path)


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFileError):
        open_file(path)


def test_one_bad_page_is_noticed(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    content = bytearray(path.read_bytes())
    place = (len(content) // 4096 // 2) * 4096
    content[place : place + 4096] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        open_file(path)


def test_a_newer_file_is_refused_and_stays_byte_identical(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(NewerFileError, match="newer version"):
        open_file(path)
    assert path.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        open_file(tmp_path)


def test_a_file_locked_by_another_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_catalogue(tmp_path)
    catalogue = Catalogue(path, FACETS.value_ids)
    catalogue._opened.connection.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="in use by another program"):
            save(catalogue, a_delivery((a_trial("NCT01234567"), ())))
    catalogue.close()


def test_a_pending_migration_backs_up_first(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    Catalogue(path, FACETS.value_ids).close()
    assert len(backups_of(path)) == 1


def test_a_kill_during_an_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    code = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from desktop.catalogue.storing.facet_values import FacetValues
from desktop.catalogue.catalogue import Catalogue
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial
catalogue = Catalogue(Path({str(path)!r}), FACETS.value_ids)
written = []
before = FacetValues.link
def link(self, number, pairs):
    written.append(number)
    if len(written) == 50:
        os.kill(os.getpid(), 9)
    before(self, number, pairs)
FacetValues.link = link
save(catalogue, a_delivery(*((a_trial(f"NCT0888{{n:04}}"), ()) for n in range(100))))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    catalogue = Catalogue(path, FACETS.value_ids)
    assert len(catalogue) == 200
    assert catalogue.faults() == ()
    catalogue.close()


@pytest.mark.parametrize("round_", range(5))
def test_two_first_starts_at_once_share_one_new_catalogue(tmp_path: Path, round_: int) -> None:
    imports = "from desktop.catalogue.file import migrating\nfrom desktop.catalogue.catalogue import Catalogue"
    act = "catalogue = Catalogue(Path(sys.argv[1]), {'phase': ['2']}); print(len(catalogue)); catalogue.close()"
    path = tmp_path / str(round_) / "catalogue.db"
    assert at_once(2, imports, act, path) == [(0, "0\n")] * 2
    assert {each.name for each in path.parent.iterdir()} <= {"catalogue.db", "catalogue.db-wal", "catalogue.db-shm"}


def test_six_first_imports_at_once_are_all_saved(tmp_path: Path) -> None:
    act = "sys.exit(main.main(['--database', sys.argv[1], '--config', sys.argv[2], 'import', sys.argv[3]]))"
    document = tmp_path / "study.json"
    document.write_bytes((Path(__file__).parents[1] / "documents" / "samples" / "study.json").read_bytes())
    imports = "import main\nfrom desktop.workflows import import_documents"
    said = at_once(6, imports, act, tmp_path / "catalogue.db", tmp_path, document)
    assert [code for code, _ in said] == [0] * 6, said
    with contextlib.closing(open_file(tmp_path / "catalogue.db")) as connection:
        assert connection.execute("SELECT count(*) FROM trial").fetchone() == (1,)
        assert every_fault(connection) == ()


def test_a_catalogue_that_another_program_has_just_made_is_not_replaced(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        create(path)
    assert path.read_bytes() == before
    assert not [each for each in tmp_path.iterdir() if not each.name.startswith("catalogue")]


def test_a_catalogue_that_goes_away_while_it_is_opened_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_catalogue(tmp_path)
    monkeypatch.setattr("desktop.catalogue.file.opening.refuse_damaged", lambda path: path.unlink())
    with pytest.raises(StorageError):
        open_file(path)
    assert not path.exists()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not list the open files")
@pytest.mark.parametrize("table", ["setting", "kept"])
def test_a_catalogue_that_cannot_be_opened_is_left_closed(tmp_path: Path, table: str) -> None:
    path = a_catalogue(tmp_path)
    damage_table(path, table)
    with pytest.raises(DamagedFileError):
        Catalogue(path, FACETS.value_ids, checked_later=True)
    held = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.exists()]
    assert [each for each in held if str(path) in each] == []

import sqlite3
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file import integrity as whole_check
from desktop.catalogue.file.faults import corruption_in
from desktop.catalogue.file.integrity import WholeCheck
from desktop.catalogue.file.opening import open_file
from desktop.errors import DamagedFileError


def test_what_is_damaged_is_found(damaged: Path) -> None:
    assert WholeCheck(damaged).fault()


def test_a_sound_file_has_no_fault_and_may_be_stopped_at_any_time(tmp_path: Path) -> None:
    open_file(tmp_path / "catalogue.db").close()
    check = WholeCheck(tmp_path / "catalogue.db")
    assert check.fault() == ""
    check.stop()


def test_a_check_that_is_stopped_before_it_begins_finds_nothing(damaged: Path) -> None:
    check = WholeCheck(damaged)
    check.stop()
    assert check.fault() == ""


def test_a_damaged_file_does_not_open(damaged: Path) -> None:
    with pytest.raises(DamagedFileError, match="is damaged"):
        open_file(damaged)


def test_a_file_that_is_checked_later_opens_at_once(damaged: Path) -> None:
    open_file(damaged, checked_later=True).close()


def test_a_large_file_opens_without_a_look(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_check, "_CHECKED_AT_ONCE", 1_000)
    open_file(damaged).close()


def test_a_pending_migration_is_no_time_for_a_later_check(damaged: Path) -> None:
    connection = sqlite3.connect(damaged)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    before = damaged.read_bytes()
    with pytest.raises(DamagedFileError):
        open_file(damaged, checked_later=True)
    assert damaged.read_bytes() == before


def test_what_must_be_written_at_once_is_looked_at_before(damaged: Path) -> None:
    before = damaged.read_bytes()
    with pytest.raises(DamagedFileError):
        Catalogue(damaged, {}, checked_later=True)  # its facet values were never kept
    assert damaged.read_bytes() == before


def test_damage_that_is_met_in_the_midst_of_reading_is_told_from_other_faults(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    met = corruption_in(path, sqlite3.DatabaseError("database disk image is malformed"))
    assert met is not None
    assert str(path) in str(met)
    assert corruption_in(path, met) is met
    assert corruption_in(path, sqlite3.OperationalError("no such table: trial")) is None
    assert corruption_in(path, ValueError("malformed")) is None


def test_a_file_that_is_no_database_by_now_is_told_and_no_bug(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.write_bytes(b"overwritten " * 1000)
    check = WholeCheck(path)
    assert "not a database" in check.fault()
    check.stop()
    assert WholeCheck(tmp_path / "gone").fault() == ""

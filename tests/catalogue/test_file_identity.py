"""The file goes away under an open catalogue: nothing is written into nothing, and no new catalogue is made."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.file_identity import FileIdentity, HeldFile, identity_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.arriving import JoinedTrial, PackedTrial
from desktop.catalogue.storing.saving import Saving
from desktop.catalogue.storing.stored import Outcome
from desktop.errors import GoneFileError, StorageError
from desktop.trials.own_work import Correction
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

LOW = Correction("her2", ("low",), (), "why", "2026-11-20T10:00:00+01:00")


@pytest.fixture
def filled(tmp_path: Path) -> Catalogue:
    (tmp_path / "folder").mkdir()
    catalogue = Catalogue(tmp_path / "folder" / "catalogue.db", FACETS.value_ids)
    save(catalogue, a_delivery((a_trial("NCT09990001"), (("her2", "positive"),))))
    return catalogue


def delete(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("other.db"))


def rename_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def replace(path: Path) -> None:
    copy = path.with_name("copy.db")
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.replace(path)


def delete_log(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


WRITES: dict[str, Callable[[Catalogue], object]] = {
    "save": lambda each: save(each, a_delivery((a_trial("NCT09990002"), ()))),
    "correct": lambda each: each.correct(1, "her2", LOW),
    "save_findings": lambda each: each.save_findings([]),
    "remember": lambda each: each.remember("name", "value"),
    "back_up": lambda each: each.back_up(),
    "repair": lambda each: each.repair(),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("lose", [delete, rename, rename_folder, replace, delete_log])
def test_nothing_is_written_once_the_path_no_longer_holds_the_file(
    filled: Catalogue, tmp_path: Path, lose: Callable[[Path], None], write: str
) -> None:
    lose(filled.path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file() and "-shm" not in file.name}
    with pytest.raises(GoneFileError, match=r"Nothing was written\. .*(ut it back|[Cc]lose)") as said:
        WRITES[write](filled)
    assert str(filled.path) in str(said.value)
    assert (
        filled.index.count(TrialQuery())["her2"] | {"low": 0, "positive": 1} == filled.index.count(TrialQuery())["her2"]
    )
    filled.close()
    if lose is not delete_log:
        assert filled.path.exists() == (lose is replace)
        assert not list(tmp_path.rglob("backups"))
        after = {file: file.read_bytes() for file in before if lose is replace and file.exists()}
        assert all(before[file] == content for file, content in after.items() if file == filled.path)


def test_a_file_that_is_put_back_can_be_written_again(filled: Catalogue) -> None:
    away = filled.path.with_name("away.db")
    filled.path.rename(away)
    assert "is gone" in filled.file.fault()
    away.rename(filled.path)
    assert filled.file.fault() == ""
    filled.correct(1, "her2", LOW)
    filled.close()
    with contextlib.closing(Catalogue(filled.path, FACETS.value_ids)) as again:
        assert again.index.count(TrialQuery())["her2"]["low"] == 1


def test_what_was_saved_before_its_log_was_deleted_is_in_the_file_once_it_is_closed(filled: Catalogue) -> None:
    delete_log(filled.path)
    assert "was deleted or replaced" in filled.file.fault()
    filled.close()
    with contextlib.closing(Catalogue(filled.path, FACETS.value_ids)) as again:
        assert again.index.count(TrialQuery())["her2"]["positive"] == 1


def test_a_file_that_goes_in_the_midst_of_a_save_is_not_told_as_saved(
    filled: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Saving.take

    def lose_and_take(self: Saving, joined: JoinedTrial, packed: PackedTrial) -> Outcome | None:
        filled.path.unlink()
        return take(self, joined, packed)

    monkeypatch.setattr(Saving, "take", lose_and_take)
    with pytest.raises(GoneFileError):
        save(filled, a_delivery((a_trial("NCT09990002"), ()), content=b"a"))
    assert len(filled) == 1
    filled.close()


def test_a_catalogue_that_is_expected_and_not_there_is_neither_opened_nor_made(filled: Catalogue) -> None:
    expected = filled.file.identity
    assert expected is not None
    with contextlib.closing(Catalogue(filled.path, FACETS.value_ids, expected=expected)) as same:
        assert len(same) == 1
    filled.close()
    shutil.copy(filled.path, filled.path.with_name("copy.db"))
    filled.path.unlink()
    for _ in range(2):
        with pytest.raises(GoneFileError):
            Catalogue(filled.path, FACETS.value_ids, expected=expected)
        assert not filled.path.exists()
    filled.path.with_name("copy.db").rename(filled.path)
    with pytest.raises(GoneFileError, match="another was put in its place"):
        Catalogue(filled.path, FACETS.value_ids, expected=expected)


def test_a_file_that_goes_while_it_is_opened_is_not_made_anew(
    filled: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    expected = identity_of(filled.path)
    refuse = HeldFile.refuse_if_gone
    monkeypatch.setattr(HeldFile, "refuse_if_gone", lambda held: (refuse(held), filled.path.unlink()))
    with pytest.raises(StorageError):
        Catalogue(filled.path, FACETS.value_ids, expected=expected)
    assert not filled.path.exists()


def test_where_files_have_no_numbers_it_is_enough_that_one_is_there(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    path.touch()
    found = identity_of(path)
    assert found is not None
    assert HeldFile(path, FileIdentity(found.device, 0)).fault() == ""
    with pytest.raises(GoneFileError):
        HeldFile(path, FileIdentity(found.device + 1, 0))


def test_a_path_that_no_system_knows_holds_no_file() -> None:
    assert identity_of(Path("a\0b")) is None


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_reading_that_fails_says_that_the_file_is_gone_only_if_it_is(
    filled: Catalogue, monkeypatch: pytest.MonkeyPatch, is_gone: bool
) -> None:
    def fails() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    if is_gone:
        filled.path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(filled._known, "catch_up", fails)
        with pytest.raises(GoneFileError if is_gone else sqlite3.OperationalError):
            filled.index.search(TrialQuery())
    assert len(filled) == 1
    filled.close()

import contextlib
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.originals import Originals, originals_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.arriving import JoinedTrial, PackedTrial
from desktop.catalogue.storing.saving import Saving
from desktop.errors import StorageError
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import Annotated, a_delivery, save
from tests.damaging import damage_table, flip_bit
from tests.examples import a_trial


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a catalogue file of one trial, closed."""
    path = tmp_path / "shelf.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, one())
    catalogue.close()
    return path


def one() -> Annotated:
    return a_delivery((a_trial("NCT09990001"), ()), content=b"as it came")


def another() -> Annotated:
    return a_delivery((a_trial("NCT09990002"), ()), content=b"as it came too")


def test_a_document_comes_back_as_it_came(path: Path) -> None:
    for read_only in (False, True):
        catalogue = Catalogue(path, FACETS.value_ids, read_only=read_only)
        assert catalogue.trials.document(one().delivery.document.sha256) == b"as it came"
        assert catalogue.trials.document("0" * 64) is None
        catalogue.close()


@pytest.mark.parametrize("content", [b"This is a letter. " * 300, b"\x00" * 8_192], ids=["text", "zeros"])
def test_a_damaged_file_of_originals_keeps_nobody_from_the_trials(path: Path, content: bytes) -> None:
    originals_of(path).write_bytes(content)
    catalogue = Catalogue(path, FACETS.value_ids)
    assert len(catalogue.index.search(TrialQuery())) == 1
    with pytest.raises(StorageError, match=r"shelf-originals\.db.*move it away"):
        save(catalogue, another())
    assert len(catalogue) == 1
    assert ["shelf-originals.db" in fault for fault in catalogue.faults()] == [True]
    assert originals_of(path).read_bytes() == content
    originals_of(path).unlink()
    save(catalogue, another())
    assert catalogue.trials.document(another().delivery.document.sha256) == b"as it came too"
    assert ["not kept" in fault for fault in catalogue.faults()] == [True]
    save(catalogue, one())
    assert catalogue.faults() == ()
    catalogue.close()


def test_one_bad_page_of_the_originals_is_told_as_theirs(path: Path) -> None:
    damage_table(originals_of(path), "original")
    catalogue = Catalogue(path, FACETS.value_ids)
    with pytest.raises(StorageError, match=r"shelf-originals\.db.*move it away"):
        catalogue.trials.document(one().delivery.document.sha256)
    with pytest.raises(StorageError, match=r"shelf-originals\.db.*move it away"):
        save(catalogue, another())
    assert ["shelf-originals.db" in fault for fault in catalogue.faults()] == [True]
    assert len(catalogue) == 1
    catalogue.close()


def test_a_catalogue_that_only_reads_may_lack_its_originals(path: Path) -> None:
    originals_of(path).unlink()
    catalogue = Catalogue(path, FACETS.value_ids, read_only=True)
    assert catalogue.trials.document(one().delivery.document.sha256) is None
    assert catalogue.faults() == ()
    catalogue.close()


def rows_of(path: Path) -> list[tuple[str, bytes]]:
    with contextlib.closing(sqlite3.connect(originals_of(path))) as connection:
        return connection.execute("SELECT sha256, content FROM original ORDER BY rowid").fetchall()


def test_an_original_is_committed_before_the_transaction_that_names_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(path, FACETS.value_ids)
    seen: list[list[str]] = []
    take = Saving.take

    def look_and_take(self: Saving, joined: JoinedTrial, packed: PackedTrial) -> object:
        seen.append([sha256 for sha256, _ in rows_of(path)])
        return take(self, joined, packed)

    monkeypatch.setattr(Saving, "take", look_and_take)
    save(catalogue, another())
    assert seen == [[one().delivery.document.sha256, another().delivery.document.sha256]]
    assert catalogue._connection.execute("PRAGMA originals.synchronous").fetchone() == (2,)
    catalogue.close()


@pytest.mark.parametrize("place", ["keep", "take", "raise_version"])
def test_a_kill_between_original_and_record_loses_nothing_that_importing_again_does_not_complete(
    path: Path, place: str
) -> None:
    code = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from desktop.catalogue import catalogue as module, writing
from desktop.catalogue.file.originals import Originals
from desktop.catalogue.storing.arriving import JoinedTrial, PackedTrial
from desktop.catalogue.storing.saving import Saving
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import save
from tests.catalogue.test_originals import another
opened = module.Catalogue(Path({str(path)!r}), FACETS.value_ids)
def end(*_, **__):
    os.kill(os.getpid(), 9)
if {place!r} == "keep":
    Originals._write = end
elif {place!r} == "take":
    Saving.take = end
else:
    writing.raise_version = end
save(opened, another())
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    catalogue = Catalogue(path, FACETS.value_ids)
    assert len(catalogue) == 1
    assert catalogue.faults() == ()
    assert save(catalogue, another()) == [("saved",)]
    assert catalogue.trials.document(another().delivery.document.sha256) == b"as it came too"
    assert catalogue.faults() == ()
    catalogue.close()


def lose(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(originals_of(path))) as connection:
        connection.execute("DELETE FROM original")
        connection.commit()


def damage(path: Path) -> None:
    flip_bit(originals_of(path), "SELECT content FROM original", "UPDATE original SET content = ?", 90)


def exchange(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(originals_of(path))) as connection:
        connection.execute("UPDATE original SET content = ?", (zlib.compress(b"as another came"),))
        connection.commit()


@pytest.mark.parametrize("harm", [lose, damage, exchange])
def test_importing_a_document_again_completes_its_original(path: Path, harm: Callable[[Path], None]) -> None:
    harm(path)
    catalogue = Catalogue(path, FACETS.value_ids)
    assert catalogue.trials.document(one().delivery.document.sha256) is None
    assert ["folder/file.xml" in fault and "import" in fault for fault in catalogue.faults()] == [True]
    assert save(catalogue, one()) == [("unchanged",)]
    assert catalogue.trials.document(one().delivery.document.sha256) == b"as it came"
    assert catalogue.faults() == ()
    catalogue.close()


@pytest.mark.parametrize("harm", [lose, damage])
def test_an_original_that_is_known_to_be_lost_is_no_fault_until_it_is_lost_again(
    path: Path, harm: Callable[[Path], None]
) -> None:
    harm(path)
    catalogue = Catalogue(path, FACETS.value_ids)
    catalogue.repair()
    assert catalogue.faults() == ()
    save(catalogue, one())
    assert catalogue.trials.document(one().delivery.document.sha256) == b"as it came"
    catalogue.close()
    harm(path)
    catalogue = Catalogue(path, FACETS.value_ids)
    assert len(catalogue.faults()) == 1
    catalogue.close()


def test_a_document_of_many_batches_is_looked_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(path, FACETS.value_ids)
    looked: list[str] = []
    whole = Originals._whole

    def look(self: Originals, sha256: str) -> bytes | None:
        looked.append(sha256)
        return whole(self, sha256)

    monkeypatch.setattr(Originals, "_whole", look)
    for number in range(5):
        save(catalogue, a_delivery((a_trial(f"NCT0999100{number}"), ()), content=b"of many"))
    assert len(looked) == 1
    catalogue.close()

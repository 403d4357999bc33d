from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.originals import originals_of
from desktop.catalogue.query import TrialQuery
from desktop.errors import StorageError
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import Annotated, a_delivery, save
from tests.damaging import damage_table
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
        assert catalogue.document(one().delivery.document.sha256) == b"as it came"
        assert catalogue.document("0" * 64) is None
        catalogue.close()


@pytest.mark.parametrize("content", [b"This is a letter. " * 300, b"\x00" * 8_192], ids=["text", "zeros"])
def test_a_damaged_file_of_originals_keeps_nobody_from_the_trials(path: Path, content: bytes) -> None:
    originals_of(path).write_bytes(content)
    catalogue = Catalogue(path, FACETS.value_ids)
    assert len(catalogue.search(TrialQuery())) == 1
    with pytest.raises(StorageError, match=r"shelf-originals\.db.*move it away"):
        save(catalogue, another())
    assert len(catalogue) == 1
    assert ["shelf-originals.db" in fault for fault in catalogue.faults()] == [True]
    assert originals_of(path).read_bytes() == content
    originals_of(path).unlink()
    save(catalogue, another())
    assert catalogue.document(another().delivery.document.sha256) == b"as it came too"
    assert ["not kept" in fault for fault in catalogue.faults()] == [True]
    save(catalogue, one())
    assert catalogue.faults() == ()
    catalogue.close()


def test_one_bad_page_of_the_originals_is_told_as_theirs(path: Path) -> None:
    damage_table(originals_of(path), "original")
    catalogue = Catalogue(path, FACETS.value_ids)
    with pytest.raises(StorageError, match=r"shelf-originals\.db.*move it away"):
        catalogue.document(one().delivery.document.sha256)
    with pytest.raises(StorageError, match=r"shelf-originals\.db.*move it away"):
        save(catalogue, another())
    assert ["shelf-originals.db" in fault for fault in catalogue.faults()] == [True]
    assert len(catalogue) == 1
    catalogue.close()


def test_a_catalogue_that_only_reads_may_lack_its_originals(path: Path) -> None:
    originals_of(path).unlink()
    catalogue = Catalogue(path, FACETS.value_ids, read_only=True)
    assert catalogue.document(one().delivery.document.sha256) is None
    assert catalogue.faults() == ()
    catalogue.close()

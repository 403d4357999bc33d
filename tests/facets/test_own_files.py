"""A clinician's own vocabulary files: they count, and their faults are told with the folder."""

import shutil
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.vocabularies import load_vocabularies, vocabulary_faults
from desktop.paths import RESOURCES


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    return folder


def test_without_own_files_the_shipped_ones_count(own: Path) -> None:
    assert load_vocabularies(RESOURCES, own).version == load_vocabularies(RESOURCES).version
    assert vocabulary_faults(RESOURCES, own) == ()


@pytest.mark.parametrize("name", ["vocabularies/drugs.csv", "rules/phase.toml", "facets.toml"])
def test_an_own_copy_counts_in_the_place_of_the_shipped_file(own: Path, name: str) -> None:
    copy = Path(shutil.copy(RESOURCES / name, own))
    assert load_vocabularies(RESOURCES, own).version == load_vocabularies(RESOURCES).version
    copy.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"{copy.name}.*lie in"):
        load_vocabularies(RESOURCES, own)


def test_a_fault_names_file_row_and_what_is_wrong(own: Path) -> None:
    text = (RESOURCES / "vocabularies" / "drugs.csv").read_text(encoding="utf-8")
    (own / "drugs.csv").write_text(text.replace("Paclitaxel,taxane", "Paclitaxel,taxan", 1), encoding="utf-8")
    (fault,) = vocabulary_faults(RESOURCES, own)
    assert fault == "drugs.csv, line 3: Paclitaxel has the unknown class “taxan”."


def test_a_rule_that_misses_its_own_example_is_told(own: Path) -> None:
    text = (RESOURCES / "rules" / "phase.toml").read_text(encoding="utf-8")
    assert 'match = ["' in text
    (own / "phase.toml").write_text(text.replace('match = ["', 'match = ["no such words here", "', 1), encoding="utf-8")
    assert any("must match 'no such words here'" in fault for fault in vocabulary_faults(RESOURCES, own))


def test_a_file_of_another_name_is_told_not_to_be_read(own: Path) -> None:
    (own / "drug.csv").write_text("name\n", encoding="utf-8")
    (fault,) = vocabulary_faults(RESOURCES, own)
    assert "drug.csv is no copy of a vocabulary file" in fault
    assert "drugs.csv" in fault

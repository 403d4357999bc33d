import json
import os
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.kept_reading import kept_reading
from desktop.facets.shown import shown_facets
from desktop.paths import RESOURCES


class Reader:
    """Read the lines of a file, and count how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, file: Path) -> list[str]:
        self.times += 1
        return file.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "facets.toml"
    file.write_text("phase\nstatus\n", encoding="utf-8")
    return file


def test_a_file_that_has_not_changed_is_read_once(file: Path, reader: Reader, tmp_path: Path) -> None:
    found = [kept_reading(file, reader, tmp_path / "kept") for _ in range(3)]
    assert found == [["phase", "status"]] * 3
    assert reader.times == 1


def test_a_file_that_was_changed_is_read_again(file: Path, reader: Reader, tmp_path: Path) -> None:
    kept_reading(file, reader, tmp_path / "kept")
    file.write_text("phase\nsetting\n", encoding="utf-8")  # as long as before
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1))
    assert kept_reading(file, reader, tmp_path / "kept") == ["phase", "setting"]


def test_another_file_of_the_same_name_is_read_itself(file: Path, reader: Reader, tmp_path: Path) -> None:
    kept_reading(file, reader, tmp_path / "kept")
    (tmp_path / "own").mkdir()
    own = tmp_path / "own" / file.name
    own.write_text("hers\n", encoding="utf-8")
    assert kept_reading(own, reader, tmp_path / "kept") == ["hers"]
    assert kept_reading(file, reader, tmp_path / "kept") == ["phase", "status"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"7", b"\xff", b'{"stamp": 1}', b'{"content": []}'])
def test_damage_to_what_was_kept_does_no_harm(file: Path, reader: Reader, tmp_path: Path, damage: bytes) -> None:
    kept_reading(file, reader, tmp_path)
    (tmp_path / "facets.toml.json").write_bytes(damage)
    assert kept_reading(file, reader, tmp_path) == ["phase", "status"]
    assert json.loads((tmp_path / "facets.toml.json").read_bytes())["content"] == ["phase", "status"]


def test_where_nothing_can_be_kept_the_file_is_read_each_time(file: Path, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file in the place of the folder")
    assert [kept_reading(file, reader, tmp_path / "kept") for _ in range(2)] == [["phase", "status"]] * 2
    assert reader.times == 2


def test_without_a_folder_nothing_is_kept(file: Path, reader: Reader, tmp_path: Path) -> None:
    kept_reading(file, reader, None)
    assert list(tmp_path.iterdir()) == [file]


def test_the_facets_are_the_same_from_what_was_kept(tmp_path: Path) -> None:
    first, second = (shown_facets(RESOURCES, kept_in=tmp_path) for _ in range(2))
    assert first == second == shown_facets(RESOURCES)
    assert {each.name for each in tmp_path.iterdir()} == {"facets.toml.json", "drug_classes.csv.json"}


def test_a_file_at_fault_is_told_at_every_start(tmp_path: Path) -> None:
    (tmp_path / "facets.toml").write_bytes(b'[[facet]]\nid = "\xff"\n')
    for _ in range(2):
        with pytest.raises(VocabularyError, match=r"facets\.toml is not valid TOML"):
            shown_facets(RESOURCES, tmp_path, tmp_path / "kept")

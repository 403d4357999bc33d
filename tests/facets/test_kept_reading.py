import datetime as dt
import json
import os
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.kept_reading import kept_reading
from desktop.facets.shown import shown_facets
from desktop.paths import RESOURCES


class Reader:
    """Read the lines of a text, and count how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, text: str) -> list[str]:
        self.times += 1
        return text.splitlines()


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
    before = file.stat()
    file.write_text("status\nphase\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size, "neither size nor time tells of the change"
    assert kept_reading(file, reader, tmp_path / "kept") == ["status", "phase"]


def test_another_file_of_the_same_name_is_read_itself(file: Path, reader: Reader, tmp_path: Path) -> None:
    kept_reading(file, reader, tmp_path / "kept")
    (tmp_path / "own").mkdir()
    own = tmp_path / "own" / file.name
    own.write_text("hers\n", encoding="utf-8")
    assert kept_reading(own, reader, tmp_path / "kept") == ["hers"]
    assert kept_reading(file, reader, tmp_path / "kept") == ["phase", "status"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"7", b"\xff", b'{"source": 1}', b'{"content": []}'])
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


def test_what_another_version_kept_counts_for_nothing(
    file: Path, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_reading(file, reader, tmp_path / "kept")
    monkeypatch.setattr("desktop.facets.kept_reading.__version__", "99")
    kept_reading(file, reader, tmp_path / "kept")
    assert reader.times == 2


def test_what_json_cannot_hold_is_not_kept(file: Path, tmp_path: Path) -> None:
    found = [kept_reading(file, lambda _: dt.date(2024, 1, 1), tmp_path / "kept") for _ in range(2)]
    assert found == [dt.date(2024, 1, 1)] * 2


@pytest.mark.parametrize("name", ["facets.toml", "drug_classes.csv"])
@pytest.mark.parametrize("content", [None, 7, "x", ["x"], [["x"]], {"facet": ["x"]}, {"facet": [{"id": "x"}]}])
def test_kept_content_of_another_shape_does_no_harm(tmp_path: Path, name: str, content: object) -> None:
    shown_facets(RESOURCES, kept_in=tmp_path)
    kept = tmp_path / f"{name}.json"
    kept.write_text(json.dumps({**json.loads(kept.read_bytes()), "content": content}))
    assert shown_facets(RESOURCES, kept_in=tmp_path) == shown_facets(RESOURCES)


def test_a_file_at_fault_is_told_at_every_start(tmp_path: Path) -> None:
    (tmp_path / "facets.toml").write_bytes(b'[[facet]]\nid = "\xff"\n')
    for _ in range(2):
        with pytest.raises(VocabularyError, match=r"facets\.toml is not valid TOML"):
            shown_facets(RESOURCES, tmp_path, tmp_path / "kept")

"""Abuse cases 5, 12 and 13: files too large, archives that point outside or explode, and stopping a long import."""

import contextlib
import json
import multiprocessing
import os
import re
import signal
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents import archive
from desktop.errors import CatalogueError, DocumentError
from desktop.paths import RESOURCES
from desktop.workflows import import_documents as module
from desktop.workflows.found_documents import documents_of
from desktop.workflows.import_in_process import import_in_process, is_large
from tests.abuse.conftest import Shelf, assert_plain
from tests.documents_of_ours import an_xml
from tests.steps import peak
from tests.worded import worded

NUMBER = "NCT09990009"


def a_zip(path: Path, members: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packed) as written:
        for name, content in members.items():
            written.writestr(zipfile.ZipInfo(name), content, packed)
    return path


def why_left_out(shelf: Shelf, path: Path) -> str:
    """Import a file, and return what is said of its one part that fails."""
    (reason,) = [each.reason for each in shelf.take(path).documents if each.outcome == "failed"]
    return reason


def studies(count: int) -> str:
    return json.dumps(
        [
            {"protocolSection": {"identificationModule": {"nctId": f"NCT0998{n:04}", "briefTitle": f"Study {n}"}}}
            for n in range(count)
        ]
    )


@pytest.mark.parametrize("name", ["huge.json", "huge.xml", "huge.csv", "huge"])
def test_a_file_of_two_gigabytes_is_refused_by_its_size_unread(shelf: Shelf, name: str) -> None:
    huge = shelf.folder / name
    with huge.open("wb") as file:
        file.write(an_xml(NUMBER))
        file.truncate(2 * 1024**3)

    def take() -> None:
        assert "larger than 512 MB; split it" in shelf.reason(shelf.take(huge), name)

    assert peak(take) < 20_000_000


def test_a_zip_of_two_gigabytes_is_refused_quickly(shelf: Shelf) -> None:
    huge = shelf.folder / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    shelf.reason(shelf.take(huge), "huge.zip")


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_over_the_size_cap_is_named_and_the_others_are_imported(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, packed: int
) -> None:
    monkeypatch.setattr(archive, "MAX_DOCUMENT_BYTES", 10_000)
    members = {"big.xml": an_xml(NUMBER) * 20, "good.xml": an_xml("NCT09990008")}
    reason = why_left_out(shelf, a_zip(shelf.folder / "more.zip", members, packed))
    assert [stored.trial.key for stored in shelf.added()] == ["NCT09990008"]
    assert_plain(reason, "more.zip")
    assert "big.xml is larger than" in reason


def test_a_zip_bomb_is_stopped_while_it_inflates_and_the_others_are_imported(shelf: Shelf) -> None:
    members = {"bomb.xml": b"<clinical_study>" + b" " * 60_000_000, "good.xml": an_xml("NCT09990008")}
    bomb = a_zip(shelf.folder / "bomb.zip", members)
    assert bomb.stat().st_size < 100_000

    def take() -> None:
        reason = why_left_out(shelf, bomb)
        assert_plain(reason, "bomb.zip")
        assert "bomb.xml inflates to more than 200 times its size" in reason

    # Bytes are counted while they are inflated: the sixty million are never held together.
    assert peak(take) < 30_000_000
    assert [stored.trial.key for stored in shelf.added()] == ["NCT09990008"]


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_in_a_way_that_cannot_be_inflated_bit_by_bit_is_left_out(shelf: Shelf, packed: int) -> None:
    path = shelf.folder / "bomb.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("bomb.xml", b" " * 100_000_000, packed)
        written.writestr("good.xml", an_xml("NCT09990008"), zipfile.ZIP_DEFLATED)

    def take() -> None:
        reason = why_left_out(shelf, path)
        assert_plain(reason, "bomb.zip")
        assert "could not read bomb.xml (packed in an unknown way)" in reason

    assert peak(take) < 30_000_000
    assert [stored.trial.key for stored in shelf.added()] == ["NCT09990008"]


@settings(max_examples=120)
@given(
    packed=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]),
    damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4),
)
@example(packed=zipfile.ZIP_STORED, damage=[(0.3, 255)])
def test_a_damaged_archive_is_read_in_part_or_refused(packed: int, damage: list[tuple[float, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = a_zip(Path(folder) / "a.zip", {"é.xml": an_xml(NUMBER)[:200], "b": b"more"}, packed)
        content = bytearray(path.read_bytes())
        for place, value in damage:
            content[int(place * len(content))] = value
        path.write_bytes(content)
        with contextlib.suppress(DocumentError):
            list(documents_of(path))


@pytest.mark.parametrize("before", [b"PK\x01\x02", b"PK\x03\x04"], ids=["directory", "header"])
def test_a_member_whose_name_is_no_utf_8_is_a_line_in_the_report(shelf: Shelf, before: bytes) -> None:
    path = a_zip(shelf.folder / "names.zip", {"é.xml": an_xml(NUMBER), "good.xml": an_xml("NCT09990008")})
    content = path.read_bytes()
    place = content.index("é".encode(), content.index(before))
    path.write_bytes(content[:place] + b"\xff\xff" + content[place + 2 :])
    reason = why_left_out(shelf, path)
    assert_plain(reason, "names.zip")
    assert {stored.trial.key for stored in shelf.added()} <= {NUMBER, "NCT09990008"}


def test_a_thousand_damaged_members_make_one_short_sentence(shelf: Shelf) -> None:
    path = a_zip(shelf.folder / "bad.zip", {f"{n}.xml": b"needle" for n in range(1_000)}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"needle", b"noodle"))
    reason = shelf.reason(shelf.take(path), "bad.zip")
    assert "19.xml (damaged) and 980 more;" in reason


def test_many_bombs_in_one_archive_are_counted_together(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ARCHIVE_BYTES", 40_000_000)
    members = {f"{n}.xml": b" " * 12_000_000 for n in range(30)} | {"good.xml": an_xml("NCT09990008")}
    reason = shelf.reason(shelf.take(a_zip(shelf.folder / "bombs.zip", members)), "bombs.zip")
    assert "holds more than 38 MB" in reason


def test_a_zip_in_a_zip_is_called_what_it_is(shelf: Shelf) -> None:
    inner = a_zip(shelf.folder / "inner.zip", {"one.xml": an_xml(NUMBER)}).read_bytes()
    (shelf.folder / "inner.zip").unlink()
    reason = shelf.reason(shelf.take(a_zip(shelf.folder / "outer.zip", {"inner.zip": inner})), "outer.zip/inner.zip")
    assert "it is a zip archive" in reason


@pytest.mark.parametrize(
    "name", ["../up.xml", "../../up.xml", "/abs.xml", "C:\\drive.xml", "..\\up.xml", "\\\\host\\a.xml"]
)
def test_a_member_with_an_odd_name_is_read_in_memory_and_reported(shelf: Shelf, name: str) -> None:
    folder = shelf.folder / "a" / "b"
    folder.mkdir(parents=True)
    path = a_zip(folder / "odd.zip", {name: an_xml(NUMBER)})
    before = {each for each in shelf.folder.rglob("*") if each.is_file()}
    report = shelf.take(path)
    assert report.count("saved") == 1
    (stored,) = shelf.added()
    assert stored.trial.key == NUMBER
    assert f"The archive gives this file an odd name: {name}." in worded(stored.trial.warnings)
    made = {each for each in shelf.folder.rglob("*") if each.is_file()} - before
    assert [each for each in made if each.parent.name != "backups" and not each.match("catalogue-originals.db-*")] == []
    assert not Path("/abs.xml").exists()


def test_stopping_a_long_import_keeps_whole_trials_and_the_next_import_brings_the_rest(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BATCH", 50)
    file = shelf.folder / "long.json"
    file.write_text(studies(300))
    asked: list[None] = []

    def after_a_while() -> bool:
        asked.append(None)
        return len(asked) > 6

    stopped = shelf.take(file, should_stop=after_a_while)
    kept = len(shelf.added())
    assert stopped.stopped
    assert 0 < kept == stopped.count("saved") == len(stopped.documents) < 300
    assert kept % 25 == 0
    assert {each.trial.title for each in shelf.added()} == {f"Study {n}" for n in range(kept)}
    again = shelf.take(file)
    assert (again.count("unchanged"), again.count("saved")) == (kept, 300 - kept)
    assert len(shelf.added()) == 300


def test_stopping_at_once_changes_nothing(shelf: Shelf) -> None:
    file = shelf.folder / "long.json"
    file.write_text(studies(30))
    report = shelf.take(file, should_stop=lambda: True)
    assert (report.stopped, report.documents, shelf.added()) == (True, (), [])


def test_an_import_in_its_own_process_stops_when_asked_and_keeps_whole_trials(shelf: Shelf) -> None:
    file = shelf.folder / "long.json"
    file.write_text(studies(3_000))
    told: list[tuple[int, int]] = [(0, 0)]
    report = import_in_process(
        *([file], shelf.catalogue.path, RESOURCES, None),
        lambda *progress: told.append(progress),
        lambda: told[-1][0] >= 100,
    )
    shelf.catalogue.index.refresh()
    added = shelf.added()
    assert report.stopped
    assert 100 <= len(added) == report.count("saved") == len(report.documents) < 3_000
    assert {stored.trial.title for stored in added} == {f"Study {n}" for n in range(len(added))}
    assert shelf.catalogue.faults() == ()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signals")
def test_an_import_whose_process_is_killed_says_so_in_one_sentence_with_what_was_saved(shelf: Shelf) -> None:
    file = shelf.folder / "long.json"
    file.write_text(studies(3_000))

    def kill_when_a_batch_is_saved(done: int, _total: int) -> None:
        if done >= 1_500:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

    with pytest.raises(CatalogueError) as told:
        import_in_process([file], shelf.catalogue.path, RESOURCES, None, kill_when_a_batch_is_saved)
    shelf.catalogue.index.refresh()
    kept = re.fullmatch(
        r"The import into .* was ended from outside \(signal 9\), perhaps because the computer was short of memory; "
        r"([\d,]+) records saved before are kept. Import the same files again: .*\.",
        str(told.value),
    )
    assert kept is not None
    # The last batch may have been saved in the moment before it could be told.
    assert 1_000 <= int(kept[1].replace(",", "")) <= len(shelf.added()) <= int(kept[1].replace(",", "")) + 1_000
    assert shelf.catalogue.faults() == ()


def test_an_import_in_its_own_process_refuses_what_is_bad_and_takes_the_rest(shelf: Shelf) -> None:
    folder = shelf.folder / "many"
    folder.mkdir()
    (folder / "a.json").write_text("[" * 100_000)
    with (folder / "b.json").open("wb") as huge:
        huge.truncate(2 * 1024**3)
    (folder / "c.json").write_text(studies(3))
    assert is_large([folder])
    report = import_in_process([folder], shelf.catalogue.path, RESOURCES, None)
    shelf.catalogue.index.refresh()
    assert [each.outcome for each in report.documents] == ["failed", "failed", "saved", "saved", "saved"]
    for each, name in zip(report.documents, ("a.json", "b.json"), strict=False):
        assert_plain(each.reason, name)
    assert [stored.trial.title for stored in shelf.added()] == ["Study 0", "Study 1", "Study 2"]
    assert shelf.catalogue.faults() == ()


def test_a_zip_of_the_held_trial_under_an_odd_name_changes_no_value_of_it(shelf: Shelf) -> None:
    report = shelf.take(a_zip(shelf.folder / "odd.zip", {"../held.xml": (shelf.folder / "held.xml").read_bytes()}))
    assert report.count("unchanged") == 1
    assert shelf.added() == []

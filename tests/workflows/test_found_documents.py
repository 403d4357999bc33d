import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import DocumentError
from desktop.facets.vocabularies import Vocabularies
from desktop.workflows.found_documents import documents_of, files_behind
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_in_process import is_large
from tests.documents_of_ours import an_xml

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has other rights, and no pipes among files")
NOBODY = 65_534


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of an administrator, who may enter every folder."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def why(file: Path) -> str:
    with pytest.raises(DocumentError) as told:
        list(documents_of(file))
    return str(told.value)


def test_the_files_of_a_folder_come_by_name_and_without_what_file_managers_leave(tmp_path: Path) -> None:
    for name in ("b/2.xml", "b/1.xml", "a.xml", ".hidden", "b/.hidden", "__MACOSX/a.xml", "b/Thumbs.db", "c.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [str(each.relative_to(tmp_path)) for each in files_behind([tmp_path])]
    assert found == ["a.xml", str(Path("b/1.xml")), str(Path("b/2.xml")), "c.xml"]


@posix
def test_a_folder_nested_twelve_hundred_deep_is_read_to_its_ground(open_folder: Path) -> None:
    depth = 1_200
    here = open_folder
    made = []
    for _ in range(depth):
        here = here / "d"
        here.mkdir()
        made.append(here)
    (here / "deep.xml").write_bytes(an_xml())
    try:
        (file,) = files_behind([open_folder])
        assert file == here / "deep.xml"
        assert [each.name for each in documents_of(file)] == ["deep.xml"]
    finally:
        (here / "deep.xml").unlink()
        for each in reversed(made):
            each.rmdir()


@posix
def test_a_pipe_in_a_folder_is_a_line_in_the_report_and_what_stands_beside_it_is_imported(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    os.mkfifo(folder / "a.pipe")
    (folder / "b.xml").write_bytes(an_xml())
    (folder / "c.zip").symlink_to("/dev/zero")
    (folder / "d").symlink_to(tmp_path)
    (folder / "e.xml").symlink_to(tmp_path / "gone.xml")
    assert not is_large([folder])
    report = import_documents([folder], catalogue, vocabularies)
    assert [each.outcome for each in report.documents] == ["failed", "saved", "failed", "failed", "failed"]
    reasons = [each.reason for each in report.documents]
    assert "a.pipe is a named pipe, not a file" in reasons[0]
    assert "c.zip is a device, not a file" in reasons[2]
    assert "d is a link to another folder, which is not followed" in reasons[3]
    assert "e.xml cannot be read (No such file or directory)" in reasons[4]


@posix
def test_a_folder_that_may_be_listed_but_not_entered_says_so_file_by_file(open_folder: Path) -> None:
    (open_folder / "listed").mkdir()
    (open_folder / "listed" / "a.xml").write_bytes(an_xml())
    (open_folder / "listed").chmod(0o644)
    with as_nobody():
        (file,) = files_behind([open_folder])
        assert not is_large([open_folder])
        assert why(file) == f"{file} cannot be read (Permission denied); check that it is there and may be read."
    (open_folder / "listed").chmod(0o755)


@posix
def test_a_folder_that_may_not_be_listed_says_so_itself(open_folder: Path) -> None:
    (open_folder / "secret").mkdir()
    (open_folder / "b.xml").write_bytes(an_xml())
    (open_folder / "secret").chmod(0)
    with as_nobody():
        beside, secret = files_behind([open_folder])
        assert (beside.name, secret.name) == ("b.xml", "secret")
        assert "secret cannot be read (Permission denied)" in why(secret)
    (open_folder / "secret").chmod(0o755)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".zip", "x/" * 3_000])
def test_a_path_that_is_too_long_for_the_system_is_told_in_one_sentence(tmp_path: Path, name: str) -> None:
    long = tmp_path / name
    assert files_behind([long]) == [long]
    assert not is_large([long])
    assert " (File name too long)" in why(long) or os.name != "posix"


def test_looking_through_a_folder_stops_when_asked(tmp_path: Path) -> None:
    for n in range(20):
        (tmp_path / f"{n}").mkdir()
        (tmp_path / f"{n}" / "a.xml").write_bytes(b"x")
    asked = iter([False] * 5 + [True] * 100)
    assert len(files_behind([tmp_path], lambda: next(asked))) == 4


def test_the_reading_of_a_large_file_stops_between_two_pieces(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as large:
        large.truncate(400 * 1024**2)
    asked: list[None] = []

    def soon() -> bool:
        asked.append(None)
        return len(asked) > 3

    report = import_documents([file], catalogue, vocabularies, should_stop=soon)
    assert (report.stopped, report.documents, len(asked)) == (True, (), 4)

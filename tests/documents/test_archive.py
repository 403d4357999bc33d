import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents import archive
from desktop.documents.archive import documents_in, is_odd_name
from desktop.documents.regular_file import CHUNK
from desktop.errors import DocumentError


def a_zip(path: Path, **members: bytes) -> Path:
    return a_zip_of(path, members)


def a_zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return path


def test_members_come_in_order_with_their_names_and_bytes(tmp_path: Path) -> None:
    path = a_zip_of(tmp_path / "a.zip", {"b.xml": b"<b/>", "folder/a.txt": b"text"})
    assert [each[:2] for each in documents_in(path)] == [("b.xml", b"<b/>"), ("folder/a.txt", b"text")]


def test_folders_and_what_desktops_leave_behind_are_no_documents(tmp_path: Path) -> None:
    members = {"folder/": b"", "__MACOSX/._a.xml": b"x", "folder/.DS_Store": b"x", "Thumbs.db": b"x", "a.xml": b"<a/>"}
    assert [name for name, *_ in documents_in(a_zip_of(tmp_path / "a.zip", members))] == ["a.xml"]


def test_odd_names_write_nothing_anywhere(tmp_path: Path) -> None:
    names = ["../up.xml", "/abs.xml", "C:\\drive.xml", "..\\up.xml"]
    (tmp_path / "in").mkdir()
    path = a_zip_of(tmp_path / "in" / "a.zip", dict.fromkeys(names, b"x"))
    found = [name for name, *_ in documents_in(path)]
    assert len(found) == 4
    assert all(map(is_odd_name, found))
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["a.zip"]


def test_ordinary_names_are_not_odd() -> None:
    assert not is_odd_name("folder/NCT09990001.xml")
    assert not is_odd_name("a..b.xml")


def test_a_bomb_is_stopped_while_it_inflates(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "bomb.zip", zeros=b"0" * (archive._RATIO_COUNTS_FROM + 2 * CHUNK))
    with pytest.raises(DocumentError, match=r"bomb\.zip: zeros inflates"):
        list(documents_in(path))


def test_a_member_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DOCUMENT_BYTES", 10)
    with pytest.raises(DocumentError, match="larger than"):
        list(documents_in(a_zip(tmp_path / "a.zip", big=b"x" * 11)))


def test_an_archive_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ARCHIVE_BYTES", 10)
    with pytest.raises(DocumentError, match="split it"):
        list(documents_in(a_zip(tmp_path / "a.zip", one=b"x" * 6, two=b"y" * 6)))


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_MEMBERS", 1)
    with pytest.raises(DocumentError, match="more than 1 files"):
        list(documents_in(a_zip(tmp_path / "a.zip", one=b"x", two=b"y")))


def test_one_damaged_member_loses_no_other_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as written:
        written.writestr("first", b"needle in the first")
        written.writestr("second", b"intact")
    path.write_bytes(path.read_bytes().replace(b"needle in", b"noodle in"))
    found = []
    with pytest.raises(DocumentError, match=r"a\.zip: could not read first \(damaged\)"):  # noqa: PT012 what came before counts
        for name, content, _ in documents_in(path):
            found.append((name, content))
    assert found == [("second", b"intact")]


def test_a_locked_member_is_told(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", secret=b"x")
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"secret \(locked with a password\)"):
        list(documents_in(path))


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"not a zip")
    with pytest.raises(DocumentError, match=r"a\.zip is not a zip archive"):
        list(documents_in(tmp_path / "a.zip"))
    with pytest.raises(DocumentError, match="cannot be opened"):
        list(documents_in(tmp_path / "missing.zip"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_archive_never_raises_anything_but_document_errors(tmp_path: Path, data: st.DataObject) -> None:
    path = a_zip(tmp_path / "a.zip", one=b"text " * 20, two=b"more")
    content = bytearray(path.read_bytes())
    for place, value in data.draw(
        st.dictionaries(st.integers(0, len(content) - 1), st.integers(0, 255), max_size=6)
    ).items():
        content[place] = value
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with contextlib.suppress(DocumentError):
        list(documents_in(path))

"""A refusal says what a document is, by its content, and what to do instead."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents import read
from desktop.documents.refused_kinds import RefusedKind, kind_of_bytes, kind_of_text, refused_kinds
from desktop.errors import UnreadKindError
from tests.reading import read_document
from tests.steps import cpu_seconds

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
TEXTS = [each for each in refused_kinds() if each.pattern is not None]


def a_zip(*members: str, mimetype: str = "") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for member in members:
            archive.writestr(member, "a")
    return kept.getvalue()


def refusal(content: bytes) -> UnreadKindError:
    with pytest.raises(UnreadKindError) as caught:
        read_document(content, "shelf/file")
    return caught.value


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: str(kind.id))
def test_the_signs_of_each_kind_hold_for_its_own_examples(kind: RefusedKind) -> None:
    assert kind.pattern is not None
    assert kind.match
    assert kind.reject
    assert [text for text in kind.match if not kind.pattern.search(text)] == []
    assert [text for text in kind.reject if kind.pattern.search(text)] == []


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: str(kind.id))
def test_the_examples_of_a_kind_are_taken_for_no_kind_before_it(kind: RefusedKind) -> None:
    assert {getattr(kind_of_text(text), "id", "") for text in kind.match} == {kind.id}


@pytest.mark.parametrize("kind", refused_kinds(), ids=lambda kind: str(kind.id))
def test_each_kind_has_one_remedy_in_one_sentence(kind: RefusedKind) -> None:
    assert kind.starts or kind.members or kind.pattern
    assert not kind.remedy.endswith(".")
    assert "\n" not in kind.sentence
    assert len(kind.sentence) < 250


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (OLD_OFFICE + "Workbook".encode("utf-16-le"), "old_excel"),
        (OLD_OFFICE + "WordDocument".encode("utf-16-le"), "old_word"),
        (OLD_OFFICE + "__substg1.0_".encode("utf-16-le"), "outlook"),
        (OLD_OFFICE, "old_office"),
        (a_zip("word/document.xml", "[Content_Types].xml"), "word"),
        (a_zip("ppt/presentation.xml", "[Content_Types].xml"), "powerpoint"),
        (a_zip("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "open_spreadsheet"),
        (a_zip("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "open_text"),
        (a_zip("My library.enl", "My library.Data/sdb/sdb.eni"), "endnote_packed"),
        (a_zip("a.xml"), "zip"),
        (b"SQLite format 3\0" + bytes(84) + b"CREATE TABLE itemData (", "zotero_library"),
        (b"SQLite format 3\0" + bytes(84) + b"CREATE TABLE enl_refs (", "endnote_library"),
        (b"SQLite format 3\0" + bytes(84), "sqlite"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"BM\x36\0\0\0", "picture"),
        (b"BMI of women with breast cancer", None),
        (b"MZ twins", None),
        (b"{\\rtf1\\ansi", "rich_text"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"A text", None),
    ],
)
def test_a_file_that_is_no_text_is_known_by_its_bytes(content: bytes, kind: str | None) -> None:
    found = kind_of_bytes(content)
    assert (found.id if found else None) == kind
    if found:
        assert str(refusal(content)) == f"shelf/file cannot be read: it is {found.sentence}."


def test_a_refusal_lists_no_formats() -> None:
    told = str(refusal(b"<!DOCTYPE html><html><title>breast cancer - Search Results - PubMed</title></html>"))
    assert told.startswith("shelf/file cannot be read: it is a web page of a library's search")
    assert len(told) < 220


def test_a_catalogue_of_this_program_is_known_as_such(tmp_path: Path) -> None:
    from desktop.catalogue.catalogue import Catalogue

    Catalogue(tmp_path / "catalogue.db", {}).close()
    found = kind_of_bytes((tmp_path / "catalogue.db").read_bytes())
    assert found is not None
    assert found.id == "catalogue"


@pytest.mark.parametrize(
    "filling", [" ", "\n", "a", "1,", "12345 ", "a:\n", "From: a\n", "<", "<!--", "{", "a,b", "\t", '"']
)
def test_the_kind_of_a_long_text_is_found_in_time(filling: str) -> None:
    for begin in ("", "<html>"):
        assert cpu_seconds(lambda text=begin + filling * 60_000: kind_of_text(text)) < 1


def test_no_sample_of_a_known_format_is_taken_for_a_file_that_is_no_text(sample: Callable[[str], str]) -> None:
    folder = Path(__file__).parent / "samples"
    for file in sorted(folder.iterdir()):
        if file.suffix not in (".xlsx", ".zip"):
            assert kind_of_bytes(file.read_bytes()) is None, file.name
    assert read._FORMATS

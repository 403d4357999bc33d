import dataclasses
from collections.abc import Callable

import pytest

from desktop.documents import read as read_module
from desktop.documents.read import ReadDocument, read_document
from desktop.errors import DocumentError

FORMATS = {
    "line_record.txt": "ctgov_lines",
    "medpath_damaged_page.txt": "medpath",
    "portal_page.txt": "research_portal",
    "study.xml": "ctgov_xml",
}


@pytest.mark.parametrize(("name", "format_id"), FORMATS.items())
@pytest.mark.parametrize("called", ["a.txt", "a.xml", "", "no extension"])
def test_a_format_is_known_by_content_not_by_name(
    sample: Callable[[str], str], name: str, format_id: str, called: str
) -> None:
    document = read_document(sample(name).encode(), called)
    assert document.format == format_id
    assert len(document.trials) == 1
    assert document.failures == ()


@pytest.mark.parametrize("name", FORMATS)
def test_exactly_one_reader_recognises_a_document(sample: Callable[[str], str], name: str) -> None:
    assert [each.id for each in read_module._FORMATS if each.recognises(sample(name))] == [FORMATS[name]]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-marked"])
def test_a_document_reads_the_same_in_every_encoding(sample: Callable[[str], str], name: str, encoding: str) -> None:
    text = sample(name)
    content = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-marked" else text.encode(encoding)
    assert read_document(content, name).trials == read_document(text.encode(), name).trials


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_reads_the_same_with_other_line_ends(sample: Callable[[str], str], name: str) -> None:
    text = sample(name)
    assert read_document(text.replace("\n", "\r\n").encode(), name).trials == read_document(text.encode(), name).trials


def test_what_was_wrong_with_the_encoding_is_told_on_every_trial() -> None:
    study = "<clinical_study><brief_title>Müller’s trial</brief_title></clinical_study>"
    document = read_document(f"<all>{study}{study}</all>".encode("cp1252"), "a.xml")
    assert document.encoding == "cp1252"
    assert [trial.title for trial in document.trials] == ["Müller’s trial"] * 2
    assert all("cp1252" in trial.warnings[0] for trial in document.trials)


@pytest.mark.parametrize("content", [b"Just a letter.", b'{"a": 1}', b"a,b\n1,2\n", b"<html></html>", b"\xff\xfeA\x00"])
def test_an_unknown_document_is_told_what_is_understood(content: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(content, "letter.txt")
    told = str(caught.value)
    assert told.startswith("letter.txt cannot be read: it is none of the documents understood here")
    for words in ("ClinicalTrials.gov XML", "MedPath", "research-portal pages", "bare lines"):
        assert words in told


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 99, b"%PDF-1.4", b"<clinical_study>", b"<clinical_study/>"])
def test_a_fault_is_one_sentence_that_begins_with_the_name(content: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(content, "folder/a b.xml")
    told = str(caught.value)
    assert told.startswith("folder/a b.xml cannot be read: ")
    assert told.endswith(".")
    assert "\n" not in told


def test_a_document_beyond_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_module, "MAX_DOCUMENT_BYTES", 10)
    with pytest.raises(DocumentError, match=r"a\.xml is larger than"):
        read_document(b"x" * 11, "a.xml")


def test_a_read_document_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ReadDocument("x", (), (), "utf-8").format = "y"  # type: ignore[misc]

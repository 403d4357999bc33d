import dataclasses
from collections.abc import Callable

import pytest

from desktop.documents import read
from desktop.documents.read import open_document
from desktop.errors import DocumentError, UnreadKindError
from desktop.trials.trial import Trial
from tests.reading import ReadDocument, read_document
from tests.worded import worded

FORMATS = {
    "classic_study.json": "ctgov_json",
    "line_record.txt": "ctgov_lines",
    "medpath_damaged_page.txt": "medpath",
    "portal_page.txt": "research_portal",
    "study.json": "ctgov_json",
    "study.xml": "ctgov_xml",
}
TABLES = {"table.csv": "ctgov_csv", "table_legacy.csv": "ctgov_csv_legacy"}


@pytest.mark.parametrize(("name", "format_id"), FORMATS.items())
@pytest.mark.parametrize("called", ["a.txt", "a.xml", "", "no extension"])
def test_a_format_is_known_by_content_not_by_name(
    sample: Callable[[str], str], name: str, format_id: str, called: str
) -> None:
    document = read_document(sample(name).encode(), called)
    assert document.format == format_id
    assert len(document.trials) == 1
    assert document.failures == ()


@pytest.mark.parametrize(("name", "format_id"), {**FORMATS, **TABLES}.items())
def test_exactly_one_reader_recognises_a_document(sample: Callable[[str], str], name: str, format_id: str) -> None:
    assert [each.id for each in read._FORMATS if each.recognises(sample(name))] == [format_id]


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
    assert all("cp1252" in worded(trial.warnings)[0] for trial in document.trials)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"Just a letter.", "a text without the labels"),
        (b'{"a": 1}', "JSON of another kind"),
        (b"a,b,c,d\n1,2,3,4\n", "a table with other column names"),
        (b"<html></html>", "a web page"),
        (b"\xff\xfeA\x00", "a text without the labels"),
    ],
)
def test_an_unknown_document_is_told_what_it_is(content: bytes, what: str) -> None:
    with pytest.raises(UnreadKindError) as caught:
        read_document(content, "letter.txt")
    assert str(caught.value).startswith(f"letter.txt cannot be read: it is {what}")
    assert caught.value.kind.startswith(what)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 99, b"%PDF-1.4", b"<clinical_study>", b"<clinical_study/>"])
def test_a_fault_is_one_sentence_that_begins_with_the_name(content: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(content, "folder/a b.xml")
    told = str(caught.value)
    assert told.startswith("folder/a b.xml cannot be read: ")
    assert told.endswith(".")
    assert "\n" not in told


def test_a_document_beyond_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_DOCUMENT_BYTES", 10)
    with pytest.raises(DocumentError, match=r"a\.xml is larger than"):
        read_document(b"x" * 11, "a.xml")


def test_a_read_document_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ReadDocument("x", (), (), "utf-8").format = "y"  # type: ignore[misc]


STUDY = '{"protocolSection": {"identificationModule": {"nctId": "NCT09990001", "briefTitle": "A title"}}}'


def test_records_are_read_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_document(f"[{STUDY}, {STUDY}, @@@".encode(), "a.json")
    assert (opened.format, opened.encoding) == ("ctgov_json", "utf-8")
    first = next(opened.records)
    assert isinstance(first, Trial)
    assert first.key == "NCT09990001"
    # Nothing more is parsed until it is asked for.
    monkeypatch.setattr("desktop.documents.clinicaltrials_gov.api_json.JsonReading", None)
    with pytest.raises(TypeError):
        next(opened.records)


def test_a_document_that_breaks_off_gives_its_whole_records_and_then_says_after_how_many() -> None:
    *records, last = open_document(f"[{STUDY}, {STUDY}, {STUDY[:50]}".encode(), "a.json").records
    assert [record.key for record in records if isinstance(record, Trial)] == ["NCT09990001"] * 2
    assert str(last) == (
        "a.json cannot be read beyond its first 2 records: the JSON breaks off at line 1; "
        "it was cut short: download it again."
    )


def test_a_bad_record_stands_in_its_place_with_the_documents_name() -> None:
    records = list(open_document(f"[{STUDY}, null, {STUDY}]".encode(), "a b.json").records)
    assert [type(record) for record in records] == [Trial, DocumentError, Trial]
    assert str(records[1]) == "a b.json, study 2: it is not a study record; download it again."


def test_an_unknown_document_is_refused_before_any_record_is_asked_for() -> None:
    with pytest.raises(DocumentError, match=r"letter\.txt cannot be read"):
        open_document(b"A letter.", "letter.txt")


@pytest.mark.parametrize(("name", "format_id"), TABLES.items())
def test_a_table_gives_a_trial_for_each_row(sample: Callable[[str], str], name: str, format_id: str) -> None:
    opened = open_document(sample(name).encode(), name)
    assert opened.format == format_id
    assert [type(record) for record in opened.records] == [Trial, Trial]

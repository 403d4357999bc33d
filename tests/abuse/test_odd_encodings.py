"""Abuse cases 7, 8 and 9 for every format: whatever its encoding, a document is read or refused in words."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from desktop.trials.sections import sections
from tests.abuse.conftest import Shelf, assert_plain
from tests.steps import untraced
from tests.worded import worded

SAMPLES = sorted((Path(__file__).parent.parent / "documents" / "samples").iterdir())
every_format = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
Encode = Callable[[str], bytes]


@every_format
@pytest.mark.parametrize(
    ("encode", "named"),
    [
        (lambda text: text.encode("utf-8-sig"), "utf-8"),
        (lambda text: text.encode("utf-16"), "utf-16"),
        (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "utf-16"),
    ],
    ids=["utf-8 mark", "utf-16 mark", "utf-16 big-endian mark"],
)
def test_a_byte_order_mark_decides_and_the_encoding_is_remembered(
    shelf: Shelf, path: Path, encode: Encode, named: str
) -> None:
    text = path.read_text(encoding="utf-8")
    shelf.bring(encode(text), path.name)
    coded = [stored.trial for stored in shelf.added()]
    assert coded
    encodings = shelf.catalogue._opened.connection.execute("SELECT encoding FROM document ORDER BY id DESC LIMIT 1")
    assert encodings.fetchone()[0] == named
    # The same in UTF-8 finds nothing to change.
    shelf.bring(text, "again")
    assert [stored.trial for stored in shelf.added()] == coded


@every_format
def test_windows_1252_is_read_and_named_on_every_trial(shelf: Shelf, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    place = text.lower().index("reast cancer")
    shelf.bring((text[:place] + "é€" + text[place:]).encode("cp1252", "replace"), path.name)
    added = shelf.added()
    assert added
    for stored in added:
        assert any("Windows-1252 (cp1252)" in warning for warning in worded(stored.trial.warnings))


@every_format
@pytest.mark.parametrize("lost", [b"\x00", b"\xed\xa0\x80"], ids=["NUL", "surrogate"])
def test_what_is_no_character_is_replaced_and_counted(shelf: Shelf, path: Path, lost: bytes) -> None:
    content = path.read_bytes()
    place = content.lower().index(b"reast cancer")
    shelf.bring(content[:place] + lost + content[place:], path.name)
    added = shelf.added()
    assert added
    for stored in added:
        for text in sections(stored.trial).values():
            assert "\x00" not in text
            text.encode()
        assert any("unreadable character was replaced" in warning for warning in worded(stored.trial.warnings))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (b" \r\n\t\n", "it is empty"),
        (b"%PDF-1.7 \x00", "a PDF file"),
        (b"PK\x03\x04rest", "a zip archive inside of another"),
        (b"SQLite format 3\x00", "a database"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\xff\xfe\x00\xd8" * 50, "binary data"),
        (b"\x00" * 100_000, "binary data"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(shelf: Shelf, content: bytes, told: str) -> None:
    assert told in shelf.refused(content, "what.txt")


@every_format
def test_a_document_cut_anywhere_harms_nothing(shelf: Shelf, path: Path) -> None:
    content = path.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        report = shelf.bring(content[: int(len(content) * share)], path.name)
        shelf.added()
        for each in report.documents:
            if each.outcome == "failed":
                assert_plain(each.reason, path.name)


@every_format
def test_a_text_of_nothing_but_one_thing_is_imported_in_good_time(shelf: Shelf, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    place = text.lower().index("reast cancer")
    for filling in (" ", "\n", "a", "(", "|", "1. ", "- ", "<b>", "&", "2 years ", "<?xml "):
        written = filling
        if path.suffix == ".xml":
            written = escape(filling)
        elif path.suffix == ".json":
            written = json.dumps(filling)[1:-1]
        # The shelf measures the time.
        with untraced():
            shelf.bring(text[:place] + written * (30_000 // len(written)) + text[place:], path.name, most_seconds=1.0)
        shelf.added()

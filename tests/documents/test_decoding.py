import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.decoding import decode
from desktop.errors import DocumentError
from tests.worded import worded


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Müller ≥ 18".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Müller ≥ 18".encode(), "utf-8"),
        ("Müller ≥ 18".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "Müller ≥ 18".encode("utf-16-be"), "utf-16"),
        ("Müller ≥ 18".encode("utf-32"), "utf-32"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(content: bytes, encoding: str) -> None:
    decoded = decode(content)
    assert (decoded.text, decoded.encoding, decoded.warnings) == ("Müller ≥ 18", encoding, ())


def test_xml_in_utf16_is_known_without_a_mark() -> None:
    assert decode("<?xml version='1.0'?><a>Müller</a>".encode("utf-16-le")).text.endswith("<a>Müller</a>")


def test_windows_1252_is_read_and_named_in_a_warning() -> None:
    decoded = decode("Dr. Müller’s trial, 5 µg".encode("cp1252"))
    assert decoded.text == "Dr. Müller’s trial, 5 µg"
    assert decoded.encoding == "cp1252"
    assert "Windows-1252 (cp1252)" in worded(decoded.warnings)[0]


def test_a_declared_encoding_is_honoured_where_utf8_fails() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>'
    decoded = decode(text.encode("iso-8859-2"))
    assert decoded.text == text
    assert decoded.encoding == "iso-8859-2"


@pytest.mark.parametrize("name", ["unicode_escape", "base64", "no-such-thing", "iso-8859-99", "utf-7"])
def test_an_odd_declared_encoding_is_not_followed(name: str) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?><a>Müller</a>'
    assert decode(text.encode("cp1252")).encoding == "cp1252"


def test_a_few_damaged_bytes_do_not_turn_utf8_into_something_else() -> None:
    decoded = decode("≥ 18 – Müller – ≤ 75".encode() + b"\xe2\x89")
    assert decoded.text == "≥ 18 – Müller – ≤ 75\ufffd\ufffd"
    assert decoded.encoding == "utf-8"
    assert worded(decoded.warnings)[0].startswith("2 unreadable characters were replaced by \ufffd")


def test_nul_and_lone_surrogates_become_replacement_characters_and_are_counted() -> None:
    decoded = decode(b"one\x00two " + "\ud800 three".encode("utf-8", "surrogatepass"))
    assert decoded.text == "one\ufffdtwo \ufffd three"
    assert worded(decoded.warnings)[0].startswith("2 unreadable characters were")


def test_two_surrogates_that_make_a_character_are_that_character() -> None:
    assert decode("\ud83c\udde8 flag".encode("utf-8", "surrogatepass")).text == "\U0001f1e8 flag"


def test_one_replaced_character_is_told_in_the_singular() -> None:
    assert worded(decode(b"Breast\x00cancer").warnings)[0].startswith("One unreadable character was")


def test_utf16_cut_in_the_middle_of_a_character_is_mended() -> None:
    decoded = decode("Breast cancer".encode("utf-16") + b"\x41")
    assert decoded.text == "Breast cancer\ufffd"
    assert worded(decoded.warnings)


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


@pytest.mark.parametrize("content", [b"", b"  \r\n\t", codecs.BOM_UTF8])
def test_an_empty_document_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="empty"):
        decode(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7 ...", "a PDF"), (b"PK\x03\x04....", "a zip archive"), (bytes(range(256)) * 20, "binary data")],
)
def test_what_is_no_text_is_refused_with_its_kind(content: bytes, kind: str) -> None:
    with pytest.raises(DocumentError, match=kind):
        decode(content)


@given(st.binary(max_size=300))
def test_decoded_text_can_always_be_stored(content: bytes) -> None:
    try:
        text = decode(content).text
    except DocumentError:
        return
    assert "\x00" not in text
    assert "\r" not in text
    text.encode("utf-8")

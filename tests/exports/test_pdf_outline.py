import io

import pytest
from pypdf import PdfReader, PdfWriter

from desktop.errors import ExportError
from desktop.exports.pdf_outline import add_outline


def blank(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_headings_lead_to_their_pages() -> None:
    entries = (("Overview", 0), ("NCT00000001 – Äöü 乳癌", 1), ("Last", 2))
    reader = PdfReader(io.BytesIO(add_outline(blank(3), "Report", entries)))
    found = [(item.title, reader.get_destination_page_number(item)) for item in reader.outline]
    assert found == list(entries)


def test_the_document_says_what_it_is() -> None:
    reader = PdfReader(io.BytesIO(add_outline(blank(1), "Trials ≥ 2", (), subject="HER2: Positive", creator="TC 1")))
    assert reader.metadata.title == "Trials ≥ 2"
    assert reader.metadata.subject == "HER2: Positive"
    assert reader.metadata.creator == "TC 1"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/PageMode"] == "/UseOutlines"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.4\n", blank(2)[:-200], b"x" + blank(1), b"%PDF-1.4\nnothing\n%%EOF"])
def test_a_pdf_that_is_not_whole_is_refused(damaged: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.expected = ["EOF", "startxref", "xref", "invalid", "pdf", "Object"]
    with pytest.raises(ExportError, match="came out incomplete"):
        add_outline(damaged, "Report", ())


def test_an_entry_behind_the_last_page_is_refused() -> None:
    with pytest.raises(ExportError, match="“Third” is missing"):
        add_outline(blank(2), "Report", (("Third", 2),))


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(ExportError, match="it has no pages"):
        add_outline(blank(0), "Report", ())

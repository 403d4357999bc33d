import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from desktop.errors import ExportError
from desktop.exports.pdf_update import updated


def written(title: str = "Before") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def info(title: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/Title"): TextStringObject(title)})


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def test_what_was_there_stays_byte_for_byte() -> None:
    pdf = written()
    reader = opened(pdf)
    assert updated(pdf, reader, {reader.trailer.raw_get("/Info").idnum: info("After")}).startswith(pdf)


def test_a_replaced_object_is_read_instead_of_the_first_one() -> None:
    pdf = written()
    reader = opened(pdf)
    after = opened(updated(pdf, reader, {reader.trailer.raw_get("/Info").idnum: info("After ≥ 乳癌")}))
    assert after.metadata.title == "After ≥ 乳癌"
    assert len(after.pages) == 1


def test_new_objects_have_the_numbers_behind_the_last_one() -> None:
    pdf = written()
    reader = opened(pdf)
    size = reader.trailer["/Size"]
    after = opened(updated(pdf, reader, {size + 1: info("Second"), size: info("First")}))
    assert after.trailer["/Size"] == size + 2
    assert [after.get_object(size + place)["/Title"] for place in (0, 1)] == ["First", "Second"]


def test_a_pdf_can_be_updated_twice() -> None:
    pdf = written()
    for title in ("First", "Second"):
        reader = opened(pdf)
        pdf = updated(pdf, reader, {reader.trailer.raw_get("/Info").idnum: info(title)})
    assert opened(pdf).metadata.title == "Second"


@pytest.mark.parametrize("end", [b"startxref\n0\n%%EOF\n", b"startxref\n99999999\n%%EOF\n", b"%%EOF\n"])
def test_a_pdf_whose_end_names_no_table_is_refused(end: bytes) -> None:
    pdf = written()
    reader = opened(pdf)
    with pytest.raises(ExportError, match="without a table of its objects"):
        updated(pdf[: pdf.rindex(b"startxref")] + end, reader, {reader.trailer.raw_get("/Info").idnum: info("After")})

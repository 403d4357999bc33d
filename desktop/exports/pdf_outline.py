"""What Qt leaves out of a printed PDF: the outline, the document properties, text that can be searched."""

import io
from collections.abc import Sequence
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from desktop.errors import ExportError
from desktop.exports.pdf_text_map import mend_text_maps

_TAIL = 1024  # bytes at the end of a PDF in which readers look for its end mark


def add_outline(
    pdf: bytes, title: str, entries: Sequence[tuple[str, int]], *, subject: str = "", creator: str = "Trial Catalogue"
) -> bytes:
    """Return the PDF with its properties, searchable text and an outline of (heading, page index from 0) entries.

    Raises:
        ExportError: the PDF is not whole, or an entry points behind its last page.
    """
    reader, pages = _opened(pdf)
    if pages == 0:
        raise _incomplete("it has no pages")
    beyond = [heading for heading, page in entries if not 0 <= page < pages]
    if beyond:
        raise _incomplete(f"“{beyond[0]}” is missing")
    writer = PdfWriter(clone_from=reader)
    mend_text_maps(writer)
    for heading, page in entries:
        writer.add_outline_item(title=heading, page_number=page)
    writer.add_metadata({"/Title": title, "/Subject": subject, "/Creator": creator})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("en-GB")
    # The outline stands open at the side, and the window of the reader shows the title instead of the file name.
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    result = io.BytesIO()
    writer.write(result)
    outlined = result.getvalue()
    if len(writer.pages) != pages or _opened(outlined)[1] != pages:
        raise _incomplete("pages were lost")
    return outlined


def _opened(pdf: bytes) -> tuple[PdfReader, int]:
    """Return a reader and the number of pages as the PDF gives it, without taking up the room that every page needs."""
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-_TAIL:]:
        raise _incomplete("its beginning or end is missing")
    try:
        reader = PdfReader(io.BytesIO(pdf))
        return reader, cast("int", cast("DictionaryObject", reader.root_object["/Pages"])["/Count"])
    except (PyPdfError, KeyError) as error:
        raise _incomplete(str(error)) from error


def _incomplete(reason: str) -> ExportError:
    return ExportError(f"The PDF came out incomplete ({reason}) and was not written; export fewer trials or try again.")

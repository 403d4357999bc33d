"""Add to a PDF what Qt does not write: the outline, the document properties, searchable text."""

import io
from collections.abc import Sequence
from typing import cast

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from desktop.errors import ExportError
from desktop.exports.pdf_links import Links, linked_pages
from desktop.exports.pdf_text_map import mended_text_maps
from desktop.exports.pdf_update import TAIL, updated


def add_outline(
    pdf: bytes,
    title: str,
    entries: Sequence[tuple[str, int]],
    *,
    subject: str = "",
    creator: str = "Trial Catalogue",
    links: Links = (),
) -> bytes:
    """Return the PDF with its properties, searchable text and an outline of (heading, page index from 0) entries.

    Raises:
        ExportError: the PDF is damaged, or an entry has an index after its last page.
    """
    reader, pages = _opened(pdf)
    _refuse_incomplete(len(pages), entries)
    info, root = (cast("IndirectObject", reader.trailer.raw_get(key)).idnum for key in ("/Info", "/Root"))
    new = cast("int", reader.trailer["/Size"])
    names = {"/Title": title, "/Subject": subject, "/Creator": creator}
    objects: dict[int, PdfObject] = {
        **mended_text_maps(reader, pages),
        info: _with(reader.trailer["/Info"], {key: TextStringObject(text) for key, text in names.items()}),
        root: _with(reader.trailer["/Root"], _opening(IndirectObject(new, 0, reader))),
        **_outline(reader, new, [(heading, pages[page]) for heading, page in entries]),
        **linked_pages(pages, links),
    }
    outlined = updated(pdf, reader, objects)
    if len(_opened(outlined)[1]) != len(pages):
        raise _incomplete("pages were lost")
    return outlined


def _refuse_incomplete(pages: int, entries: Sequence[tuple[str, int]]) -> None:
    """Raise an error if a PDF has no pages, or if the page of an entry is not in it."""
    if not pages:
        raise _incomplete("it has no pages")
    beyond = [heading for heading, page in entries if not 0 <= page < pages]
    if beyond:
        raise _incomplete(f"“{beyond[0]}” is missing")


def _opening(outline: IndirectObject) -> dict[str, PdfObject]:
    """Return the settings with which a PDF reader opens the document."""
    return {
        "/Lang": TextStringObject("en-GB"),
        "/Outlines": outline,
        # The outline is shown at the side, and the title bar shows the title, not the file name.
        "/PageMode": NameObject("/UseOutlines"),
        "/ViewerPreferences": DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)}),
    }


def _outline(reader: PdfReader, first: int, entries: Sequence[tuple[str, PdfObject]]) -> dict[int, PdfObject]:
    """Return {object number: object}: the outline as ``first``, then its entries (heading, page)."""
    items = [IndirectObject(first + 1 + place, 0, reader) for place in range(len(entries))]
    links: dict[str, PdfObject] = {"/First": items[0], "/Last": items[-1]} if items else {}
    root = IndirectObject(first, 0, reader)
    objects: dict[int, PdfObject] = {
        first: _with(
            DictionaryObject(), {"/Type": NameObject("/Outlines"), "/Count": NumberObject(len(items)), **links}
        )
    }
    for place, (heading, page) in enumerate(entries):
        around = {"/Prev": items[place - 1] if place else None, "/Next": (*items, None)[place + 1]}
        objects[items[place].idnum] = _new(
            {
                "/Title": TextStringObject(heading),
                "/Parent": root,
                "/Dest": ArrayObject([page, NameObject("/Fit")]),
                **{key: item for key, item in around.items() if item is not None},
            }
        )
    return objects


def _new(entries: dict[str, PdfObject]) -> DictionaryObject:
    return _with(DictionaryObject(), entries)


def _with(known: PdfObject, entries: dict[str, PdfObject]) -> DictionaryObject:
    result = DictionaryObject(cast("DictionaryObject", known))
    result.update({NameObject(key): value for key, value in entries.items()})
    return result


def _opened(pdf: bytes) -> tuple[PdfReader, Sequence[IndirectObject]]:
    """Return (reader, its pages by number), without loading every page into memory."""
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-TAIL:]:
        raise _incomplete("its beginning or end is missing")
    try:
        # WORKAROUND: pypdf copies a plain BytesIO to find its size; remove when get_stream_size needs no buffer.
        reader = PdfReader(io.BufferedReader(io.BytesIO(pdf)))
        pages = cast("DictionaryObject", reader.root_object["/Pages"])
        listed, count = cast("ArrayObject", pages["/Kids"]), cast("int", pages["/Count"])
    except (PyPdfError, KeyError) as error:
        raise _incomplete(str(error)) from error
    if len(listed) != count:
        raise _incomplete("its pages are not in one list")
    return reader, listed


def _incomplete(reason: str) -> ExportError:
    return ExportError(f"The PDF came out incomplete ({reason}) and was not written; export fewer trials or try again.")

"""Add links to a printed PDF, because Qt does not write them."""

from collections.abc import Sequence
from typing import cast

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

Box = tuple[float, float, float, float]
Links = Sequence[tuple[int, Box, str | int]]
"""(index of the page; left, bottom, right, top in points; address, or index of the target page)."""


def linked_pages(pages: Sequence[IndirectObject], links: Links) -> dict[int, PdfObject]:
    """Return {object number: page with its links} for the pages that have links."""
    by_page: dict[int, list[DictionaryObject]] = {}
    for page, box, target in links:
        by_page.setdefault(page, []).append(_annotation(box, target, pages))
    found: dict[int, PdfObject] = {}
    for page, annotations in by_page.items():
        changed = DictionaryObject(cast("DictionaryObject", pages[page].get_object()))
        changed[NameObject("/Annots")] = ArrayObject(annotations)
        found[pages[page].idnum] = changed
    return found


def _annotation(box: Box, target: str | int, pages: Sequence[IndirectObject]) -> DictionaryObject:
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(FloatObject(round(each, 2)) for each in box),
            NameObject("/Border"): ArrayObject([NumberObject(0)] * 3),
        }
    )
    if isinstance(target, int):
        annotation[NameObject("/Dest")] = ArrayObject([pages[target], NameObject("/Fit")])
    else:
        action = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(target)}
        annotation[NameObject("/A")] = DictionaryObject(action)
    return annotation

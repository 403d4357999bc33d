"""The text behind the glyphs of a PDF: what a reader finds, copies and reads aloud."""

import re
import unicodedata
from collections.abc import Iterator
from typing import cast

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, StreamObject

_RANGE_TARGETS = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")
# Where characters share a glyph, Qt names the first of them: the tab for the space, the soft hyphen for the hyphen.
_MEANT = {"\t": " ", "\u00a0": " ", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}
# Ligatures, and radicals that share their glyph with an ideograph: their compatibility form is what was written.
_COMPATIBLE = re.compile("[\ufb00-\ufb06\u2e80-\u2fdf]")


def mend_text_maps(writer: PdfWriter) -> None:
    """Make every text of a PDF searchable as it was written.

    WORKAROUND: Qt maps the space glyph to a tab and others to look-alikes; remove when "a b" printed by QPdfWriter is
    extracted as "a b".
    """
    for stream in _text_maps(writer):
        mended = _RANGE_TARGETS.sub(lambda targets: _CODE.sub(_mended_code, targets[0]), stream.get_data())
        stream.set_data(mended)


def _text_maps(writer: PdfWriter) -> Iterator[StreamObject]:
    seen: set[int] = set()
    for page in writer.pages:
        resources = cast("DictionaryObject", page["/Resources"].get_object())
        fonts = cast("DictionaryObject", resources.get("/Font", DictionaryObject()).get_object())
        for font in fonts.values():
            text_map = cast("DictionaryObject", font.get_object()).get("/ToUnicode")
            if text_map is not None and id(text_map.get_object()) not in seen:
                seen.add(id(text_map.get_object()))
                yield cast("StreamObject", text_map.get_object())


def _mended_code(code: re.Match[bytes]) -> bytes:
    written = _meant(chr(int(code[1], 16)))
    return b"<" + written.encode("utf-16-be", "surrogatepass").hex().upper().encode() + b">"


def _meant(character: str) -> str:
    if _COMPATIBLE.match(character):
        return unicodedata.normalize("NFKC", character)
    return _MEANT.get(character, character)

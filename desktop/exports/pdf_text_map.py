"""Correct the text of the glyphs in a PDF, which is used to search, copy and read aloud."""

import re
import unicodedata
from collections.abc import Sequence
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, DictionaryObject, IndirectObject, StreamObject

_RANGE_TARGETS = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")
# If characters share a glyph, Qt gives the first: tab instead of space, soft hyphen instead of hyphen.
_MEANT = {"\t": " ", "\u00a0": " ", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}
# Ligatures, and radicals with the glyph of an ideograph: their compatibility form is the original text.
_COMPATIBLE = re.compile("[\ufb00-\ufb06\u2e80-\u2fdf]")


def mended_text_maps(reader: PdfReader, pages: Sequence[IndirectObject]) -> dict[int, StreamObject]:
    """Return {object number: text map} with which every text of the pages can be searched as it was written.

    WORKAROUND: Qt maps the glyph of the space to a tab, and other glyphs to similar characters; remove when "a b"
    printed by QPdfWriter is extracted as "a b".
    """
    return {number: _mended(cast("StreamObject", reader.get_object(number))) for number in _text_maps(reader, pages)}


def _mended(stream: StreamObject) -> StreamObject:
    mended = DecodedStreamObject()
    mended.set_data(_RANGE_TARGETS.sub(lambda targets: _CODE.sub(_mended_code, targets[0]), stream.get_data()))
    return mended.flate_encode()


def _text_maps(reader: PdfReader, pages: Sequence[IndirectObject]) -> set[int]:
    fonts: dict[int, DictionaryObject] = {}
    for page in pages:
        resources = cast("DictionaryObject", cast("DictionaryObject", page.get_object())["/Resources"])
        used = cast("DictionaryObject", resources.get("/Font", DictionaryObject()).get_object())
        references = [cast("IndirectObject", used.raw_get(name)) for name in used]
        fonts |= {
            each.idnum: cast("DictionaryObject", each.get_object()) for each in references if each.idnum not in fonts
        }
        reader.resolved_objects.clear()  # otherwise every read page stays in memory
    maps = [font.raw_get("/ToUnicode") for font in fonts.values() if "/ToUnicode" in font]
    return {cast("IndirectObject", each).idnum for each in maps}


def _mended_code(code: re.Match[bytes]) -> bytes:
    written = _meant(chr(int(code[1], 16)))
    return b"<" + written.encode("utf-16-be", "surrogatepass").hex().upper().encode() + b">"


def _meant(character: str) -> str:
    if _COMPATIBLE.match(character):
        return unicodedata.normalize("NFKC", character)
    return _MEANT.get(character, character)

"""The text of the glyphs of a PDF, which a reader searches, copies and reads aloud."""

import re
import unicodedata
from collections.abc import Sequence
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, DictionaryObject, IndirectObject, StreamObject

_RANGE_TARGETS = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")
# Where characters share a glyph, Qt names the first of them: the tab for the space, the soft hyphen for the hyphen.
_MEANT = {"\t": " ", "\u00a0": " ", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}
# Ligatures, and radicals that share their glyph with an ideograph: their compatibility form is what was written.
_COMPATIBLE = re.compile("[\ufb00-\ufb06\u2e80-\u2fdf]")


def mended_text_maps(reader: PdfReader, pages: Sequence[IndirectObject]) -> dict[int, StreamObject]:
    """Return, by object number, the text maps that make every text of the pages searchable as it was written.

    WORKAROUND: Qt maps the space glyph to a tab and others to look-alikes; remove when "a b" printed by QPdfWriter is
    extracted as "a b".
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
        reader.resolved_objects.clear()  # otherwise every page that was read stays in memory
    maps = [font.raw_get("/ToUnicode") for font in fonts.values() if "/ToUnicode" in font]
    return {cast("IndirectObject", each).idnum for each in maps}


def _mended_code(code: re.Match[bytes]) -> bytes:
    written = _meant(chr(int(code[1], 16)))
    return b"<" + written.encode("utf-16-be", "surrogatepass").hex().upper().encode() + b">"


def _meant(character: str) -> str:
    if _COMPATIBLE.match(character):
        return unicodedata.normalize("NFKC", character)
    return _MEANT.get(character, character)

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from desktop.exports.pdf_text_map import mended_text_maps

MAP = "2 beginbfrange\n<0000> <0000> <0000>\n<0001> <0003> [<{}> <0041> <2265> ]\nendbfrange"


def mended(code: str, pages: int = 1) -> list[str]:
    """Return the mended maps of a PDF whose pages share one font."""
    writer = PdfWriter()
    stream = DecodedStreamObject()
    stream.set_data(MAP.format(code).encode())
    font = writer._add_object(DictionaryObject({NameObject("/ToUnicode"): writer._add_object(stream)}))
    for _ in range(pages):
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    file = io.BytesIO()
    writer.write(file)
    reader = PdfReader(file)
    maps = mended_text_maps(reader, reader.root_object["/Pages"]["/Kids"])
    return [each.get_data().decode() for each in maps.values()]


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("0009", "0020"),
        ("00A0", "0020"),
        ("00AD", "002D"),
        ("FB01", "00660069"),
        ("2F00", "4E00"),
    ],
)
def test_what_shares_a_glyph_becomes_what_was_written(code: str, meant: str) -> None:
    assert mended(code) == [MAP.format(meant)]


@pytest.mark.parametrize("code", ["0041", "00B5", "2265", "4E2D", "D83D"])
def test_other_characters_stay(code: str) -> None:
    assert mended(code) == [MAP.format(code)]


def test_a_font_of_several_pages_is_mended_once() -> None:
    assert mended("FB03", pages=3) == [MAP.format("006600660069")]

"""Decode the bytes of a document to text, and report what was guessed or replaced."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import AnyStr

from desktop.documents.asian_text import decoded_asian
from desktop.documents.eastern_text import decoded_eastern
from desktop.documents.misread_places import MisreadPlaces, misread_places
from desktop.documents.mojibake import mended
from desktop.errors import DocumentError
from desktop.trials.remarks import Remark, remark

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNDECODABLE = "\udcff"
# UTF-32 first, because its little-endian mark begins with that of UTF-16. The last two are XML declarations.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
    (b"<\x00?\x00", "utf-16-le", "utf-16"),
    (b"\x00<\x00?", "utf-16-be", "utf-16"),
)
_NOT_TEXT = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich-text file"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.-]{0,40})["']""")
# Encodings of registries outside Western Europe; "Latin-1" in practice means Windows-1252.
_DECLARABLE = ("iso-8859-", "windows-", "cp", "gb", "big5", "shift_jis", "euc-", "koi8-")
# National standards are parts of larger encodings, which programs write under the same name.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949"}
_GUESSED = {
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
}
_CONTROLS = bytes([*range(1, 9), *range(0x0E, 0x20), 0x7F])
_SURROGATE_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_LOST = re.compile(r"[\x00\ud800-\udfff]")
_LOST_OR_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]|(?P<lost>[\x00\ud800-\udfff])")
_UNKNOWN_BYTE = re.compile(r"[\udc80-\udcff]")
_WESTERN_BYTE = re.compile(r"(?<![\udc80-\udcff])[\udc80-\udcff](?=[A-Za-z ,.;:)])|(?<=[A-Za-z])[\udc80-\udcff]$")
_BINARY = "it is not a text but binary data; save the record as text or XML."
# The share of control characters: almost 0 in text, a third or more in programs, pictures and compressed files.
_MOST_CONTROLS = 0.02
_END = 1_000_000


@dataclass(frozen=True)
class Decoded:
    """Hold a text with line feeds as line ends; ``warnings`` are remarks for every trial in it.

    ``misread`` holds the places of characters that another program had decoded wrongly and that were repaired, if any.
    """

    text: str
    encoding: str
    warnings: tuple[Remark, ...]
    misread: MisreadPlaces | None = None


def decode(content: bytes) -> Decoded:
    """Return the text of a document, its encoding, and remarks on what was replaced.

    The first of these decides: a byte-order mark, valid UTF-8, an XML declaration, UTF-8 with few damaged bytes, an
    encoding of East Asia or Eastern Europe if the text looks like it, else Windows-1252. Text that another program had
    decoded wrongly is repaired. NUL, lone surrogates and undecodable bytes become U+FFFD and are counted.

    Raises:
        DocumentError: The content is empty or not a text.
    """
    for start, kind in _NOT_TEXT:
        if content.startswith(start):
            raise DocumentError(f"it is {kind}, not a text; save the record as text or XML.")
    lost = mixed = 0
    sound = _sound_utf8(content)
    if sound is not None:
        # Valid UTF-8 has lost nothing, so it is not searched: that takes many times as long as decoding.
        text, encoding = sound, "utf-8"
    else:
        text, encoding, lost, mixed = _repaired(content)
    if not text or text.isspace():
        raise DocumentError("it is empty; download the record again.")
    _refuse_binary(content if encoding in ("utf-8", "cp1250", "cp1251", "cp1252") else text.encode("utf-8"), lost)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    sound, misread = mended(text)
    places = misread_places(text, sound) if misread else None
    return Decoded(sound, encoding, tuple(_warnings(encoding, lost, mixed)), places)


def _repaired(content: bytes) -> tuple[str, str, int, int]:
    """Return (text, encoding, lost characters, lines in another encoding) of content that is not valid UTF-8."""
    # Data that is not text is refused first, because the next steps need many times its size in memory.
    if not any(content.startswith(mark) for mark, _, _ in _MARKS):
        _refuse_binary(content, content.count(0))
    text, encoding = _decoded(content)
    text, mixed = _with_western_lines(text) if encoding == "utf-8" else (text, 0)
    lost = _count_lost(text)
    return _LOST.sub(_REPLACEMENT, _SURROGATE_PAIR.sub(_joined, text)), encoding, lost, mixed


def _sound_utf8(content: bytes) -> str | None:
    """Return the text of valid UTF-8 without a byte-order mark and NUL; None for anything else."""
    if 0 in content or any(content.startswith(mark) for mark, _, _ in _MARKS):
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _refuse_binary(content: bytes, lost: int) -> None:
    """Refuse content with too many control characters for a text; of a large one only both ends are examined."""
    looked_at = _ends(content)
    controls = len(looked_at) - len(looked_at.translate(None, _CONTROLS))
    if controls + lost > max(8, len(looked_at) * _MOST_CONTROLS):
        raise DocumentError(_BINARY)


def _ends(content: AnyStr) -> AnyStr:
    return content if len(content) <= 4 * _END else content[:_END] + content[-_END:]


def _count_lost(text: str) -> int:
    """Return the number of characters that are NUL or half of a surrogate pair.

    Raises:
        DocumentError: They are more than in any text.
    """
    # The share is calculated in bytes, of which a character may have three.
    most = int(3 * max(8, len(_ends(text)) * _MOST_CONTROLS))
    lost = sum(1 for _ in islice((match for match in _LOST_OR_PAIR.finditer(text) if match["lost"]), most + 1))
    if lost > most:
        raise DocumentError(_BINARY)
    return lost


def _warnings(encoding: str, lost: int, mixed: int) -> Iterator[Remark]:
    if encoding == "cp1252":
        yield remark("read_as_cp1252")
    elif encoding in _GUESSED:
        yield remark("read_as_guessed", encoding=_GUESSED[encoding])
    if mixed:
        yield remark("lines_as_cp1252", count=mixed)
    if lost:
        yield remark("characters_replaced", count=lost)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return (text, name of its encoding); each byte that cannot be decoded becomes a lone surrogate."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _marked(content, codec), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        known = _declared(content) or _damaged_utf8(content) or decoded_asian(content) or decoded_eastern(content)
        return known or (content.decode("cp1252", "surrogateescape"), "cp1252")


def _marked(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        if codec == "utf-8-sig":
            return content.decode(codec, "surrogateescape")
        if len(content) > 4 * _END:
            # Each undecodable byte is slow, so both ends are examined before the whole text.
            last = (len(content) - _END) // 4 * 4
            for part in (content[:_END], content[:4] + content[last:]):
                _count_lost(part.decode(codec, "replace").replace(_REPLACEMENT, _UNDECODABLE))
        return content.decode(codec, "replace").replace(_REPLACEMENT, _UNDECODABLE)


def _declared(content: bytes) -> tuple[str, str] | None:
    """Return (text, encoding) by its XML declaration; None if the encoding is unknown, wrong, or decided elsewhere."""
    found = _DECLARED.match(content)
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    if not name.startswith(_DECLARABLE) or name in ("iso-8859-1", "windows-1252", "cp1252"):
        return None
    try:
        return content.decode(_LARGER.get(name, name)), name
    except (LookupError, UnicodeError):  # the encoding is unknown or wrong
        return None


def _damaged_utf8(content: bytes) -> tuple[str, str] | None:
    """Return (text, encoding) if more non-ASCII bytes are valid UTF-8 than invalid; else None."""
    try:
        # Some programs write characters beyond U+FFFF as two surrogates of three bytes each.
        return content.decode("utf-8", "surrogatepass"), "utf-8"
    except UnicodeDecodeError:
        kept = content.decode("utf-8", "ignore")
    # Calculated from lengths, because a list of the places would need many times the size of the document.
    damaged = len(content) - len(kept.encode("utf-8"))
    sound = len(kept) - len(kept.encode("ascii", "ignore"))
    return (content.decode("utf-8", "surrogateescape"), "utf-8") if sound > damaged else None


def _with_western_lines(text: str) -> tuple[str, int]:
    """Return (text with lines of Windows-1252 decoded as such, number of these lines)."""
    if not _UNKNOWN_BYTE.search(text):
        return text, 0
    count = 0
    lines = text.split("\n")
    for place, line in enumerate(lines):
        unknown = len(_UNKNOWN_BYTE.findall(line))
        others = len(line) - len(line.encode("ascii", "ignore"))
        # A damaged character of UTF-8 has several bytes, or is beside valid ones.
        if unknown and unknown == others == len(_WESTERN_BYTE.findall(line)):
            lines[place] = line.encode("ascii", "surrogateescape").decode("cp1252", "surrogateescape")
            count += 1
    return "\n".join(lines), count


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")

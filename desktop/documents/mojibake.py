"""Repair text that another program decoded wrongly: UTF-8 decoded as Windows-1252, "â‰¥" for "≥".

Such a sequence holds the bytes of one character. Almost all sequences are certain; the few that may also be real text
("MANHÃ”", "résumé…»") are repaired only if the same line has a certain one.
"""

import re
import unicodedata

_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# Some programs keep the bytes from 80 to 9F as control characters instead of characters of Windows-1252.
_SHOWN = {byte: chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252") for byte in range(0x80, 0xC0)}
_BYTES = {letter: byte for byte, letter in _SHOWN.items()} | {chr(byte): byte for byte in range(0x80, 0x100)}
_AFTER = "[" + re.escape("".join({*_SHOWN.values(), *map(chr, range(0x80, 0xC0))})) + "]"
_SEQUENCE = re.compile(
    rf"[\xc2-\xc6\xcb\xce-\xd1\xd7-\xdb]{_AFTER}|[\xe0-\xef]{_AFTER}{_AFTER}|[\xf0-\xf4]{_AFTER}{_AFTER}{_AFTER}"
)
# The first characters of all sequences; searching for these first is much faster.
_BEGINNING = re.compile(rf"[\xc2-\xf4]{_AFTER}")
_SEQUENCES_IN_A_ROW = re.compile(rf"(?:[\xe3-\xed]{_AFTER}{_AFTER}){{3,}}")
_CLOSING_MARK = re.compile(f"â€\N{REPLACEMENT CHARACTER}?(?!{_AFTER})")
# Signs that also follow a word directly in undamaged texts.
_PUNCTUATION = frozenset("‚„…‘’“”•–—™‹›«»·ªºˆ˜\N{NO-BREAK SPACE}\N{SOFT HYPHEN}")
_SIGNS = ((0x2000, 0x2300), (0x2500, 0x2800))
# Sequences that are certain even if a third program replaced one byte by a question mark.
_LOST_BYTE = re.compile(r"[âÃ]\?[\xa1-\xbf]")
_LOSSY = (
    (re.compile(r"ââ\?°(?=[¥¤])"), "â‰"),
    (re.compile(r"â\?¥"), "≥"),
    (re.compile(r"â\?¤"), "≤"),
    (re.compile(r"Ã\?(?=[\xa1-\xbf])"), "Â"),
)
_CONTROL = re.compile("[\x80-\x9f]")
_LINE_OF_ITS_OWN = "\x85"
_MOST_TIMES = 3


def mended(text: str) -> tuple[str, int]:
    """Return (text with these sequences repaired, number of sequences)."""
    if text.isascii():
        return text, 0
    count = 0
    for _ in range(_MOST_TIMES):
        if not _BEGINNING.search(text) and not _LOST_BYTE.search(text):
            break
        lines = [_mended_line(line) for line in text.split("\n")]
        found = sum(number for _, number in lines)
        if not found:
            break
        text = "\n".join(line for line, _ in lines)
        count += found
    if _CONTROL.search(text):
        text, found = _without_controls(text)
        count += found
    return text, count


def _mended_line(line: str) -> tuple[str, int]:
    if line.isascii() or not (_BEGINNING.search(line) or _LOST_BYTE.search(line)):
        return line, 0
    certain = _SEQUENCES_IN_A_ROW.search(line) is not None or any(map(_is_certain, _SEQUENCE.finditer(line)))
    count = 0
    if "?" in line:
        for written, meant in _LOSSY:
            line, found = written.subn(meant, line)
            count += found
    if not certain and not count:
        return line, 0

    def character(found: re.Match[str]) -> str:
        nonlocal count
        letter = _character(found.group())
        count += letter is not None
        return found.group() if letter is None else letter

    line = _SEQUENCE.sub(character, line)
    # The last byte of a closing quotation mark does not exist in Windows-1252; many programs omit it.
    line, closing = _CLOSING_MARK.subn("”", line)
    return line, count + closing


def _is_certain(found: re.Match[str]) -> bool:
    """Return whether a sequence is certainly a wrongly decoded character."""
    written = found.group()
    letter = _character(written)
    if letter is None:
        return False
    if len(written) == 2:
        return written[1] not in _PUNCTUATION or _stands_in_a_word(found)
    if len(written) == 3:
        return not letter or any(begin <= ord(letter) < end for begin, end in _SIGNS)
    return True


def _stands_in_a_word(found: re.Match[str]) -> bool:
    """Return whether lower-case letters are beside the sequence; real text has no capital and mark between them."""
    text, begin = found.string, found.start()
    before, after = text[begin - 1 : begin] if begin else "", text[found.end() : found.end() + 1]
    return before.islower() or after.islower()


def _character(written: str) -> str | None:
    """Return the character of a sequence; "" for a byte-order mark, None if the character is never used."""
    try:
        letter = bytes(_BYTES[each] for each in written).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if letter == "\N{ZERO WIDTH NO-BREAK SPACE}":
        return ""
    # A control character may be part of another sequence, if the text was decoded wrongly twice.
    return None if unicodedata.category(letter) in ("Cn", "Co", "Cs") else letter


def _without_controls(text: str) -> tuple[str, int]:
    """Return (text with control characters replaced by those of Windows-1252, their number)."""
    if set(_CONTROL.findall(text)) == {_LINE_OF_ITS_OWN}:
        return text, 0
    return _CONTROL.subn(lambda found: _SHOWN[ord(found.group())], text)

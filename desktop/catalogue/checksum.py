"""A checksum on what is stored, so that damage is noticed when it is read.

CRC-32 notices every flipped bit, every burst of up to 32 bits, and all but one in four thousand million other damages.
It takes a microsecond for a kilobyte, and four bytes of room. It guards against accidents of disk and memory; whoever
writes other content on purpose can write its checksum too.
"""

import zlib
from collections.abc import Iterable

from desktop.errors import DamagedRecordError

_BYTES = 4
_DIGITS = 8


def with_checksum(content: bytes, name: str = "") -> bytes:
    """Return content with its checksum behind it; ``name`` is what it is stored under, if that must be right too."""
    return content + _sum(content, name)


def without_checksum(stored: object, name: str = "") -> memoryview:
    """Return the content that ``with_checksum`` was given.

    Raises:
        DamagedRecordError: it is another content, or none.
    """
    # A flipped bit may also turn the type of a column into another.
    if not isinstance(stored, bytes):
        raise DamagedRecordError("A stored value has changed its type.")
    whole = memoryview(stored)
    content, checksum = whole[:-_BYTES], whole[-_BYTES:]
    if checksum != _sum(content, name):
        raise DamagedRecordError("A stored value is not what was written.")
    return content


def is_whole(stored: object) -> bool:
    """Tell whether content with a checksum is as it was written."""
    try:
        without_checksum(stored)
    except DamagedRecordError:
        return False
    return True


def sealed_row(packed: str, key: str, title: str, sponsor: str, start: str, enrollment: int | None) -> str:
    """Return the packed part of a list row with a checksum in front that covers all that the list shows of a trial."""
    return text_sum((packed, key, title, sponsor, start, _number(enrollment))) + packed


def opened_row(stored: str, key: str, title: str, sponsor: str, start: str, enrollment: int | None) -> str | None:
    """Return the packed part of a list row that ``sealed_row`` gave; None if any of it has changed, even its type."""
    try:
        checksum, packed = stored[:_DIGITS], stored[_DIGITS:]
        whole = checksum == text_sum((packed, key, title, sponsor, start, _number(enrollment)))
    except (TypeError, ValueError):
        return None
    return packed if whole else None


def text_sum(texts: Iterable[str]) -> str:
    """Return the checksum of some texts as eight hexadecimal digits."""
    return f"{zlib.crc32(chr(31).join(texts).encode('utf-8', 'replace')):0{_DIGITS}x}"


def _number(value: int | None) -> str:
    return "" if value is None else format(value, "d")


def _sum(content: bytes | memoryview, name: str) -> bytes:
    return zlib.crc32(content, zlib.crc32(name.encode("utf-8", "replace"))).to_bytes(_BYTES, "little")

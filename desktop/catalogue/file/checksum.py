"""A checksum on what is stored, so that damage is noticed when it is read.

CRC-32 notices every flipped bit, every burst of up to 32 bits, and all but one in four thousand million other damages.
It takes a microsecond for a kilobyte, and four bytes of room. It protects against accidents of disk and memory, not
against somebody who changes content on purpose and can write the checksum too.
"""

from collections.abc import Iterable
from zlib import crc32

from desktop.errors import DamagedRecordError

_BYTES = 4
_DIGITS = 8
_JOINT = "\x1f"


def with_checksum(content: bytes, name: str = "") -> bytes:
    """Return content followed by its checksum, which also covers the ``name`` that it is stored under, if given."""
    return content + _sum(content, name)


def without_checksum(stored: object, name: str = "") -> memoryview:
    """Return the content that ``with_checksum`` was given.

    Raises:
        DamagedRecordError: the content was changed or is missing.
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
    """Return the packed part of a list row, after a checksum of everything that the list shows of the trial."""
    return text_sum((packed, key, title, sponsor, start, "" if enrollment is None else f"{enrollment:d}")) + packed


def opened_row(stored: str, key: str, title: str, sponsor: str, start: str, enrollment: int | None) -> str | None:
    """Return the packed part of a list row that ``sealed_row`` gave; None if any of it has changed, even its type."""
    try:
        packed = stored[_DIGITS:]
        # Kept short for speed: every click checks fifty rows here.
        text = _JOINT.join((packed, key, title, sponsor, start, "" if enrollment is None else f"{enrollment:d}"))
        return packed if f"{crc32(text.encode('utf-8', 'replace')):08x}" == stored[:_DIGITS] else None
    except (TypeError, ValueError):
        return None


def text_sum(texts: Iterable[str]) -> str:
    """Return the checksum of some texts as eight hexadecimal digits."""
    return f"{crc32(_JOINT.join(texts).encode('utf-8', 'replace')):08x}"


def _sum(content: bytes | memoryview, name: str) -> bytes:
    return crc32(content, crc32(name.encode("utf-8", "replace"))).to_bytes(_BYTES, "little")

"""Sets of trials as Python ints: bit n is the trial with id n."""

from collections.abc import Iterable, Iterator

_ZEROS_AND_ONES = bytes.maketrans(b"01", b"\x00\x01")


def members(bits: int) -> Iterator[int]:
    """Yield the ids in a set of trials in ascending order."""
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def bits_of(ids: Iterable[int]) -> int:
    """Return a set of trials from ids in any order."""
    ids = list(ids)
    highest = max(ids, default=0)
    digits = bytearray(b"0") * (highest + 1)
    one = ord("1")
    for each in ids:
        digits[highest - each] = one
    return int(digits, 2)


def as_mask(bits: int, length: int) -> bytes:
    """Return a set of trials as bytes, 1 or 0 for each trial, indexed by id; ``length`` is the number of bytes."""
    return bin(bits)[:1:-1].encode().translate(_ZEROS_AND_ONES).ljust(length, b"\x00")

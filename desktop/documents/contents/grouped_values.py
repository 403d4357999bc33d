"""Split "control group:50;sepsis group:50;", as ChiCTR writes values that differ between groups."""

import re


def grouped_values(text: str) -> tuple[tuple[str, str], ...]:
    """Return (group, value) pairs in order; () if any part of the text has no group."""
    parts = [part.strip() for part in re.split(r"[;；]", text) if part.strip()]
    pairs = [re.split(r"[:：]", part, maxsplit=1) for part in parts]
    if not pairs or any(len(pair) != 2 or not pair[0].strip() for pair in pairs):
        return ()
    return tuple((group.strip(), value.strip()) for group, value in pairs)


def group_sizes(text: str) -> int | None:
    """Return a planned number of participants: the number, or the sum over groups; None if it is neither."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", text):
        return int(text)
    sizes = [value for _, value in grouped_values(text)]
    if not sizes or not all(re.fullmatch(r"[0-9]{1,7}", size) for size in sizes):
        return None
    return sum(int(size) for size in sizes)
